"""The pair of brackets at the caret."""

from collections.abc import Iterator

from PySide6.QtGui import QTextBlock, QTextCursor

from inspector.panels.code_document import head_of, units
from inspector.panels.code_highlighter import within_of
from inspector.panels.code_tokens import code_of

_CLOSES = {"(": ")", "[": "]", "{": "}"}
_OPENS = {close: open for open, close in _CLOSES.items()}
_FARTHEST = 1_000
"""Lines to look through; a partner beyond them is out of sight anyway."""


def brackets_at(cursor: QTextCursor) -> tuple[int, int] | None:
    """The positions of the bracket at the caret and its partner; None if there is no such pair.

    The bracket right of the caret comes before the one left of it.
    """
    block, column = cursor.block(), len(head_of(cursor))
    code = _code(block)
    for at in (column, column - 1):
        bracket = code[at] if 0 <= at < len(code) else ""
        if bracket in _CLOSES or bracket in _OPENS:
            partner = _partner(block, at, bracket)
            return (_position(block, at), partner) if partner is not None else None
    return None


def _partner(block: QTextBlock, column: int, bracket: str) -> int | None:
    forward = bracket in _CLOSES
    other = _CLOSES[bracket] if forward else _OPENS[bracket]
    depth = 0
    for at_block, at, character in _characters(block, column, forward):
        if character == bracket:
            depth += 1
        elif character == other:
            depth -= 1
            if depth == 0:
                return _position(at_block, at)
    return None


def _characters(
    block: QTextBlock, column: int, forward: bool
) -> Iterator[tuple[QTextBlock, int, str]]:
    """The characters of the code from one on, in reading order or against it."""
    code = _code(block)
    columns = range(column, len(code)) if forward else range(column, -1, -1)
    for _ in range(_FARTHEST):
        yield from ((block, at, code[at]) for at in columns)
        block = block.next() if forward else block.previous()
        if not block.isValid():
            return
        code = _code(block)
        columns = range(len(code)) if forward else range(len(code) - 1, -1, -1)


def _code(block: QTextBlock) -> str:
    return code_of(block.text(), within_of(block.previous().userState()))


def _position(block: QTextBlock, column: int) -> int:
    return block.position() + units(block.text()[:column])
