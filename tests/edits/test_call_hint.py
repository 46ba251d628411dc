import pytest

from inspector.edits.call_hint import call_hint
from inspector.outline.read import get

IMPORTS = "from torch import nn\n"
BLOCK = (
    "class Block(nn.Module):\n    def __init__(self, width, depth=2, *, bias=True):\n        pass\n"
)


def current(text: str, before: str = IMPORTS) -> str:
    """The parameter that is written at the end of a text; "" if no hint is given."""
    hint = call_hint(before + text, len(before + text), get(before))
    if hint is None or hint.current is None:
        return ""
    return hint.parameters[hint.current].name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("nn.Linear(", "in_features"),
        ("nn.Linear(20, ", "out_features"),
        ("nn.Linear((20 + 1), max(3, 4", ""),
        ("nn.Linear((20, 3)[0], ", "out_features"),
        ("nn.Linear(20, bias=", "bias"),
        ("nn.Linear(bias=True, ", ""),
        ("nn.Linear('a, b', ", "out_features"),
        ("nn.Sequential(nn.ReLU(), nn.Linear(20, 3), ", "args"),
        ("nn.Linear(20, 3)", ""),
        ("nn.Linear", ""),
    ],
)
def test_the_argument_that_is_written_is_told(text: str, name: str) -> None:
    assert current(text) == name


def test_a_class_of_the_file_tells_what_it_takes() -> None:
    hint = call_hint(BLOCK + "Block(8, bias=", len(BLOCK) + 14, get(BLOCK))
    assert hint is not None
    assert [each.name for each in hint.parameters] == ["width", "depth", "bias"]
    assert hint.current == 2


def test_a_definition_is_no_call() -> None:
    text = "def Linear("
    assert call_hint(f"from torch.nn import Linear\n{text}", 39, get("")) is None
    assert call_hint("class Block(", 12, get(BLOCK)) is None
