"""A dock with a quiet title: small capitals, a close button, and a count where one is useful."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QMainWindow, QToolButton, QWidget

from inspector.look.icons import icon


class Dock(QDockWidget):
    """A pane at the edge of the window."""

    def __init__(self, name: str, title: str, content: QWidget, window: QMainWindow) -> None:
        super().__init__(title, window)
        self.setObjectName(name)
        self._title = QLabel(title.upper(), self)
        font = QFont(self._title.font())
        font.setPointSizeF(font.pointSizeF() * 0.88)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
        font.setWeight(QFont.Weight.DemiBold)
        self._title.setFont(font)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        close = QToolButton(self)
        close.setIcon(icon("close"))
        close.setAutoRaise(True)
        close.setToolTip(f"Close {title}")
        close.setAccessibleName(f"Close {title}")
        close.clicked.connect(self.close)
        bar = QWidget(self)
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(12, 4, 4, 4)
        layout.addWidget(self._title)
        layout.addStretch()
        layout.addWidget(close)
        self.setTitleBarWidget(bar)
        self.setWidget(content)

    def set_count(self, count: int) -> None:
        """Show how many things there are behind the title."""
        title = self.windowTitle().partition(" (")[0]
        title = f"{title} ({count})" if count else title
        self.setWindowTitle(title)
        self._title.setText(title.upper())
