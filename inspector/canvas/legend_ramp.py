"""The ramp of colors in a legend, with round amounts below it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from inspector.graph.measures import short_text
from inspector.graph.overlay import Overlay
from inspector.graph.scale import Scale
from inspector.look.theme import LIGHT, Theme

_BAR = 12
_TICK = 4
_ROUND = 3.0
_LETTERS = 36
"""As wide as so many letters."""
_APART = 8


class LegendRamp(QWidget):
    """Where on the scale each color stands."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._scale: Scale | None = None
        self.ticks: list[tuple[float, str]] = []
        """The share of the width at which each round amount stands."""

    def show_overlay(self, overlay: Overlay, theme: Theme) -> None:
        """Take the scale of an overlay; without one there is nothing to show."""
        self._theme, self._scale = theme, overlay.scale
        amounts = overlay.scale.ticks if overlay.scale is not None else ()
        self.ticks = [
            (overlay.scale.share(amount), _round(short_text(overlay.measure, amount)))
            for amount in amounts
            if overlay.scale is not None
        ]
        self.setVisible(overlay.scale is not None)
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * _LETTERS, _BAR + _TICK + metrics.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_bar(painter, QRectF(0.5, 0.5, self.width() - 1, _BAR - 1))
        self._paint_ticks(painter)
        painter.end()

    def _paint_bar(self, painter: QPainter, bar: QRectF) -> None:
        outline = QPainterPath()
        outline.addRoundedRect(bar, _ROUND, _ROUND)
        painter.setClipPath(outline)
        step = bar.width() / len(self._theme.ramp)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for number, color in enumerate(self._theme.ramp):
            painter.fillRect(
                QRectF(bar.x() + number * step, bar.y(), step + 1, bar.height()), QColor(color)
            )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipping(False)
        painter.setPen(QPen(QColor(self._theme.edge), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(outline)

    def _paint_ticks(self, painter: QPainter) -> None:
        """The amounts, each below its mark as far as the ends allow, and none over another."""
        metrics, free = self.fontMetrics(), 0.0
        for share, text in self.ticks:
            at = 0.5 + round(share * (self.width() - 1))
            width = metrics.horizontalAdvance(text)
            left = min(max(at - width / 2, 0.0), self.width() - width)
            painter.setPen(QPen(QColor(self._theme.edge), 1))
            painter.drawLine(
                QRectF(at, _BAR, 0, _TICK).topLeft(), QRectF(at, _BAR, 0, _TICK).bottomLeft()
            )
            if left < free:
                continue
            painter.setPen(QColor(self._theme.text))
            painter.drawText(round(left), _BAR + _TICK + metrics.ascent(), text)
            free = left + width + _APART


def _round(text: str) -> str:
    """``1 ms`` of ``1.0 ms``: all amounts of a legend are round."""
    number, space, unit = text.partition(" ")
    return number.removesuffix(".0") + space + unit
