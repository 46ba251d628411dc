"""A value that an edge keeps is named where it is made, if that is simpler than a copy."""

import pytest

from inspector.edits.naming import OutputValue
from inspector.edits.wiring import Combine
from tests.edits.editing import after, at
from tests.edits.test_wiring import forward, last_x, net


def kept(*lines: str) -> list[str]:
    """The forward after what ``self.a(X)`` gives was added to the last X."""
    text = net(*lines)
    return forward(after(text, Combine(OutputValue(at(text, "self.a(X)")), last_x(text), "add")))


def test_the_one_step_that_reads_it_reads_the_new_name() -> None:
    assert kept("X = self.a(X)", "X = F.relu(X) * X  # gate", "return self.b(X)") == [
        "a = self.a(X)",
        "X = F.relu(a) * a  # gate",
        "return self.b(X + a)",
    ]


def test_what_nothing_else_reads_only_gets_another_name() -> None:
    assert kept("X = self.a(X)", "X = self.b(mask)", "return X") == [
        "a = self.a(X)",
        "X = self.b(mask)",
        "return X + a",
    ]


def test_lines_after_the_name_means_something_else_stay() -> None:
    assert kept("X = self.a(X)", "X = self.b(X)", "X = F.relu(X)", "return X")[2] == "X = F.relu(X)"


@pytest.mark.parametrize(
    "between",
    [
        ("Y = self.b(X)", "X = self.b(X) + Y"),
        ("if mask is None:", "    X = self.b(X)"),
        ("X = [self.b(Y) for Y in X]",),
        ("X = X.view(X.size(0), X.size(1))",),
        ("X = (lambda X: X)(X)",),
        ('X = self.b(X, f"{X}")',),
        ("print(X)", "X = self.b(X)"),
    ],
)
def test_a_copy_keeps_more_lines_as_they_are(between: tuple[str, ...]) -> None:
    found = kept("X = self.a(X)", *between, "return X")
    assert found[:2] == ["X = self.a(X)", "a = X"]
    assert found[2:-1] == [each.strip() for each in between]
