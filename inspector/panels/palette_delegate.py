"""How the palette is painted: heads of sections, components with the square of their family."""

import math

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from inspector.look.theme import Family, Theme
from inspector.panels.palette_model import COMPONENT, FAVORITES, IS_FAVORITE, Index
from inspector.session.component import Component

_MARGIN = 12
_SQUARE = 8
_TEXT = _MARGIN + _SQUARE + 8
_CHEVRON = 3.5
_STAR = 16
_RADIUS = 5.5
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class PaletteDelegate(QStyledItemDelegate):
    """Paints with the colors of the theme; results of a search have their summary below."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.with_summaries = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = QFontMetrics(option.font).height()
        if index.data(COMPONENT) is None:
            return QSize(120, line + 10)
        return QSize(120, 2 * line + 10 if self.with_summaries else line + 6)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        component: Component | None = index.data(COMPONENT)
        rect: QRect = option.rect
        painter.save()
        painter.setFont(option.font)
        self._paint_ground(painter, rect, option.state)
        if component is None:
            is_open = bool(option.state & QStyle.StateFlag.State_Open)
            self._paint_head(painter, rect, option.font, str(index.data()), is_open)
        else:
            self._paint_component(painter, rect, component)
            is_pointed = bool(option.state & QStyle.StateFlag.State_MouseOver)
            self._paint_star(painter, index, star_area(rect), is_pointed)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(self.theme.selection))
            if state & QStyle.StateFlag.State_HasFocus:
                painter.fillRect(rect.x(), rect.y(), 2, rect.height(), QColor(self.theme.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(self.theme.hover))

    def _paint_head(
        self, painter: QPainter, rect: QRect, font: QFont, title: str, is_open: bool
    ) -> None:
        bold = QFont(font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(self.theme.muted))
        inner = rect.adjusted(_MARGIN, 2, -_MARGIN - 16, 0)
        _draw_elided(painter, inner, title, Qt.TextElideMode.ElideMiddle)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.theme.muted), 1.5))
        _draw_chevron(painter, QPointF(rect.right() - _MARGIN, inner.center().y() + 1), is_open)

    def _paint_component(self, painter: QPainter, rect: QRect, component: Component) -> None:
        line = painter.fontMetrics().height()
        first = QRect(rect.left(), rect.top(), rect.width(), rect.height())
        if self.with_summaries:
            first = QRect(rect.left(), rect.top() + 5, rect.width(), line)
        paint_square(painter, self.theme, component, QPointF(_MARGIN, first.center().y() + 0.5))
        painter.setPen(QColor(self.theme.muted))
        badge = painter.fontMetrics().horizontalAdvance(component.badge)
        inner = first.adjusted(_TEXT, 0, -_MARGIN - _STAR, 0)
        painter.drawText(inner, _RIGHT, component.badge)
        painter.setPen(QColor(self.theme.muted if component.lack else self.theme.text))
        _draw_elided(painter, inner.adjusted(0, 0, -badge - 8 if badge else 0, 0), component.title)
        if self.with_summaries:
            painter.setPen(QColor(self.theme.muted))
            _draw_elided(painter, inner.translated(0, line), component.lack or component.summary)

    def _paint_star(self, painter: QPainter, index: Index, area: QRect, is_pointed: bool) -> None:
        """A favorite's star; under the pointer also an outline where one could be set."""
        is_favorite = bool(index.data(IS_FAVORITE))
        is_told = index.parent().data() == FAVORITES
        if not is_pointed and (not is_favorite or is_told):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = QColor(self.theme.accent if is_favorite else self.theme.muted)
        painter.setPen(QPen(color, 1.2))
        painter.setBrush(color if is_favorite else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(_star(QRectF(area).center()))


def star_area(row: QRect) -> QRect:
    """Where the star of a row is, and takes clicks."""
    return QRect(row.right() - _MARGIN - _STAR + 4, row.top(), _STAR + _MARGIN - 4, row.height())


def _star(center: QPointF) -> QPolygonF:
    corners = []
    for number in range(10):
        radius = _RADIUS if number % 2 == 0 else _RADIUS * 0.45
        angle = math.pi * (number / 5 - 0.5)
        corners.append(center + QPointF(radius * math.cos(angle), radius * math.sin(angle)))
    return QPolygonF(corners)


def paint_square(painter: QPainter, theme: Theme, component: Component, left: QPointF) -> None:
    """The square of a family; a function has a round one, so that color is not all there is."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.family[Family(component.family)]))
    square = QRectF(left.x(), left.y() - _SQUARE / 2, _SQUARE, _SQUARE)
    radius = _SQUARE / 2 if component.kind in ("function", "loop", "value") else 2.0
    painter.drawRoundedRect(square, radius, radius)


def drag_pixmap(component: Component, theme: Theme, font: QFont, ratio: float) -> QPixmap:
    """The small label that is dragged: it does not hide where the drop will land."""
    metrics = QFontMetrics(font)
    size = QSize(metrics.horizontalAdvance(component.title) + _TEXT + _MARGIN, metrics.height() + 8)
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(theme.accent))
    painter.setBrush(QColor(theme.pane))
    painter.drawRoundedRect(QRectF(0.5, 0.5, size.width() - 1, size.height() - 1), 6, 6)
    paint_square(painter, theme, component, QPointF(_MARGIN - 2, size.height() / 2))
    painter.setFont(font)
    painter.setPen(QColor(theme.text))
    painter.drawText(QRect(_TEXT - 2, 0, size.width(), size.height()), _MIDDLE, component.title)
    painter.end()
    return pixmap


def _draw_elided(
    painter: QPainter,
    rect: QRect,
    text: str,
    mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    shown = painter.fontMetrics().elidedText(text, mode, rect.width())
    painter.drawText(rect, _MIDDLE, shown)


def _draw_chevron(painter: QPainter, center: QPointF, is_open: bool) -> None:
    near, far = -_CHEVRON / 2, _CHEVRON / 2
    if is_open:
        points = [(-_CHEVRON, near), (0.0, far), (_CHEVRON, near)]
    else:
        points = [(near, -_CHEVRON), (far, 0.0), (near, _CHEVRON)]
    painter.drawPolyline([center + QPointF(x, y) for x, y in points])
