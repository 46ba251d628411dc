"""How a row of the tensor list is painted: a heading, a tensor on two lines, a call on one."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from inspector.look.theme import Theme
from inspector.panels.code_font import code_font
from inspector.panels.tensor_model import ROW, Index, count_text
from inspector.panels.tensor_rows import CallLine, Heading, KeptTensor, TensorRow
from inspector.report.units import shape_text

_MARGIN = 12
_GAP = 12
_ABOVE_HEADING = 10
_COUNT = 64
"""Width of the column of counts, where the name leaves so much."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TensorDelegate(QStyledItemDelegate):
    """Paints with the colors of the theme; pale while the numbers are of an older text."""

    def __init__(self, theme: Theme, brief: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.stale = False
        self._brief = brief
        self._code = code_font()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: TensorRow = index.data(ROW)
        line = QFontMetrics(option.font).height()
        if isinstance(row, Heading):
            return QSize(120, line + _ABOVE_HEADING + 8)
        lines = 2 if isinstance(row, KeptTensor) and not self._brief else 1
        return QSize(120, lines * line + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: TensorRow = index.data(ROW)
        rect: QRect = option.rect
        painter.save()
        self._paint_ground(painter, option, rect)
        inner = rect.adjusted(_MARGIN, 4, -_MARGIN, -4)
        if isinstance(row, Heading):
            self._paint_heading(painter, option.font, inner, row)
        elif isinstance(row, KeptTensor):
            self._paint_tensor(painter, option.font, inner, row)
        else:
            self._paint_call(painter, inner, row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(self.theme.selection))
            painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()), self._accent())
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(self.theme.hover))
        painter.setPen(QColor(self.theme.hover))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _accent(self) -> QColor:
        return QColor(self.theme.accent)

    def _paint_heading(self, painter: QPainter, font: QFont, rect: QRect, row: Heading) -> None:
        rect = rect.adjusted(0, _ABOVE_HEADING - 2, 0, 0)
        painter.setFont(_bold(font))
        used = self._draw(painter, rect, row.text, self.theme.muted, Qt.TextElideMode.ElideMiddle)
        painter.setFont(font)
        rest = rect.adjusted(used + 8, 0, 0, 0)
        self._draw(painter, rest, row.detail, self.theme.muted)

    def _paint_tensor(self, painter: QPainter, font: QFont, rect: QRect, row: KeptTensor) -> None:
        line = QFontMetrics(font).height()
        first = QRect(rect.left(), rect.top(), rect.width(), line)
        self._paint_cells(painter, first, row.name, shape_text(row.shape), count_text(row.numel))
        if not self._brief:
            second = first.translated(0, line)
            painter.setFont(font)
            self._draw(painter, second, " · ".join(row.remarks), self.theme.muted)

    def _paint_call(self, painter: QPainter, rect: QRect, row: CallLine) -> None:
        color = self.theme.error if row.failed else self._ink()
        painter.setFont(self._code)
        width = QFontMetrics(self._code).horizontalAdvance(row.time)
        painter.setPen(QColor(self.theme.muted))
        painter.drawText(rect, _RIGHT, row.time)
        rest = rect.adjusted(0, 0, -width - _GAP, 0)
        self._draw(painter, rest, f"{row.label}  {row.flow}", color)

    def _paint_cells(
        self, painter: QPainter, rect: QRect, name: str, shape: str, count: str
    ) -> None:
        """The name on the left; shape and count on the right, in columns if they fit."""
        painter.setFont(self._code)
        metrics = QFontMetrics(self._code)
        column = max(metrics.horizontalAdvance(count), _COUNT)
        widths = sum(map(metrics.horizontalAdvance, (name, shape))) + column + 2 * _GAP
        if widths > rect.width():
            column = metrics.horizontalAdvance(count)
        painter.setPen(QColor(self._ink()))
        painter.drawText(rect, _RIGHT, count)
        shape_right = rect.adjusted(0, 0, -column - _GAP, 0)
        painter.drawText(shape_right, _RIGHT, shape)
        taken = metrics.horizontalAdvance(shape) + _GAP
        self._draw(
            painter,
            shape_right.adjusted(0, 0, -taken, 0),
            name,
            self._ink(),
            Qt.TextElideMode.ElideMiddle,
        )

    def _draw(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        color: str,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> int:
        """Draw a text that may be too long; the width that it took."""
        painter.setPen(QColor(color))
        shown = painter.fontMetrics().elidedText(text, elide, max(rect.width(), 0))
        painter.drawText(rect, _LEFT, shown)
        return painter.fontMetrics().horizontalAdvance(shown)

    def _ink(self) -> str:
        return self.theme.muted if self.stale else self.theme.text


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold
