"""What two forwards compute is compared, whatever they call it on the way."""

import pytest

from inspector.edits.same_flow import is_same_but_for_names
from inspector.outline.read import get
from tests.edits.test_wiring import net


def is_same(ones: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return is_same_but_for_names(get(net(*ones)), get(net(*others)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("X = self.a(X)", "return self.b(X)"), ("return self.b(self.a(X))",)),
        (("Y, _ = self.lstm(X)", "return Y"), ("return self.lstm(X)[0]",)),
        (("_, (Y, Z) = self.lstm(X)", "return Y"), ("S = self.lstm(X)", "return S[1][0]")),
        (("Y = X", "X = self.a(X)", "return X + Y"), ("return self.a(X) + X",)),
        (("Y = (self.a(\n    X\n))", "return Y"), ("return self.a(X)  # once",)),
        (("A = self.a(X)", "return self.b(X) + A"), ("B = self.b(X)", "return B + self.a(X)")),
    ],
)
def test_names_and_layout_do_not_matter(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert is_same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("X = self.a(X)", "return self.b(X)"), ("return self.a(self.b(X))",)),
        (("self.a(X)", "return X"), ("return X",)),
        (("Y = self.a(X)", "return Y + Y"), ("return self.a(X) + self.a(X)",)),
        (("Y, _ = self.lstm(X)", "return Y"), ("_, Y = self.lstm(X)", "return Y")),
        (("Y = X", "X += 1", "return Y"), ("Y = X.clone()", "X += 1", "return Y")),
        (("self.y = X", "return X"), ("self.y = mask", "return X")),
        (
            ("for _ in mask:", "    X = self.a(X)", "return X"),
            ("Y = X", "for _ in mask:", "    X = self.a(X)", "return Y"),
        ),
        (("return X",), ("return down",)),
    ],
)
def test_what_is_computed_does(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert not is_same(one, other)


def test_the_rest_of_the_file_must_be_the_same_but_for_its_imports() -> None:
    text = net("return X")
    assert is_same_but_for_names(get(text), get(text.replace("import torch\n", "", 1)))
    assert not is_same_but_for_names(get(text), get(text.replace("Linear(8, 8)", "Linear(8, 9)")))
    assert not is_same_but_for_names(get(text), get(f"{text}Y = 1\n"))
    assert not is_same_but_for_names(get(text), get(text.replace("X, mask", "X, mask=None")))
