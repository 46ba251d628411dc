"""Edits of Python code by lines: indentation, comments and line ends, each as one change."""

import re
from collections.abc import Callable

from PySide6.QtGui import QTextBlock, QTextCursor

from inspector.panels.code_document import head_of
from inspector.panels.code_highlighter import within_of
from inspector.panels.code_tokens import Within, code_of

INDENT = 4
"""Columns of one level."""

_BLANKS = re.compile(r"[ \t]*")
_MARK = re.compile(r"([ \t]*)# ?")


def new_line(cursor: QTextCursor) -> None:
    """End the line here; the next keeps its indentation, one level deeper after a colon."""
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    head = head_of(cursor)
    blanks = _blanks(head)
    if code_of(head, _start_of(cursor.block())).rstrip().endswith(":"):
        blanks += " " * INDENT
    cursor.insertText("\n" + blanks)
    cursor.endEditBlock()


def indent(cursor: QTextCursor) -> None:
    """Indent the selected lines by one level; without a selection, blanks to the next level."""
    first, last = _lines(cursor)
    if cursor.hasSelection() and first != last:
        _each_line(cursor, lambda text: (0, 0, " " * INDENT) if text.strip() else None)
        return
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    column = len(head_of(cursor).expandtabs(INDENT))
    cursor.insertText(" " * (INDENT - column % INDENT))
    cursor.endEditBlock()


def dedent(cursor: QTextCursor) -> None:
    """Take one level of indentation from the lines of the selection or the caret."""
    _each_line(cursor, lambda text: (0, _one_level(_blanks(text)), ""))


def backspace(cursor: QTextCursor) -> bool:
    """Remove a level of indentation left of the caret; False if there is none to remove."""
    head = head_of(cursor)
    if cursor.hasSelection() or not head or head.strip(" "):
        return False
    count = (len(head) - 1) % INDENT + 1
    cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, count)
    cursor.removeSelectedText()
    return True


def toggle_comment(cursor: QTextCursor) -> None:
    """Make comments of the lines of the selection or the caret, or code if all are comments."""
    texts = [block.text() for block in _blocks(cursor)]
    written = [text for text in texts if text.strip()]
    if written and all(_MARK.match(text) for text in written):
        _each_line(cursor, _without_mark)
    elif written:
        column = min(len(_blanks(text)) for text in written)
        _each_line(cursor, lambda text: (column, column, "# ") if text.strip() else None)


_Replacement = tuple[int, int, str]
"""Columns of one line and what comes in their place."""


def _without_mark(text: str) -> _Replacement | None:
    match = _MARK.match(text)
    return (match.end(1), match.end(), "") if match else None


def _each_line(cursor: QTextCursor, change: Callable[[str], _Replacement | None]) -> None:
    """Change each line of the selection as one step."""
    editing = QTextCursor(cursor)
    editing.beginEditBlock()
    for block in _blocks(cursor):
        replacement = change(block.text())
        if replacement is not None:
            start, end, new = replacement
            editing.setPosition(block.position() + start)
            editing.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
            editing.insertText(new)
    editing.endEditBlock()


def _blocks(cursor: QTextCursor) -> list[QTextBlock]:
    first, last = _lines(cursor)
    return [cursor.document().findBlockByNumber(number) for number in range(first, last + 1)]


def _lines(cursor: QTextCursor) -> tuple[int, int]:
    """The first and last line of a selection; one that ends at a line's start leaves it out."""
    document = cursor.document()
    first = document.findBlock(cursor.selectionStart()).blockNumber()
    end = document.findBlock(cursor.selectionEnd())
    last = end.blockNumber()
    if last > first and cursor.selectionEnd() == end.position():
        last -= 1
    return first, last


def _start_of(block: QTextBlock) -> Within:
    return within_of(block.previous().userState())


def _blanks(text: str) -> str:
    match = _BLANKS.match(text)
    return match.group() if match else ""


def _one_level(blanks: str) -> int:
    """How many of the blanks make up one level from the left."""
    if blanks.startswith("\t"):
        return 1
    return min(len(blanks) - len(blanks.lstrip(" ")), INDENT)
