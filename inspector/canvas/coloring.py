"""Which color a node has: that of its family, or that of what an overlay reads of it."""

from typing import Protocol

from PySide6.QtGui import QColor

from inspector.graph.graph import Node
from inspector.graph.overlay import Overlay, Reading
from inspector.look.theme import Family, Theme

_BLOCK = 0.9
"""The share of a family's hue in a block: from far away its color is all that tells it."""


class Coloring(Protocol):
    """The colors of the nodes that are drawn as one box and did not fail."""

    secondary: QColor
    """Of the words that matter less."""

    def hue(self, node: Node) -> QColor: ...

    def fill(self, node: Node) -> QColor: ...

    def block(self, node: Node) -> QColor: ...

    def is_hatched(self, node: Node) -> bool:
        """Whether there should be something to color a node by, but there is not."""

    def value(self, node: Node) -> str | None:
        """What to write in place of the parameters."""


def coloring(theme: Theme, overlay: Overlay | None) -> Coloring:
    """The colors of an overlay; without one, those of the families."""
    return _ByFamily(theme) if overlay is None else _ByReading(theme, overlay)


class _ByFamily:
    def __init__(self, theme: Theme) -> None:
        self.secondary = QColor(theme.muted)
        self._hues = {family: QColor(color) for family, color in theme.family.items()}
        self._fills = {family: QColor(color) for family, color in theme.family_fill.items()}
        self._loop = QColor(theme.loop_fill)
        self._blocks = {
            family: mixed(hue, self._fills[family], _BLOCK) for family, hue in self._hues.items()
        }

    def hue(self, node: Node) -> QColor:
        return self._hues[Family(node.family)]

    def fill(self, node: Node) -> QColor:
        return self._loop if node.kind == "loop" else self._fills[Family(node.family)]

    def block(self, node: Node) -> QColor:
        return self._blocks[Family(node.family)]

    def is_hatched(self, node: Node) -> bool:
        return False

    def value(self, node: Node) -> str | None:
        return None


class _ByReading:
    """Words are as strong as titles here, because a ramp leaves no room for a second tone."""

    def __init__(self, theme: Theme, overlay: Overlay) -> None:
        self.secondary = QColor(theme.text)
        self._overlay = overlay
        self._bar = QColor(theme.edge)
        self._plain = QColor(theme.node)
        self._hatching = QColor(theme.hatching)
        self._ramp = [QColor(color) for color in theme.ramp]
        self._dtypes = {name: QColor(color) for name, color in theme.dtype.items()}

    def hue(self, node: Node) -> QColor:
        return self._bar

    def fill(self, node: Node) -> QColor:
        reading = self._overlay.readings.get(node.key)
        return self._plain if reading is None else self._color(reading)

    def block(self, node: Node) -> QColor:
        """What has no color must still be seen on its ground where it has no border."""
        fill = self.fill(node)
        return self._hatching if fill == self._plain else fill

    def is_hatched(self, node: Node) -> bool:
        reading = self._overlay.readings.get(node.key)
        return reading is not None and not reading.is_counted

    def value(self, node: Node) -> str | None:
        reading = self._overlay.readings.get(node.key)
        return reading.text if reading is not None else ""

    def _color(self, reading: Reading) -> QColor:
        if reading.dtype:
            return self._dtypes[dtype_group(reading.dtype)]
        if not reading.amount or self._overlay.scale is None:
            return self._plain
        step = int(self._overlay.scale.share(reading.amount) * len(self._ramp))
        return self._ramp[min(step, len(self._ramp) - 1)]


def dtype_group(dtype: str) -> str:
    """The dtypes that share a color with this one; the name of the color in the theme."""
    if dtype in ("float32", "float16", "bfloat16", "float64", "bool"):
        return dtype
    if dtype.startswith(("int", "uint")):
        return "integer"
    return "complex" if dtype.startswith("complex") else "other"


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """Between two colors; `share` is that of the first."""
    pairs = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(a * share + b * (1 - share)) for a, b in pairs))
