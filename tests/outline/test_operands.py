import pytest

from inspector.outline.operands import operands, returned
from inspector.source.lines import Lines
from inspector.source.span import Span


def found(text: str) -> list[str]:
    """The texts of what an expression is applied to, read as the third line of a file."""
    lines = Lines(f"def forward(self, X):\n    # é\n    return {text}\n")
    start = lines.text.index(text)
    site = lines.span(start, start + len(text))
    return [lines.slice(each) for each in operands(lines, site)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("self.hidden(X)", ["X"]),
        ("self.out(F.relu(self.hidden(X)))", ["F.relu(self.hidden(X))"]),
        ("F.relu(X, inplace=True)", ["X"]),
        ("self.attention(Q, K, V, attn_mask=mask, need_weights=False)", ["Q", "K", "V", "mask"]),
        ("torch.cat((é, self.up(X)), dim=1)", ["é", "self.up(X)"]),
        ("torch.stack([*parts, X], -1)", ["parts", "X"]),
        ("X @ self.weight", ["X", "self.weight"]),
        ("X @ self.weight + 1", ["X @ self.weight"]),
        ("X.view(2, -1)", ["X"]),
        ("self.weight.t()", ["self.weight"]),
        ("self.net(X).sum()", ["self.net(X)"]),
        ("self.net.encode(X)", ["X"]),
        ("self.blocks[0].attention(X)", ["X"]),
        ("self.token.expand(n, -1, -1)", ["self.token", "n"]),
        ("X.norm.mean()", ["X.norm"]),
        ("X[:, 0]", ["X"]),
        ("-X", ["X"]),
        ("X > 0", ["X"]),
        ("3", []),
        ("torch.rand(2, 3)", []),
    ],
)
def test_what_an_expression_is_applied_to(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_expressions_over_several_lines_are_found_where_they_stand() -> None:
    assert found("torch.cat(\n        (a,\n         b(X)),\n    dim=1)") == ["a", "b(X)"]


def test_what_is_no_expression_has_no_operands() -> None:
    lines = Lines("X /= 2\n")
    assert operands(lines, Span(1, 0, 1, 6)) == ()


def test_what_is_added_in_place_is_an_operand() -> None:
    lines = Lines("Y += self.a(X)\n")
    assert [lines.slice(each) for each in operands(lines, Span(1, 0, 1, 14))] == ["self.a(X)"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("self.out(X)", ["self.out(X)"]),
        ("é, self.up(X)", ["é", "self.up(X)"]),
        ("(Y, (h, c))", ["Y", "h", "c"]),
        ('{"mean": mean, "all": [a, b]}', ["mean", "a", "b"]),
    ],
)
def test_what_is_returned_is_taken_apart(text: str, expected: list[str]) -> None:
    lines = Lines(f"return {text}\n")
    site = lines.span(len("return "), len("return ") + len(text))
    assert [lines.slice(each) for each in returned(lines, site)] == expected
