"""The conditions in the source of running code: which ``if`` an instruction decides."""

import ast
import linecache
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from inspector.engine.recorder.syntax import LARGEST, span_of
from inspector.report.model import Source
from inspector.source.lines import Lines
from inspector.source.parsing import module_of
from inspector.source.span import Span


class Condition(NamedTuple):
    """An ``if``, a conditional expression or an ``assert``."""

    kind: Literal["if", "ternary", "assert"]
    source: Source
    header: str
    test: ast.expr
    body: Span | None
    otherwise: Span | None

    def outcome(self, truths: Mapping[Span, bool]) -> bool | None:
        """Whether the test holds, from the truth of its parts; None if that does not tell."""
        return _outcome(self.test, truths)

    def part_at(self, place: Span, known: Mapping[Span, bool]) -> Span | None:
        """The part, between ``and``, ``or`` and ``not``, whose truth is asked for at a place.

        Python gives the place of the part, or of what is around it up to the whole test.
        """
        parts = [span_of(part) for part in _parts(self.test)]
        return next((p for p in parts if place.contains(p) and p not in known), None)

    def is_asked_at(self, place: Source) -> bool:
        """Whether code at this place belongs to the test; Python may place its end at the whole."""
        return self.test_span.contains(place.span) or place == self.source

    @property
    def test_span(self) -> Span:
        return span_of(self.test)


class Conditions:
    """Finds the condition that code at a place helps to decide; each file is read once."""

    def __init__(self) -> None:
        self._files: dict[str, tuple[Condition, ...]] = {}
        self._known: dict[Source, Condition | None] = {}

    def deciding(self, place: Source) -> Condition | None:
        """The innermost condition whose test holds this place, or that is asked for as a whole."""
        if place not in self._known:
            self._known[place] = self._find(place)
        return self._known[place]

    def _find(self, place: Source) -> Condition | None:
        if place.file not in self._files:
            self._files[place.file] = _conditions(
                place.file, "".join(linecache.getlines(place.file))
            )
        around = [c for c in self._files[place.file] if c.is_asked_at(place)]
        return max(around, key=lambda condition: condition.test_span.start, default=None)


@lru_cache(maxsize=64)
def _conditions(file: str, text: str) -> tuple[Condition, ...]:
    """All conditions of a file; kept from one run to the next, as parsing takes long."""
    tree = module_of(text) if len(text) <= LARGEST else None
    if tree is None:
        return ()
    lines = Lines(text)
    nodes = [node for node in ast.walk(tree) if isinstance(node, (ast.If, ast.IfExp, ast.Assert))]
    return tuple(_condition(node, file, lines) for node in nodes)


def _condition(node: ast.If | ast.IfExp | ast.Assert, file: str, lines: Lines) -> Condition:
    span = span_of(node)
    test = " ".join(lines.slice(span_of(node.test)).split())
    source = Source(file, *span)
    if isinstance(node, ast.Assert):
        return Condition("assert", source, f"assert {test}", node.test, None, None)
    if isinstance(node, ast.IfExp):
        body, otherwise = span_of(node.body), span_of(node.orelse)
        return Condition("ternary", source, f"if {test}", node.test, body, otherwise)
    start = lines.slice(Span(*span.start, *span_of(node.test).start)).strip()
    return Condition(
        "if", source, f"{start} {test}", node.test, _block(node.body), _block(node.orelse)
    )


def _block(statements: list[ast.stmt]) -> Span | None:
    if not statements:
        return None
    return Span(*span_of(statements[0]).start, *span_of(statements[-1]).end)


def _parts(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _parts(value)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield from _parts(node.operand)
    else:
        yield node


def _outcome(node: ast.expr, truths: Mapping[Span, bool]) -> bool | None:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        inside = _outcome(node.operand, truths)
        return None if inside is None else not inside
    if isinstance(node, ast.BoolOp):
        ends_at = isinstance(node.op, ast.Or)
        outcome: bool | None = None
        for part in node.values:
            outcome = _outcome(part, truths)
            if outcome is None or outcome is ends_at:
                break
        return outcome
    return truths.get(span_of(node))
