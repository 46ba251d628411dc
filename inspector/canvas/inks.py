"""Pens and brushes for a theme, made once."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from inspector.graph.graph import Node
from inspector.look.theme import Family, Theme


class Inks:
    """The colors of a theme as Qt's own values."""

    def __init__(self, theme: Theme) -> None:
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
        self.border = QPen(QColor(theme.border), 1)
        self.container_border = QPen(_mixed(QColor(theme.border), self.edge, 0.67), 1)
        self.loop_border = QPen(QColor(theme.loop), 1.2, Qt.PenStyle.CustomDashLine)
        self.loop_border.setDashPattern([4, 3.5])
        self.line = QPen(self.edge, 1.4)
        self.line.setCapStyle(Qt.PenCapStyle.FlatCap)
        self.later = QPen(self.edge, 1.4, Qt.PenStyle.DotLine)
        self.failed_border = QPen(self.error, 2)
        self.sign = QPen(QColor(theme.pane), 1.7)
        self.sign.setCapStyle(Qt.PenCapStyle.RoundCap)
        self.families = {family: QColor(color) for family, color in theme.family.items()}
        self.fills = {family: QColor(color) for family, color in theme.family_fill.items()}
        self.error_fill = QColor(theme.error_fill)
        self._blocks = {
            family: _mixed(hue, self.fills[family], 0.5) for family, hue in self.families.items()
        }

    def hue(self, node: Node) -> QColor:
        """The color of a node's bar."""
        return self.error if node.failed else self.families[Family(node.family)]

    def fill(self, node: Node) -> QColor:
        """What is behind a node's words."""
        if node.failed and not node.expanded:
            return self.error_fill
        if node.kind == "loop":
            return self.loop_fill
        return self.node if node.expanded else self.fills[Family(node.family)]

    def block(self, node: Node) -> QColor:
        """The color of a node from far away."""
        return self.error if node.failed else self._blocks[Family(node.family)]


def _mixed(one: QColor, other: QColor, share: float) -> QColor:
    """Between two colors; `share` is that of the first."""
    pairs = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(a * share + b * (1 - share)) for a, b in pairs))
