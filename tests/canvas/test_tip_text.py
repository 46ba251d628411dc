import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QToolTip

from inspector.canvas.tip_text import WIDEST, tip_html
from inspector.graph.tooltip import Tip
from inspector.look.theme import DARK, LIGHT
from inspector.report.model import Source


def document(tip: Tip, line: str = "") -> QTextDocument:
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(QToolTip.font())
    document.setHtml(tip_html(tip, LIGHT, lambda source: line))
    return document


def plain(tip: Tip, line: str = "") -> str:
    return document(tip, line).toPlainText().replace("\N{NO-BREAK SPACE}", " ")


def words(tip: Tip, line: str = "") -> list[str]:
    return plain(tip, line).split("\n")


@pytest.fixture(autouse=True)
def _application(qapp: object) -> None:
    """Fonts need one."""


def test_a_name_is_never_taken_for_html() -> None:
    evil = "<img src=x> & <b>"
    tip = Tip(evil, evil, ((evil, evil),), evil)
    assert "<img" not in tip_html(tip, LIGHT, lambda source: evil)
    assert plain(tip).count(evil) == 5


def test_each_row_is_a_word_and_what_it_is_about() -> None:
    told = [word for word in words(Tip("1", "Linear", (("in", "2 × 20"),))) if word]
    assert told == ["1  Linear", "in", "2 × 20"]


def test_the_line_of_code_stands_below_its_place_and_the_place_stands_out() -> None:
    line = "    self.linear = nn.Linear(20, 10)  # größer"
    source = Source("/home/model.py", 7, 18, 7, 35)
    text = tip_html(Tip("1", sources=(("made", source),)), LIGHT, lambda source: line)
    assert "model.py:7" in text
    assert "</span>nn.Linear(20, 10)<span" in text
    assert "self.linear = nn.Linear(20, 10) # größer" in " ".join(
        words(Tip("1", sources=(("made", source),)), line)
    ).replace("  ", " ")


def test_a_file_that_was_never_saved_is_told_by_its_line() -> None:
    told = words(Tip("1", sources=(("made", Source("<model>", 7, 0, 7, 3)),)))
    assert "line 7" in told


@pytest.mark.parametrize("text", ["x" * 300, "word " * 80, "日本語" * 90, "a.b" * 100])
def test_nothing_is_wider_than_one_reads(text: str) -> None:
    label = QLabel(tip_html(Tip(text, text, (("in", text),), text), LIGHT, lambda source: text))
    label.setWordWrap(True)
    assert label.sizeHint().width() <= WIDEST
    assert label.sizeHint().height() < 700


def test_what_is_wrong_has_the_color_of_errors_in_each_theme() -> None:
    for theme in (LIGHT, DARK):
        assert theme.error in tip_html(Tip("1", remark="It failed."), theme, lambda source: "")
