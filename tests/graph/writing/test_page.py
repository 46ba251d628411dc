import re
from html.parser import HTMLParser

import msgspec
import pytest
from PySide6.QtQml import QJSEngine

from inspector.graph.expansion import Expansion
from inspector.graph.index import Index
from inspector.graph.writing.page import page
from inspector.look.style_sheet import style_sheet
from inspector.report.model import Failure, Report
from tests.graph.models import CHIMERA
from tests.graph.notation import report


class Reader(HTMLParser):
    """Which elements a page has, and what its scripts and its title hold."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: dict[str, list[str]] = {}
        self._inside = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self._inside = tag
        self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[self._inside][-1] += data


def written(name: str = "net") -> str:
    known = report(CHIMERA)
    index = Index(Report(model=name, calls=known.calls, tensors=known.tensors))
    return page(index, style_sheet(), Expansion(index, 1))


def test_a_page_takes_less_than_sixty_kilobytes_beside_its_nodes() -> None:
    text = written()
    data = Reader(text).texts["script"][0]
    assert len(text.encode()) - len(data.encode()) < 60_000


def test_a_page_asks_nothing_of_the_network() -> None:
    text = written()
    assert re.findall(r"https?://[^\"]+", text) == ["http://www.w3.org/2000/svg"]
    names = {name for name, _ in Reader(text).attributes}
    assert names & {"src", "href"} == set()
    assert "default-src 'none'" in text


@pytest.mark.parametrize(
    "name",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "\"'`${alert(1)}",
        "</title><img src=x onerror=alert(1)>",
        "&lt;b&gt;",
        "{{script}}",
        "\u2028\u202eطبقة 🙂\\",
    ],
)
def test_no_name_is_more_than_text(name: str) -> None:
    usual, odd = Reader(written()), Reader(written(name))
    assert odd.tags == usual.tags
    assert odd.texts["title"] == [name]
    assert odd.texts["h1"] == [name]
    assert odd.texts["script"][1] == usual.texts["script"][1]
    assert msgspec.json.decode(odd.texts["script"][0])["name"] == name


def test_the_script_of_the_page_is_whole(qapp: object) -> None:
    engine = QJSEngine()
    make = engine.evaluate("(code) => { new Function(code); return 'fine'; }")
    made = make.call([engine.toScriptValue(Reader(written()).texts["script"][1])])
    assert made.toString() == "fine"


def test_a_page_of_a_failure_says_why_the_picture_ends() -> None:
    failure = Failure("forward", "RuntimeError", "mat1", "`1` needs 5 features, got <4>.")
    known = report(CHIMERA)
    index = Index(Report(calls=known.calls, tensors=known.tensors, failure=failure))
    reader = Reader(page(index, "", frozenset()))
    assert "`1` needs 5 features, got <4>." in reader.texts["p"]


def test_what_is_left_out_is_said() -> None:
    assert '<p id="note" role="note"></p>' in written()
    index = Index(report(CHIMERA))
    text = page(index, "", frozenset(), most=8)
    assert "more than the 8 nodes that a page holds: 2 containers stay closed here" in text
