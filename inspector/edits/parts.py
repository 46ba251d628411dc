"""Parts of an expression that are no nodes of their own, such as ``batch["x"]`` in a sum."""

from dataclasses import replace

from inspector.outline.index import Index
from inspector.outline.nodes import Code
from inspector.source.span import Span


def code_around(index: Index, site: Span) -> Code | None:
    """The expression in one of whose pieces of text the place lies."""
    return next((node for node in index.all(Code) if _piece_at(node, site) is not None), None)


def with_part(node: Code, site: Span, code: str) -> Code:
    """The expression with other code at the place, which lies in one of its pieces."""
    found = _piece_at(node, site)
    assert found is not None
    number, start = found
    data = node.pieces[number].encode()
    end = start + site.end_column - site.column
    piece = (data[:start] + code.encode() + data[end:]).decode()
    return replace(node, pieces=(*node.pieces[:number], piece, *node.pieces[number + 1 :]))


def _piece_at(node: Code, site: Span) -> tuple[int, int] | None:
    """Number of the piece around a place, and the bytes in it before the place."""
    if node.span is None or site.line != site.end_line:
        return None
    line, column = node.span.line, node.span.column
    for number, piece in enumerate(node.pieces):
        length = len(piece.encode())
        if site.line == line and column <= site.column and site.end_column <= column + length:
            return (number, site.column - column) if "\n" not in piece else None
        if number < len(node.holes) and (hole := node.holes[number].span) is not None:
            line, column = hole.end_line, hole.end_column
    return None
