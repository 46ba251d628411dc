"""The histogram itself: the one place that draws with pyqtgraph."""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from inspector.look.theme import Family, Theme
from inspector.panels.code_font import code_font
from inspector.panels.inspector_style import label
from inspector.panels.value_words import number_text
from inspector.protocol.messages import Histogram

_HEIGHT = 140


class Bars(QWidget):
    """Bars over the range of the values; their ends are named below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        import pyqtgraph  # costs 300 ms, which only the first plot needs to pay

        self._plot = pyqtgraph.PlotWidget(self)
        self._items = pyqtgraph.BarGraphItem(x=[0.0], height=[0.0], width=1.0)
        self._plot.addItem(self._items)
        self._plot.setMouseEnabled(False, False)
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.hideAxis("left")
        self._plot.hideAxis("bottom")
        self._plot.setFixedHeight(_HEIGHT)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setAccessibleName("Histogram")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._plot)
        layout.addLayout(self._ends())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_theme(theme)

    def _ends(self) -> QHBoxLayout:
        self._low, self._high = label("", "muted"), label("", "muted")
        row = QHBoxLayout()
        for end in (self._low, self._high):
            end.setFont(code_font())
        row.addWidget(self._low)
        row.addStretch()
        row.addWidget(self._high)
        return row

    def show_histogram(self, histogram: Histogram) -> None:
        """Draw other bars."""
        counts = np.asarray(histogram.counts, dtype=float)
        low, high = histogram.low, histogram.high
        if not low < high:  # all values are one
            low, high = low - 0.5, low + 0.5
        width = (high - low) / len(counts)
        centers = low + width * (np.arange(len(counts)) + 0.5)
        self._items.setOpts(x=centers, height=counts, width=0.9 * width)
        self._plot.setXRange(low, high, padding=0)
        self._plot.setYRange(0, max(float(counts.max()), 1.0), padding=0.05)
        self._low.setText(number_text(low))
        self._high.setText(number_text(high))

    def set_theme(self, theme: Theme) -> None:
        """Draw the bars in other colors."""
        self._plot.setBackground(QColor(theme.pane))
        color = QColor(theme.family[Family.LINEAR])
        self._items.setOpts(brush=color, pen=QColor(theme.pane))
