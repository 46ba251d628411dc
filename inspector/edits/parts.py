"""Parts of an expression that are no nodes of their own, such as ``batch["x"]`` in a sum."""

from dataclasses import replace
from typing import NamedTuple

from inspector.outline.index import Index
from inspector.outline.nodes import Code, Expression
from inspector.source.span import Span


def code_around(index: Index, site: Span) -> Code | None:
    """The smallest expression of which the place is a part, in its text or around its calls."""
    found = [node for node in index.all(Code) if _ends(node, site) is not None]
    return min(found, key=lambda node: len("".join(node.pieces)), default=None)


def part_of(node: Code, site: Span) -> Expression:
    """What stands at a place in the expression."""
    (first, start), (last, end) = _found(node, site)
    if first == last:
        return Code((_cut(node.pieces[first], start, end),))
    pieces = [_cut(node.pieces[first], start, None), *node.pieces[first + 1 : last]]
    pieces.append(_cut(node.pieces[last], 0, end))
    if pieces == ["", ""]:
        return node.holes[first]
    return Code(tuple(pieces), node.holes[first:last])


def with_part(node: Code, site: Span, code: str) -> Code:
    """The expression with other code at a place in it."""
    (first, start), (last, end) = _found(node, site)
    joined = _cut(node.pieces[first], 0, start) + code + _cut(node.pieces[last], end, None)
    pieces = (*node.pieces[:first], joined, *node.pieces[last + 1 :])
    return replace(node, pieces=pieces, holes=(*node.holes[:first], *node.holes[last:]))


def brackets_around(node: Code, site: Span) -> Span | None:
    """The place with the round brackets right around it, if the expression has these."""
    (first, start), (last, end) = _found(node, site)
    before = node.pieces[first].encode()[:start]
    after = node.pieces[last].encode()[end:]
    if before[-1:] != b"(" or after[:1] != b")":
        return None
    return Span(site.line, site.column - 1, site.end_line, site.end_column + 1)


class _At(NamedTuple):
    """A place between pieces: the number of the piece, and the bytes in it before the place."""

    piece: int
    offset: int


def _found(node: Code, site: Span) -> tuple[_At, _At]:
    ends = _ends(node, site)
    assert ends is not None
    return ends


def _ends(node: Code, site: Span) -> tuple[_At, _At] | None:
    """Where a place begins and ends in an expression; None if it is not a part of it."""
    if node.span is None or not node.span.contains(site):
        return None
    start, end = _at(node, node.span, site.start), _at(node, node.span, site.end)
    return (start, end) if start is not None and end is not None else None


def _at(node: Code, span: Span, place: tuple[int, int]) -> _At | None:
    here = span.start
    for number, piece in enumerate(node.pieces):
        after = _moved(here, piece)
        if here <= place <= after:
            return _At(number, _bytes_between(piece, here, place))
        if number == len(node.holes):
            break
        hole = node.holes[number].span
        if hole is None or place < hole.end:
            return None
        here = hole.end
    return None


def _moved(start: tuple[int, int], text: str) -> tuple[int, int]:
    lines = text.encode().split(b"\n")
    if len(lines) == 1:
        return start[0], start[1] + len(lines[0])
    return start[0] + len(lines) - 1, len(lines[-1])


def _bytes_between(text: str, start: tuple[int, int], place: tuple[int, int]) -> int:
    lines = text.encode().split(b"\n")
    down = place[0] - start[0]
    before = sum(len(line) + 1 for line in lines[:down])
    return before + place[1] - (start[1] if down == 0 else 0)


def _cut(text: str, start: int, end: int | None) -> str:
    return text.encode()[start:end].decode()
