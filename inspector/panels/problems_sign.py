"""The sign before a problem or remark: an icon in the color of what it says."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.look.icons import Tint, icon
from inspector.panels.problems_words import Sign

_SIDE = 16
_TINTS: dict[Sign, Tint] = {
    "error": "error",
    "warning": "warning",
    "note": "accent",
    "ok": "ok",
    "lock": "warning",
}


class SignMark(QWidget):
    """An icon beside a line of text; the icons differ in shape and not in color alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon("note", "accent")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_sign(self, sign: Sign, is_pale: bool) -> None:
        """Show another sign."""
        self._icon = icon(sign, "muted" if is_pale else _TINTS[sign])
        spoken = sign in ("error", "warning", "note")
        self.setAccessibleName(sign.capitalize() if spoken else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, max(_SIDE, self.fontMetrics().height()))  # level with a line of text

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()
