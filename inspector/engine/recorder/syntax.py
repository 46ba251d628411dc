"""The loops in the source of running code: which of them an instruction stands in."""

import ast
import linecache
import sys
from collections.abc import Iterator
from typing import Literal, NamedTuple

from inspector.engine.recorder.sites import Link, belongs_to_torch
from inspector.report.model import Source
from inspector.source.lines import Lines
from inspector.source.span import Span

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_SCOPES = _FUNCTIONS if sys.version_info >= (3, 12) else (*_FUNCTIONS, *_COMPREHENSIONS)
_LARGEST = 2_000_000


class Loop(NamedTuple):
    """A loop in a file. A comprehension goes round as well, but is not shown as a loop."""

    kind: Literal["while", "for", "comprehension"]
    file: str
    span: Span
    body: Span
    header: str


class Spot(NamedTuple):
    """An instruction within a loop: in its body, or in the test of a ``while``."""

    loop: Loop
    in_body: bool


class Loops:
    """Finds the loops around instructions, file by file, reading each file once."""

    def __init__(self) -> None:
        self._files: dict[str, list[tuple[Span, Loop | None]]] = {}
        self._spots: dict[tuple[int, int], tuple[Spot, ...]] = {}

    def around(self, link: Link, place: Source | None) -> tuple[Spot, ...]:
        """Loops of the running function around the instruction at `place`, outermost first."""
        key = id(link[0]), link[1]
        spots = self._spots.get(key)
        if spots is None:
            spots = () if place is None else tuple(self._find(link, place))
            self._spots[key] = spots
        return spots

    def _find(self, link: Link, place: Source) -> Iterator[Spot]:
        if belongs_to_torch(link[0]):
            return
        if place.file not in self._files:
            self._files[place.file] = list(_loops_and_scopes(place.file))
        found: list[Spot] = []
        for span, loop in self._files[place.file]:
            if not span.contains(place.span):
                continue
            if loop is None or (loop.kind == "comprehension" and _SCOPES is not _FUNCTIONS):
                found.clear()
            if loop is None:
                continue
            if loop.body.contains(place.span):
                found.append(Spot(loop, True))
            elif loop.kind == "while" and place.span.start < loop.body.start:
                found.append(Spot(loop, False))
        yield from found


def _loops_and_scopes(file: str) -> Iterator[tuple[Span, Loop | None]]:
    """Spans of loops and of functions (with None) in a file, each before what it contains."""
    lines = "".join(linecache.getlines(file))
    if len(lines) > _LARGEST:
        return
    try:
        tree = ast.parse(lines)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    text = Lines(lines)
    found = [entry for node in ast.walk(tree) for entry in _entry(node, file, text)]
    yield from sorted(found, key=lambda entry: (entry[0].start, [-end for end in entry[0].end]))


def _entry(node: ast.AST, file: str, text: Lines) -> Iterator[tuple[Span, Loop | None]]:
    if isinstance(node, _FUNCTIONS):
        yield span_of(node), None
    elif isinstance(node, _COMPREHENSIONS):
        span = span_of(node)
        yield span, Loop("comprehension", file, span, span, "")
    elif isinstance(node, (ast.While, ast.For, ast.AsyncFor)):
        span = span_of(node)
        first, last = span_of(node.body[0]), span_of(node.body[-1])
        head = span_of(node.test if isinstance(node, ast.While) else node.iter)
        body = Span(*first.start, *last.end)
        header = " ".join(text.slice(Span(*span.start, *head.end)).split())
        yield (
            span,
            Loop("while" if isinstance(node, ast.While) else "for", file, span, body, header),
        )


def span_of(node: ast.expr | ast.stmt) -> Span:
    """The span of a syntax node as ``ast.parse`` made it."""
    end_line, end_column = node.end_lineno, node.end_col_offset
    assert end_line is not None
    assert end_column is not None
    return Span(node.lineno, node.col_offset, end_line, end_column)
