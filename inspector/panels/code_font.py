"""The font of code: the system's fixed font, never smaller than the rest of the window."""

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication


def code_font() -> QFont:
    """A fixed-pitch font at the size of the system's, or of the application's if that is larger."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    if not QFontInfo(font).fixedPitch():  # some platforms answer with their general font
        font.setFamily("monospace")
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setFixedPitch(True)
    size = QFontInfo(QApplication.font()).pointSizeF()
    if QFontInfo(font).pointSizeF() < size:
        font.setPointSizeF(size)
    return font
