"""What of a long text is in view."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from inspector.panels.code_document import columns_on
from inspector.source.span import Span

_AIR = 24
"""Pixels to leave beside what was scrolled to."""


def visible_blocks(editor: QPlainTextEdit) -> Iterator[tuple[QTextBlock, QRectF]]:
    """The blocks in view from top to bottom, each with its area on the viewport."""
    block = editor.firstVisibleBlock()
    bottom = editor.viewport().height()
    offset = editor.contentOffset()
    while block.isValid():
        area = editor.blockBoundingGeometry(block).translated(offset)
        if area.top() > bottom:
            return
        yield block, area
        block = block.next()


def columns_in_view(editor: QPlainTextEdit, block: QTextBlock, span: Span) -> tuple[int, int]:
    """From where to where on the viewport, left to right, a span reaches on a block."""
    start, end = columns_on(block, span)
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + start)
    left = editor.cursorRect(cursor).left()
    cursor.setPosition(block.position() + end)
    return left, editor.cursorRect(cursor).left()


def bring_line_into_view(editor: QPlainTextEdit, line: int) -> None:
    """Scroll to a line (from 1), to the upper third of the view, unless it is in view already."""
    bar = editor.verticalScrollBar()
    top, page = bar.value(), bar.pageStep()
    if not top <= line - 1 < top + page - 1:
        bar.setValue(max(0, line - 1 - page // 3))


def bring_span_into_view(editor: QPlainTextEdit, span: Span) -> None:
    """Scroll to where a span begins, to the side only if it must be."""
    bring_line_into_view(editor, span.line)
    block = editor.document().findBlockByNumber(span.line - 1)
    if not block.isValid():
        return
    left, right = columns_in_view(editor, block, span)
    bar, wide = editor.horizontalScrollBar(), editor.viewport().width() - _AIR
    left, right = left + bar.value(), right + bar.value()
    bar.setValue(0 if right <= wide else min(left - _AIR, right - wide))
