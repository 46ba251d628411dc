"""Laws of drawing edges, over random straight-line forwards.

A forward is run on symbols: every function gives the text of what it was applied to. So what is
returned says the whole dataflow, whatever names the values have on the way.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import product

from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from inspector.edits.disconnect import Disconnect
from inspector.edits.drawn import Drawn, as_it_was
from inspector.edits.edit import Edit, EditError
from inspector.edits.naming import InputValue, OutputValue, Value
from inspector.edits.take_too import ReturnToo
from inspector.edits.wiring import Combine, Connect, How
from inspector.outline.operands import operands
from inspector.outline.read import get
from inspector.source.lines import Lines
from inspector.source.span import Span
from tests.edits.editing import after
from tests.edits.test_wiring import forward, net

LAWS = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
BOTH: dict[How, str] = {
    "add": "(({}) + PROBE)",
    "multiply": "(({}) * PROBE)",
    "concatenate": "torch.cat((({}), PROBE), dim=-1)",
}
HOWS: tuple[How, ...] = ("add", "multiply", "concatenate")


class Symbol:
    """A value that remembers what made it."""

    def __init__(self, made: str) -> None:
        self.made = made

    def __add__(self, other: "Symbol") -> "Symbol":
        return Symbol(f"({self.made} + {other.made})")

    def __mul__(self, other: "Symbol") -> "Symbol":
        return Symbol(f"({self.made} * {other.made})")

    def __neg__(self) -> "Symbol":
        return Symbol(f"(-{self.made})")

    def clone(self) -> "Symbol":
        return self


class Functions:
    """Stands for ``self``, ``F`` and ``torch``: every function of it applies its own name."""

    def __getattr__(self, name: str) -> object:
        def apply(*arguments: object, dim: int = 0) -> Symbol:
            return Symbol(f"{name}({_made(arguments)})")

        return apply


def _made(value: object) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(map(_made, value))
    return value.made if isinstance(value, Symbol) else str(value)


def flow(text: str, probe: Symbol | None = None) -> str:
    """What the forward of a text returns, as the symbols that it is made of."""
    body = "\n".join(f"    {line}" for line in forward(text))
    space: dict[str, object] = {"F": Functions(), "torch": Functions(), "PROBE": probe}
    exec(f"def forward(self, X, mask):\n{body}", space)
    run = space["forward"]
    assert callable(run)
    return _made(run(Functions(), Symbol("X"), Symbol("mask")))


# Random forwards


@st.composite
def expressions(draw: st.DrawFn, names: tuple[str, ...], depth: int = 2) -> str:
    """An expression over some names."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return draw(st.sampled_from(names))
    one = draw(expressions(names, depth - 1))
    match draw(st.integers(0, 5)):
        case 0:
            return f"self.a({one})"
        case 1:
            return f"F.relu({one})"
        case 2:
            return f"self.b({one}, {draw(expressions(names, depth - 1))})"
        case 3:
            return f"{one} + {draw(expressions(names, 0))}"
        case 4:
            return f"torch.cat([{one}, {draw(expressions(names, depth - 1))}], dim=1)"
    tree = ast.parse(one, mode="eval").body
    is_sum = isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Add)
    factor = f"({one})" if is_sum else one
    return f"{factor} * self.b({draw(expressions(names, depth - 1))})"


@st.composite
def forwards(draw: st.DrawFn) -> str:
    """A class with a forward of a few statements, which give some names a meaning twice."""
    names: tuple[str, ...] = ("X", "mask")
    lines = []
    for _ in range(draw(st.integers(1, 4))):
        target = draw(st.sampled_from(("X", "Y", "Z", "hidden")))
        lines.append(f"{target} = {draw(expressions(names))}")
        names = tuple(dict.fromkeys((*names, target)))
    return net(*lines, f"return {draw(expressions(names))}")


def calls(text: str) -> list[Span]:
    """The places of the calls and operators in the forward."""
    (method,) = [
        each
        for each in ast.walk(ast.parse(text))
        if isinstance(each, ast.FunctionDef) and each.name == "forward"
    ]
    found = [n for n in ast.walk(method) if isinstance(n, ast.Call | ast.BinOp)]
    return sorted(
        Span(n.lineno, n.col_offset, n.end_lineno or 0, n.end_col_offset or 0) for n in found
    )


def made_at(text: str, site: Span) -> str:
    """What the value at a place is made of."""
    lines = text.splitlines()
    start = next(number for number, line in enumerate(lines) if "def forward" in line) + 1
    kept = [line.strip() for line in lines[start : site.line - 1]]
    return flow(net(*kept, f"return {Lines(text).slice(site)}"))


def with_code(text: str, site: Span, new: str) -> str:
    """The text with other code at a place."""
    start, end = (Lines(text).offset(*place) for place in (site.start, site.end))
    return text[:start] + new + text[end:]


