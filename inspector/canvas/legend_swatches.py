"""The rows of a legend: a small node in its color, and what the color stands for."""

from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from inspector.look.theme import LIGHT, Theme

_WIDE, _HIGH, _ROUND = 22, 13, 3.0
_BAR = 6
_BETWEEN = 9
_LEADING = 5


class Swatch(NamedTuple):
    """One row; colors as the theme has them."""

    text: str
    fill: str
    bar: str = ""
    """The color of the bar at the left; empty for none."""
    is_hatched: bool = False


class LegendSwatches(QWidget):
    """Some swatches, one below the other."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self.swatches: tuple[Swatch, ...] = ()

    def show_swatches(self, swatches: tuple[Swatch, ...], theme: Theme) -> None:
        """Replace all rows."""
        self._theme, self.swatches = theme, swatches
        self.setVisible(bool(swatches))
        self.updateGeometry()
        self.update()

    @property
    def _row(self) -> int:
        return self.fontMetrics().height() + _LEADING

    def sizeHint(self) -> QSize:
        widths = [self.fontMetrics().horizontalAdvance(each.text) for each in self.swatches]
        return QSize(_WIDE + _BETWEEN + max(widths, default=0), self._row * len(self.swatches))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self.fontMetrics()
        for number, swatch in enumerate(self.swatches):
            top = number * self._row
            self._paint_sample(
                painter, swatch, QRectF(0, top + (self._row - _HIGH) // 2, _WIDE, _HIGH)
            )
            painter.setPen(QColor(self._theme.text))
            baseline = top + (self._row - metrics.height()) // 2 + metrics.ascent()
            painter.drawText(_WIDE + _BETWEEN, baseline, swatch.text)
        painter.end()

    def _paint_sample(self, painter: QPainter, swatch: Swatch, area: QRectF) -> None:
        painter.setPen(QPen(QColor(self._theme.edge), 1))
        hatching = QBrush(QColor(self._theme.hatching), Qt.BrushStyle.BDiagPattern)
        painter.setBrush(hatching if swatch.is_hatched else QColor(swatch.fill))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), _ROUND, _ROUND)
        if swatch.bar:
            bar = QRectF(area.x(), area.y() + _ROUND, _BAR, area.height() - 2 * _ROUND)
            painter.fillRect(bar, QColor(swatch.bar))
