"""Colors for Python in a QTextDocument, line by line."""

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from inspector.look.theme import Theme
from inspector.panels.code_document import units
from inspector.panels.code_tokens import Piece, Within, tokens

_LONGEST = 5_000
"""Characters of a line beyond which it is data and not code."""


class CodeHighlighter(QSyntaxHighlighter):
    """Colors each line by itself; only strings in triple quotes reach from one to the next."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._formats = _formats(theme)

    def set_theme(self, theme: Theme) -> None:
        """Color everything anew."""
        self._formats = _formats(theme)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        found, within = tokens(text, within_of(self.previousBlockState()))
        self.setCurrentBlockState(within)
        simple = text.isascii()
        for piece, start, end in found:
            if start > _LONGEST:
                break
            if not simple:
                start, end = units(text[:start]), units(text[:end])
            self.setFormat(start, end - start, self._formats[piece])


def within_of(state: int) -> Within:
    """What a line begins within, by the state of the block before it."""
    return Within(state) if state > 0 else Within.CODE


def _formats(theme: Theme) -> dict[Piece, QTextCharFormat]:
    colors = {
        Piece.KEYWORD: theme.keyword,
        Piece.NAME: theme.name_color,
        Piece.SELF: theme.keyword,
        Piece.LITERAL: theme.literal,
        Piece.STRING: theme.literal,
        Piece.COMMENT: theme.comment,
        Piece.DECORATOR: theme.name_color,
    }
    formats: dict[Piece, QTextCharFormat] = {}
    for piece, color in colors.items():
        formats[piece] = QTextCharFormat()
        formats[piece].setForeground(QColor(color))
    for piece in (Piece.COMMENT, Piece.SELF):
        formats[piece].setFontItalic(True)
    formats[Piece.NAME].setFontWeight(QFont.Weight.DemiBold)
    return formats