@st.composite
def wirings(draw: st.DrawFn) -> tuple[str, Value, Span]:
    """A text, a value of it, and an operand of a step in a later line, or of the same one."""
    text = draw(forwards())
    places = calls(text)
    assume(places)
    step = draw(st.sampled_from(places))
    into = operands(Lines(text), step)
    assume(into)
    value: Value = InputValue("mask")
    if draw(st.booleans()):
        value = OutputValue(draw(st.sampled_from(places)))
    return text, value, draw(st.sampled_from(into))


def made(text: str, value: Value) -> str:
    return value.name if isinstance(value, InputValue) else made_at(text, value.site)


def tried(text: str, edit: Edit) -> str:
    """The text after an edit; one that is refused is no example."""
    try:
        return after(text, edit)
    except EditError:
        reject()


def expected(text: str, operand: Span, new: str, value: str) -> str:
    """What is returned if the operand is `new`, in which PROBE stands for a value."""
    return flow(with_code(text, operand, new), Symbol(value))


@LAWS
@given(wirings())
def test_a_connected_value_is_that_operand_and_nothing_else_changes(
    wiring: tuple[str, Value, Span],
) -> None:
    text, value, operand = wiring
    now = tried(text, Connect(value, operand))
    assert flow(now) == expected(text, operand, "PROBE", made(text, value))


@LAWS
@given(wirings(), st.sampled_from(HOWS))
def test_a_combined_value_flows_in_together_with_the_operand(
    wiring: tuple[str, Value, Span], how: How
) -> None:
    text, value, operand = wiring
    now = tried(text, Combine(value, operand, how))
    both = BOTH[how].format(Lines(text).slice(operand))
    assert flow(now) == expected(text, operand, both, made(text, value))


@LAWS
@given(wirings())
def test_a_value_is_returned_beside_the_others(wiring: tuple[str, Value, Span]) -> None:
    text, value, _ = wiring
    result = Span(*returned_at(text))
    now = tried(text, ReturnToo(value, result))
    assert flow(now) == f"{flow(text)}, {made(text, value)}"


@LAWS
@given(wirings(), st.sampled_from(HOWS))
def test_statements_that_have_nothing_to_do_with_an_edge_keep_every_byte(
    wiring: tuple[str, Value, Span], how: How
) -> None:
    text, value, operand = wiring
    now = tried(text, Combine(value, operand, how))
    touched = {operand.line}
    if isinstance(value, OutputValue):
        touched.add(value.site.line)
    kept = [line for n, line in enumerate(text.splitlines(), 1) if n not in touched]
    changed = Counter(kept) - Counter(now.splitlines())
    new = names(now) - names(text)
    assert changed.total() <= 1  # What alone reads a value reads it by its new name.
    for line in changed:
        assert set(line_with_names(line, new)) & set(now.splitlines())


def line_with_names(line: str, new: set[str]) -> Iterator[str]:
    """A line in which what it reads has one of the new names."""
    target, _, value = line.partition(" = ")
    for old, name in product(("X", "Y", "Z", "hidden"), new):
        renamed = re.sub(rf"(?<![.])\b{old}\b", name, value)
        yield f"{target} = {renamed}"


@LAWS
@given(wirings(), st.sampled_from(HOWS))
def test_an_edge_that_is_taken_away_again_leaves_the_first_bytes(
    wiring: tuple[str, Value, Span], how: How
) -> None:
    text, value, operand = wiring
    now = tried(text, Combine(value, operand, how))
    assert text in without_one_operand(now, Drawn(text, now))


def without_one_operand(text: str, drawn: Drawn) -> Iterator[str | None]:
    """The text without each one of the edges in it."""
    outline = get(text)
    for step in calls(text):
        for operand in operands(Lines(text), step):
            with suppress(EditError):
                meant = Disconnect(operand).apply(outline)
                yield as_it_was(text, outline, meant, [drawn])


@LAWS
@given(wirings())
def test_an_edge_to_another_value_and_back_leaves_the_same_flow(
    wiring: tuple[str, Value, Span],
) -> None:
    text, value, operand = wiring
    was = Lines(text).slice(operand)
    assume("(" in was)
    assume(isinstance(value, InputValue) or not operand.contains(value.site))
    now = tried(text, Connect(value, operand))
    kept = [site for site in calls(now) if Lines(now).slice(site) == was]
    assert any(
        flow(tried(now, Connect(OutputValue(site), each))) == flow(text)
        for site in kept
        for step in calls(now)
        if step.line > site.line
        for each in operands(Lines(now), step)
    )


def names(text: str) -> set[str]:
    """The names that the forward gives values."""
    tree = ast.walk(ast.parse(text))
    return {n.id for n in tree if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


def returned_at(text: str) -> tuple[int, int, int, int]:
    """The place of what the forward returns."""
    found = next(n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Return)).value
    assert found is not None
    return found.lineno, found.col_offset, found.end_lineno or 0, found.end_col_offset or 0
