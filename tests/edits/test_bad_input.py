"""Files that people would rather not show: every edit is right, or refused with a sentence."""

import sys
from collections.abc import Callable

import pytest

from inspector.edits.arguments import ChangeType, SetArgument
from inspector.edits.bypass import Bypass
from inspector.edits.cargo import EndSpot, module
from inspector.edits.compose import Duplicate, Insert, Remove
from inspector.edits.edit import Edit, EditError
from inspector.edits.extract import ExtractClass
from inspector.edits.names import RenameClass, RenameMember
from inspector.edits.parametrize import MakeParameter
from inspector.edits.wrap import Wrap
from inspector.outline.read import get
from inspector.source.file import decode
from inspector.source.span import Span
from tests.edits.editing import after, at
from tests.edits.test_laws import compiled, tried

PLAIN = """\
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.Linear(8, 8)

    def forward(self, X):
        return self.layer(X)
"""
MADE = "        self.layer = nn.Linear(8, 8)\n"
STEP = "        return self.layer(X)\n"


def made(line: str) -> bytes:
    """The file with another line for the member."""
    return PLAIN.replace(MADE, line).encode()


def step(lines: str) -> bytes:
    """The file with other lines for what its forward returns."""
    return PLAIN.replace(STEP, lines).encode()


FILES: dict[str, bytes] = {
    "tabs": PLAIN.replace("    ", "\t").encode(),
    "CRLF": PLAIN.replace("\n", "\r\n").encode(),
    "CR": PLAIN.replace("\n", "\r").encode(),
    "BOM": PLAIN.encode("utf-8-sig"),
    "another encoding": f"# coding: latin-1\n# größe\n{PLAIN}".encode("latin-1"),
    "wide characters": f"größe = '模型 😀'; {PLAIN}".encode(),
    "no final newline": PLAIN.rstrip("\n").encode(),
    "10,000 lines": (PLAIN + "\n\nWIDTH = 8\n" + "WIDTH = WIDTH + 1\n" * 10_000).encode(),
    "a line of 10,000 characters": f"TABLE = [{'0, ' * 3_400}]\n{PLAIN}".encode(),
    "nested quotes": step(
        "        return f'{X!r:>{8}} {{self.layer}} {\"a\"}' and self.layer(X)\n"
    ),
    "match": step(
        "        match X.dim():\n            case 2 | 3:\n                return self.layer(X)\n"
    ),
    "walrus": made("        self.layer = (kept := nn.Linear(8, 8))\n"),
    "semicolons": made("        a = 1; self.layer = nn.Linear(8, 8); b = 2\n"),
    "backslash": made("        self.layer = \\\n            nn.Linear(8, 8)\n"),
    "comments in a call": made(
        "        self.layer = keep(  # kept\n            nn.Linear(8, 8)  # in\n        )\n"
    ),
    "decorators": PLAIN.replace("class", '@register("self.layer")  # why\nclass').encode(),
    "nested classes": PLAIN.replace(
        "    def __init__", "    class Inner(nn.Module):\n        pass\n\n    def __init__", 1
    ).encode(),
    "a parameter called nn": f"def half(nn):\n    return nn.half()\n\n\n{PLAIN}".encode(),
    "a star import": f"from torch.nn import *\n{PLAIN}".encode(),
    "conditional definition": (
        PLAIN + "\n\nif True:\n    class Other(nn.Module): pass\nelse: Other = None\n"
    ).encode(),
    "duplicate classes": f"class Net:\n    pass\n\n\n{PLAIN}".encode(),
}
if sys.version_info >= (3, 12):
    FILES["type parameters"] = PLAIN.replace("Net(", "Net[T: nn.Module](").encode()
    FILES["quotes of one kind"] = step('        return f"{"a"}" and self.layer(X)\n')

EDITS: dict[str, Callable[[Span], Edit]] = {
    "type": lambda site: ChangeType(site, "nn.LazyLinear"),
    "bypass": lambda site: Bypass(site, "layer"),
    "insert": lambda site: Insert(module("ReLU", "nn.ReLU()"), EndSpot("Net")),
    "remove": lambda site: Remove(site, "layer"),
    "duplicate": lambda site: Duplicate(site, "layer"),
    "extract": lambda site: ExtractClass(site, "Layer"),
    "rename class": lambda site: RenameClass("Net", "Model"),
    "make an argument": lambda site: MakeParameter(site, "out_features", "width"),
    "wrap": lambda site: Wrap(site, "Sequential"),
    "residual": lambda site: Wrap(site, "Residual"),
}


@pytest.mark.parametrize("name", FILES)
def test_an_argument_is_set_in_its_line_and_all_other_bytes_stay(name: str) -> None:
    file = decode(FILES[name])
    now = after(file.text, SetArgument(at(file.text, "nn.Linear(8, 8)"), "bias", "False"))
    old, new = b"nn.Linear(8, 8)", b"nn.Linear(8, 8, bias=False)"
    assert file.encode(now) == FILES[name].replace(old, new)


@pytest.mark.parametrize("name", sorted(FILES.keys() - {"walrus", "comments in a call"}))
def test_a_member_is_renamed_where_code_means_it_and_nowhere_else(name: str) -> None:
    file = decode(FILES[name])
    now = after(file.text, RenameMember(at(file.text, "nn.Linear(8, 8)"), "dense"))
    expected = FILES[name].replace(b"self.layer", b"self.dense")
    for text in (b"{{self.dense}}", b'"self.dense"'):  # what only looks like it
        expected = expected.replace(text, text.replace(b"dense", b"layer"))
    assert file.encode(now) == expected


@pytest.mark.parametrize("kind", EDITS)
@pytest.mark.parametrize("name", sorted(FILES.keys() - {"10,000 lines"}))
def test_other_edits_are_made_as_meant_or_refused(name: str, kind: str) -> None:
    file = decode(FILES[name])
    outline = get(file.text)
    done = tried(file.text, outline, EDITS[kind](at(file.text, "nn.Linear(8, 8)")))
    if done is not None:
        compiled(done[0])
        assert get(done[0]) == done[1]
        assert decode(file.encode(done[0])).text == done[0]


def test_what_nn_means_in_the_file_is_respected() -> None:
    text = "from tinygrad import nn\nmodel = nn.Linear(8, 8)\n"
    site = at(text, "nn.Linear(8, 8)")
    new = Insert(module("ReLU", "nn.ReLU()"), EndSpot("Net"))
    for edit in (Wrap(site, "Sequential"), Bypass(site, "model"), new):
        with pytest.raises(EditError, match=r"In this file nn is tinygrad\.nn, not torch\.nn"):
            after(text, edit)
