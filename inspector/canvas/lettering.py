"""The fonts of the picture in pixels of the picture, and how wide words are in them."""

import threading
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics


class Face(Enum):
    """A font with a purpose."""

    TITLE = "title"
    PLAIN = "plain"
    CODE = "code"
    BADGE = "badge"


_PIXELS = {Face.TITLE: 12, Face.PLAIN: 11, Face.CODE: 11, Face.BADGE: 10}
LABEL_HEIGHT = 15
"""Of the label of an edge."""


class Lettering:
    """Fonts are given in pixels, so that an export at any resolution keeps its proportions.

    Needs a QGuiApplication.
    """

    def __init__(self) -> None:
        general = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
        self._families = {face: fixed if face is Face.CODE else general for face in Face}
        self._local = threading.local()
        self._widths: dict[tuple[Face, str], int] = {}

    @property
    def fonts(self) -> dict[Face, QFont]:
        """Each thread paints and measures with its own, because a font is made for one at once."""
        known: dict[Face, QFont] | None = getattr(self._local, "fonts", None)
        if known is None:
            known = self._local.fonts = {
                face: _font(family, face) for face, family in self._families.items()
            }
        return known

    def width(self, face: Face, text: str) -> int:
        """Pixels that a text takes; known texts are not measured again."""
        key = face, text
        if key not in self._widths:
            self._widths[key] = self._metrics(face).horizontalAdvance(text)
        return self._widths[key]

    def elided(self, face: Face, text: str, room: int) -> str:
        """The text, cut off with an ellipsis if it is wider than `room`."""
        if self.width(face, text) <= room:
            return text
        return self._metrics(face).elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0))

    def _metrics(self, face: Face) -> QFontMetrics:
        known: dict[Face, QFontMetrics] | None = getattr(self._local, "metrics", None)
        if known is None:
            known = self._local.metrics = {
                face: QFontMetrics(font) for face, font in self.fonts.items()
            }
        return known[face]


def _font(family: str, face: Face) -> QFont:
    font = QFont(family)
    font.setPixelSize(_PIXELS[face])
    # A search in a PDF does not find "float32" if its "fl" is one letter.
    font.setFeature(QFont.Tag("liga"), 0)
    font.setStyleHint(QFont.StyleHint.Monospace if face is Face.CODE else QFont.StyleHint.SansSerif)
    if face in (Face.TITLE, Face.BADGE):
        font.setWeight(QFont.Weight.DemiBold)
    return font


@lru_cache(maxsize=1)
def lettering() -> Lettering:
    """The lettering of this process."""
    return Lettering()
