from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.outline.emit import nodes_of
from inspector.outline.nodes import Outline
from inspector.outline.read import OutlineError, get
from inspector.outline.reread import read_change, reread
from tests.edits.idioms import model_files

TEXT = """\
import torch


class A(nn.Module):
    def forward(self, x):
        return x

# between


@final
class B(nn.Module):
    pass


a = A(); b = B()
model = a
"""
PIECES = (
    "x",
    " ",
    "\n",
    "(",
    ")",
    '"""',
    "'",
    "#",
    "\\",
    ":",
    "    y = 1\n",
    "else:\n",
    "@d\n",
    ";",
)


def whole(outline: Outline) -> list[tuple[object, object]]:
    """Every node with its place, which equality leaves out."""
    return [(type(each), each.span) for each in nodes_of(outline)]


def read(make: Callable[[], Outline]) -> object:
    """What reading gives: every node with its place, or why and where it is no Python."""
    try:
        outline = make()
    except OutlineError as error:
        return str(error), error.span
    return outline, whole(outline)


def assert_read_alike(before: str, after: str) -> None:
    outline = get(before)
    assert read(lambda: reread(before, outline, after)) == read(lambda: get(after))


@settings(max_examples=100, deadline=None)
@given(model_files(), st.data())
def test_a_text_is_read_again_as_if_for_the_first_time(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    gone = data.draw(st.sampled_from((0, 0, 1, 7, 60)))
    came = data.draw(st.sampled_from(("", *PIECES)))
    assert_read_alike(text, text[:start] + came + text[start + gone :])


def test_every_place_of_a_small_file_takes_every_piece() -> None:
    for start in range(len(TEXT) + 1):
        for piece in PIECES:
            assert_read_alike(TEXT, TEXT[:start] + piece + TEXT[start:])


def test_statements_far_from_the_change_are_the_same_objects() -> None:
    text = "\n".join(f"def f{n}(x):\n    return x + {n}\n" for n in range(9))
    outline = get(text)
    found = reread(text, outline, text.replace("x + 4", "x - 4"))
    kept = [n for n in range(9) if found.body[n] is outline.body[n]]
    assert kept == [0, 1, 2, 6, 7, 8]


def test_statements_below_lines_that_came_are_not_read_but_moved() -> None:
    text = "\n".join(f"def f{n}(x):\n    return x + {n}\n" for n in range(9))
    outline = get(text)
    found = read_change(text, outline, text.replace("x + 4", "x +\\\n    4"))
    assert found.below == outline.body[6:]
    assert all(one is other for one, other in zip(found.below, outline.body[6:], strict=True))
