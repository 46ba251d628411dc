import pytest

from inspector.edits.defaults import SetDefault, constructor_of, with_default
from inspector.edits.edit import EditError
from inspector.outline.classes import Parameter
from inspector.outline.read import get
from tests.edits.editing import after


@pytest.mark.parametrize(
    ("header", "name", "expected"),
    [
        ("def f(self, a, b=1)", "b", "def f(self, a, b=7)"),
        ("def f(self, a, b=1)", "a", "def f(self, a=7, b=1)"),
        ("def f(self, a: int, *, b)", "a", "def f(self, a: int = 7, *, b)"),
        ("def f(self, *, a, b: str)", "a", "def f(self, *, a=7, b: str)"),
        ("def f(é=(1, 2), b=[3])", "b", "def f(é=(1, 2), b=7)"),
        ("def f(\n    a=1,  # one\n    b=2,\n)", "b", "def f(\n    a=1,  # one\n    b=7,\n)"),
    ],
)
def test_one_default_of_a_head_is_changed_or_added(header: str, name: str, expected: str) -> None:
    assert with_default(header, name, "7") == expected


def test_a_default_that_python_would_not_take_is_refused() -> None:
    with pytest.raises(EditError, match="before parameters that have no default"):
        with_default("def f(self, a, b)", "a", "7")
    with pytest.raises(EditError, match="no parameter “c”"):
        with_default("def f(self, a, b)", "c", "7")


TEXT = """\
class Base(nn.Module):
    @wrapped  # twice
    def __init__(self, width, depth=3):  # both
        super().__init__()


class Net(Base):
    pass
"""


def test_the_constructor_may_be_that_of_a_base() -> None:
    assert constructor_of(get(TEXT), "Net") == (
        "Base.__init__",
        (Parameter("width"), Parameter("depth", "3")),
    )
    assert after(TEXT, SetDefault("Base.__init__", "depth", "4")) == TEXT.replace("=3", "=4")


@pytest.mark.parametrize("value", ["", "1 +", "x = 1"])
def test_what_is_no_expression_is_no_default(value: str) -> None:
    with pytest.raises(EditError, match="not a Python expression"):
        after(TEXT, SetDefault("Base.__init__", "depth", value))
