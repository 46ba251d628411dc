"""Brackets and quotes in pairs: the one that closes comes by itself, and is typed over."""

from PySide6.QtGui import QTextCursor

from inspector.panels.code_document import head_of
from inspector.panels.code_highlighter import within_of
from inspector.panels.code_tokens import Within, code_of

_CLOSES = {"(": ")", "[": "]", "{": "}"}
_QUOTES = "'\""
_MAY_FOLLOW = ")]},:;"
"""What may stand behind a pair that was made; before anything else only one is typed."""


def typed(cursor: QTextCursor, character: str) -> bool:
    """Type a bracket or quote; False if nothing is done and it is typed like any other.

    What is selected is put between the two.
    """
    if character not in _CLOSES and character not in _QUOTES and character not in ")]}":
        return False
    if cursor.hasSelection():
        return _surround(cursor, character)
    head, following = head_of(cursor), _following(cursor)
    if following == character and _may_type_over(cursor, head, character):
        cursor.movePosition(QTextCursor.MoveOperation.Right)
        return True
    if not _may_pair(cursor, head, following, character):
        return False
    cursor.insertText(character + _CLOSES.get(character, character))
    cursor.movePosition(QTextCursor.MoveOperation.Left)
    return True


def backspace(cursor: QTextCursor) -> bool:
    """Remove an empty pair around the caret as one; False if there is none."""
    pair = head_of(cursor)[-1:] + _following(cursor)
    if cursor.hasSelection() or len(pair) != 2 or pair not in ("()", "[]", "{}", "''", '""'):
        return False
    cursor.beginEditBlock()
    cursor.deleteChar()
    cursor.deletePreviousChar()
    cursor.endEditBlock()
    return True


def _surround(cursor: QTextCursor, character: str) -> bool:
    if character in ")]}":
        return False
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    cursor.beginEditBlock()
    cursor.setPosition(end)
    cursor.insertText(_CLOSES.get(character, character))
    cursor.setPosition(start)
    cursor.insertText(character)
    cursor.endEditBlock()
    cursor.setPosition(start + 1)
    cursor.setPosition(end + 1, QTextCursor.MoveMode.KeepAnchor)
    return True


def _may_pair(cursor: QTextCursor, head: str, following: str, character: str) -> bool:
    if character in ")]}" or (following.strip() and following not in _MAY_FOLLOW):
        return False
    if _is_quoted(cursor, head):
        return False
    before = head[-1:]
    return character in _CLOSES or not (before.isalnum() or before in (*_QUOTES, "_"))


def _may_type_over(cursor: QTextCursor, head: str, character: str) -> bool:
    """Whether the character behind the caret ends what the line has open."""
    if character in _QUOTES:
        return _is_quoted(cursor, head) or head.endswith(character)
    if character not in ")]}" or _is_quoted(cursor, head):
        return False
    opening = next(open_ for open_, close in _CLOSES.items() if close == character)
    code = code_of(cursor.block().text(), _start_of(cursor))
    return code.count(opening) <= code.count(character)


def _is_quoted(cursor: QTextCursor, head: str) -> bool:
    """Whether the caret is in a string or comment."""
    mark = "x"
    return code_of(head + mark, _start_of(cursor))[-1:] != mark


def _start_of(cursor: QTextCursor) -> Within:
    return within_of(cursor.block().previous().userState())


def _following(cursor: QTextCursor) -> str:
    character = cursor.document().characterAt(cursor.position())
    return "" if character in ("\u2029", "\0") else character
