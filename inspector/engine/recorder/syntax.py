"""The loops in the source of running code: which of them an instruction stands in."""

import ast
import linecache
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from inspector.engine.recorder.sites import Link, belongs_to_torch
from inspector.report.model import Source
from inspector.source.lines import Lines
from inspector.source.parsing import module_of
from inspector.source.span import Span

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_IS_FUNCTION = sys.version_info < (3, 12)
"""Whether a comprehension runs as a function of its own."""
LARGEST = 2_000_000


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


class _Region(NamedTuple):
    """A stretch of a file that is a loop, or runs as a function of its own, or both."""

    span: Span
    loop: Loop | None
    is_function: bool
    before: Span | None = None
    """A part that is evaluated once, outside: what a comprehension goes over first."""

    def holds(self, place: Span) -> bool:
        """Whether code at this place runs inside."""
        if not self.span.contains(place) or (place == self.span and self.is_expression):
            return False
        return self.before is None or not self.before.contains(place)

    @property
    def is_expression(self) -> bool:
        return self.loop is None or self.loop.kind == "comprehension"


class Loops:
    """Finds the loops around instructions, file by file, reading each file once."""

    def __init__(self) -> None:
        self._files: dict[str, dict[int, tuple[_Region, ...]]] = {}
        self._spots: dict[tuple[int, int], tuple[Spot, ...]] = {}

    def around(self, link: Link, place: Source | None) -> tuple[Spot, ...]:
        """Loops of the running function around the instruction at `place`, outermost first."""
        key = id(link[0]), link[1]
        spots = self._spots.get(key)
        if spots is None:
            unseen = place is None or belongs_to_torch(link[0])
            spots = () if place is None or unseen else tuple(self._find(place))
            self._spots[key] = spots
        return spots

    def _find(self, place: Source) -> list[Spot]:
        if place.file not in self._files:
            text = "".join(linecache.getlines(place.file))
            self._files[place.file] = _regions(place.file, text)
        found: list[Spot] = []
        span = place.span
        for region in self._files[place.file].get(span.line, ()):
            if not region.holds(span):
                continue
            if region.is_function:
                found.clear()
            loop = region.loop
            if loop is not None and loop.body.contains(span):
                found.append(Spot(loop, True))
            elif loop is not None and loop.kind == "while" and span < loop.body:
                found.append(Spot(loop, False))
        return found


@lru_cache(maxsize=64)
def _regions(file: str, text: str) -> dict[int, tuple[_Region, ...]]:
    """Loops and functions of a file by each line they reach over, each before what it contains.

    Kept from one run to the next: to parse the file of a large library takes longer than to
    record its forward.
    """
    tree = module_of(text) if len(text) <= LARGEST else None
    if tree is None:
        return {}
    lines = Lines(text)
    found = [region for node in ast.walk(tree) for region in _region(node, file, lines)]
    by_line: dict[int, list[_Region]] = {}
    for region in sorted(found, key=lambda one: (one.span.start, [-at for at in one.span.end])):
        for line in range(region.span.line, region.span.end_line + 1):
            by_line.setdefault(line, []).append(region)
    return {line: tuple(regions) for line, regions in by_line.items()}


def _region(node: ast.AST, file: str, text: Lines) -> Iterator[_Region]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        yield _Region(span_of(node), None, True)
    elif isinstance(node, _COMPREHENSIONS):
        span = span_of(node)
        loop = Loop("comprehension", file, span, span, "")
        yield _Region(span, loop, _IS_FUNCTION, span_of(node.generators[0].iter))
    elif isinstance(node, (ast.While, ast.For, ast.AsyncFor)):
        span = span_of(node)
        first, last = span_of(node.body[0]), span_of(node.body[-1])
        head = span_of(node.test if isinstance(node, ast.While) else node.iter)
        kind: Literal["while", "for"] = "while" if isinstance(node, ast.While) else "for"
        header = " ".join(text.slice(Span(*span.start, *head.end)).split())
        body = Span(*first.start, *last.end)
        yield _Region(span, Loop(kind, file, span, body, header), False)


def span_of(node: ast.expr | ast.stmt) -> Span:
    """The span of a syntax node as ``ast.parse`` made it."""
    end_line, end_column = node.end_lineno, node.end_col_offset
    assert end_line is not None
    assert end_column is not None
    return Span(node.lineno, node.col_offset, end_line, end_column)
