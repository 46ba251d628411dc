"""Pens and brushes for a theme, made once."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPen

from inspector.canvas.coloring import coloring, mixed
from inspector.graph.graph import Node
from inspector.graph.overlay import Overlay
from inspector.look.theme import Theme


class Inks:
    """The colors of a theme as Qt's own values; of nodes, those of an overlay if there is one."""

    def __init__(self, theme: Theme, overlay: Overlay | None = None) -> None:
        self.theme = theme
        self.canvas = QColor(theme.canvas)
        self.dots = QColor(theme.dots)
        self.text = QColor(theme.text)
        self.muted = QColor(theme.muted)
        self.accent = QColor(theme.accent)
        self.error = QColor(theme.error)
        self.warning = QColor(theme.warning)
        self.found = QColor(theme.found)
        self.edge = QColor(theme.edge)
        self.node = QColor(theme.node)
        self.veil = QColor(theme.node)
        self.veil.setAlphaF(0.8)
        self.loop_fill = QColor(theme.loop_fill)
        self.hatching = QBrush(QColor(theme.hatching), Qt.BrushStyle.BDiagPattern)
        self.border = QPen(QColor(theme.border), 1)
        self.container_border = QPen(mixed(QColor(theme.border), self.edge, 0.67), 1)
        self.loop_border = QPen(QColor(theme.loop), 1.2, Qt.PenStyle.CustomDashLine)
        self.loop_border.setDashPattern([4, 3.5])
        self.line = QPen(self.edge, 1.4)
        self.line.setCapStyle(Qt.PenCapStyle.FlatCap)
        self.later = QPen(self.edge, 1.4, Qt.PenStyle.DotLine)
        self.failed_border = QPen(self.error, 2)
        self.sign = QPen(QColor(theme.pane), 1.7)
        self.sign.setCapStyle(Qt.PenCapStyle.RoundCap)
        self.error_fill = QColor(theme.error_fill)
        self._coloring = coloring(theme, overlay)

    def hue(self, node: Node) -> QColor:
        """The color of a node's bar."""
        return self.error if node.failed else self._coloring.hue(node)

    def fill(self, node: Node) -> QColor:
        """What is behind a node's words."""
        if node.expanded:
            return self.loop_fill if node.kind == "loop" else self.node
        return self.error_fill if node.failed else self._coloring.fill(node)

    def is_hatched(self, node: Node) -> bool:
        """Whether a box is hatched, because there is nothing to color it by."""
        return not node.failed and self._coloring.is_hatched(node)

    def block(self, node: Node) -> QColor:
        """The color of a node from far away."""
        return self.error if node.failed else self._coloring.block(node)

    def primary(self, node: Node) -> QColor:
        """The color of a node's name."""
        return self.text if node.reached else self.secondary(node)

    def secondary(self, node: Node) -> QColor:
        """The color of the words that matter less."""
        return self.muted if node.expanded else self._coloring.secondary

    def value(self, node: Node) -> str | None:
        """What is written in place of a node's parameters; None if they are."""
        return self._coloring.value(node)
