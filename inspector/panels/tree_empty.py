"""What the tree says while it has no rows, and the way to the first ones."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from inspector.look.theme import Theme
from inspector.outline.candidates import candidates
from inspector.outline.nodes import Outline
from inspector.panels.inspector_style import style_sheet

_NOTHING = "This file has no model yet.\nDrag a module here to begin."
_SEVERAL = "More than one thing in this file\ncould be the model."


class TreeEmpty(QObject):
    """Words and a button in the middle of the empty tree, which takes drops all the same."""

    model_requested = Signal()

    def __init__(self, area: QWidget, theme: Theme) -> None:
        super().__init__(area)
        self.text = QLabel(area)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.choose = QPushButton("Choose Model…", area)
        self.choose.setCursor(Qt.CursorShape.ArrowCursor)
        self.choose.clicked.connect(self.model_requested)
        layout = QVBoxLayout(area)
        layout.setSpacing(12)
        layout.addStretch()
        layout.addWidget(self.text)
        layout.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Show the button in other colors."""
        self.choose.setStyleSheet(style_sheet(theme))

    def show_for(self, outline: Outline) -> None:
        """Say what a file without a chosen model offers."""
        has_some = bool(candidates(outline))
        self.text.setText(_SEVERAL if has_some else _NOTHING)
        self.text.show()
        self.choose.setVisible(has_some)

    def hide(self) -> None:
        """There are rows."""
        self.text.hide()
        self.choose.hide()
