"""Our own icons, drawn at paint time in the color that the palette has then."""

from functools import cache, lru_cache
from typing import Literal, TypeAlias

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from inspector.look.theme import DARK, LIGHT
from inspector.ownership import left_to_qt
from inspector.resource_files import resource

Tint: TypeAlias = Literal["text", "muted", "accent", "error", "warning", "ok"]
"""The color of an icon, as the theme calls it; ``text`` is that of a button's text."""


def icon(name: str, tint: Tint = "text") -> QIcon:
    """The icon ``resources/icons/NAME.svg``; it follows a change of theme by itself.

    Raises ValueError if there is none of that name.
    """
    return QIcon(left_to_qt(_SvgIcon(name, _svg(name), tint)))


def icon_names() -> tuple[str, ...]:
    """All icons that there are, sorted."""
    return tuple(sorted(path.stem for path in resource("icons").glob("*.svg")))


class _SvgIcon(QIconEngine):
    """Paints one SVG with ``currentColor`` replaced, sharp at every size and resolution."""

    def __init__(self, name: str, svg: str, tint: Tint) -> None:
        super().__init__()
        self._name = name
        self._svg = svg
        self._tint: Tint = tint

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _renderer(self._svg, self._color(mode)).render(painter, square)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPointF(0, 0).toPoint(), size), mode, state)
        painter.end()
        return pixmap

    def iconName(self) -> str:
        return self._name

    def clone(self) -> QIconEngine:
        return left_to_qt(_SvgIcon(self._name, self._svg, self._tint))

    def _color(self, mode: QIcon.Mode) -> str:
        palette = QGuiApplication.palette()
        if mode == QIcon.Mode.Disabled:
            group = QPalette.ColorGroup.Disabled
        elif self._tint != "text":
            is_dark = palette.color(QPalette.ColorRole.Window).lightness() < 128
            return str(getattr(DARK if is_dark else LIGHT, self._tint))
        else:
            group = QPalette.ColorGroup.Active
        return palette.color(group, QPalette.ColorRole.ButtonText).name()


@cache
def _svg(name: str) -> str:
    path = resource("icons", f"{name}.svg")
    if not path.is_file():
        raise ValueError(f"There is no icon {name!r}; there are {', '.join(icon_names())}.")
    return path.read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _renderer(svg: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(svg.replace("currentColor", color).encode()))
