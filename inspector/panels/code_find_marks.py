"""What is looked for, marked wherever it is in view."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QPlainTextEdit

from inspector.look.theme import Theme
from inspector.panels.code_query import Query, QueryError
from inspector.panels.code_view import columns_in_view, visible_blocks
from inspector.source.span import Span


def paint_matches(painter: QPainter, editor: QPlainTextEdit, query: Query, theme: Theme) -> None:
    """Frame each match in view. A pattern that is none has no matches."""
    painter.setPen(QColor(theme.found))
    painter.setBrush(QColor(theme.warning_fill))
    for block, area in visible_blocks(editor):
        line = block.blockNumber() + 1
        try:
            found = query.matches(block.text())
        except QueryError:
            return
        for start, end in found:
            left, right = columns_in_view(editor, block, Span(line, start, line, end))
            if left > editor.viewport().width():
                break
            if right > 0:
                place = QRectF(left, area.top(), right - left, area.height())
                painter.drawRect(place.adjusted(-0.5, 0.5, -0.5, -1.5))
