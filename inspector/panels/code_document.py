"""A text and the QTextDocument that shows it, kept the same to the character.

Qt counts UTF-16 units and ends lines at characters that Python takes for ordinary ones; spans
count UTF-8 bytes. Both are translated here and nowhere else.
"""

from collections.abc import Iterable

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from inspector.source.changes import Change
from inspector.source.lines import Lines
from inspector.source.span import Span

_PARAGRAPH = "\u2029"
_QT_LINE_ENDS = "\u2028\u2029\ufdd0\ufdd1"
_STAND_INS = "\ufde8\ufde9\ufdea\ufdeb"  # noncharacters, which no text is meant to hold
_TO_DOCUMENT = str.maketrans(_QT_LINE_ENDS, _STAND_INS)
_FROM_DOCUMENT = str.maketrans(_STAND_INS, _QT_LINE_ENDS)


def to_document(text: str) -> str:
    """The text so that Qt ends lines exactly where Python does."""
    return text.translate(_TO_DOCUMENT) if _has_any(text, _QT_LINE_ENDS) else text


def text_of(document: QTextDocument) -> str:
    """The text that a document shows; `toPlainText` would lose no-break spaces."""
    text = document.toRawText().replace(_PARAGRAPH, "\n")
    return text.translate(_FROM_DOCUMENT) if _has_any(text, _STAND_INS) else text


def _has_any(text: str, characters: str) -> bool:
    """Whether there is something to translate, which is slow for a long text."""
    return not text.isascii() and any(character in text for character in characters)


def units(text: str) -> int:
    """How many UTF-16 units a text takes."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def column_in_units(line: str, column: int) -> int:
    """A column in UTF-8 bytes, as one in UTF-16 units."""
    if line.isascii():
        return min(column, len(line))
    return units(line.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "ignore"))


def position_of(document: QTextDocument, line: int, column: int) -> int:
    """The position of a line and UTF-8 column; the end of the document for a line beyond it."""
    block = document.findBlockByNumber(line - 1)
    if not block.isValid():
        return document.characterCount() - 1
    return block.position() + column_in_units(block.text(), column)


def columns_on(block: QTextBlock, span: Span) -> tuple[int, int]:
    """What of a span lies on the block, from the first to after the last column in units."""
    line, text = block.blockNumber() + 1, block.text()
    start = column_in_units(text, span.column) if line == span.line else 0
    end = column_in_units(text, span.end_column) if line == span.end_line else units(text)
    return start, max(start, end)


def head_of(cursor: QTextCursor) -> str:
    """What stands left of the caret on its line."""
    return _head(cursor.block(), cursor.position())


def _head(block: QTextBlock, position: int) -> str:
    text, column = block.text(), position - block.position()
    if text.isascii():
        return text[:column]
    return text.encode("utf-16-le", "surrogatepass")[: 2 * column].decode("utf-16-le", "ignore")


def span_of(cursor: QTextCursor) -> Span:
    """The span of what a cursor selects; an empty one where it selects nothing."""
    document = cursor.document()
    ends: list[int] = []
    for position in (cursor.selectionStart(), cursor.selectionEnd()):
        block = document.findBlock(position)
        ends += (block.blockNumber() + 1, len(_head(block, position).encode()))
    return Span(*ends)


def position_at(document: QTextDocument, lines: Lines, offset: int) -> int:
    """The position of an offset in the text that a document shows."""
    line = lines.line_at(offset)
    block = document.findBlockByNumber(line - 1)
    return block.position() + units(lines.text[lines.line_start(line) : offset])


def offset_at(document: QTextDocument, lines: Lines, position: int) -> int:
    """The offset in the text of a position in the document that shows it."""
    block = document.findBlock(position)
    return lines.line_start(block.blockNumber() + 1) + len(_head(block, position))


def change_document(document: QTextDocument, before: str, changes: Iterable[Change]) -> int | None:
    """Make changes of the text `before`, which the document shows; all cursors stay in place.

    Returns the position after the first change, None if there was none.
    """
    lines = Lines(before)
    cursor, end = QTextCursor(document), None
    cursor.beginEditBlock()
    for change in sorted(changes, key=lambda change: change.start, reverse=True):
        start = position_at(document, lines, change.start)
        until = position_at(document, lines, change.end)
        cursor.setPosition(start)
        cursor.setPosition(until, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(to_document(change.new))
        end = start + units(change.new)
    cursor.endEditBlock()
    return end
