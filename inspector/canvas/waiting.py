"""A quiet line over the picture while the next one takes long to draw."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from inspector.canvas.background import Background

_PATIENCE = 300
"""Milliseconds after which one wonders what is going on."""
_KEEP = "Keep the picture that is shown (Esc)"
_LOOK = """
Waiting { background: palette(base); border: 1px solid palette(mid); border-radius: 7px; }
Waiting QPushButton {
    background: palette(base); border: 1px solid palette(mid); border-radius: 5px;
    padding: 3px 10px;
}
Waiting QPushButton:hover { background: palette(midlight); }
"""


class Waiting(QFrame):
    """Says what is done and how far it is, with Cancel; Escape in the picture cancels too."""

    cancelled = Signal()

    def __init__(self, background: Background, around: QWidget, tip: str = _KEEP) -> None:
        super().__init__(around)
        self._background = background
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self._appear)
        self._text = QLabel(self)
        cancel = QPushButton("Cancel", self)
        cancel.setToolTip(tip)
        cancel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cancel.clicked.connect(self.cancelled)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(12)
        layout.addWidget(self._text)
        layout.addWidget(cancel)
        self.setStyleSheet(_LOOK)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), around)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.setEnabled(False)
        self._escape.activated.connect(self.cancelled)
        background.changed.connect(self._follow)
        self.hide()

    @property
    def text(self) -> str:
        """What the line says."""
        return self._text.text()

    def _follow(self) -> None:
        busy = self._background.is_busy
        self._escape.setEnabled(busy)
        if not busy:
            self._patience.stop()
            self.hide()
        elif self.isVisible():
            self._say()
        elif not self._patience.isActive():
            self._patience.start()

    def _appear(self) -> None:
        self._say()
        self.show()

    def _say(self) -> None:
        doing, share = self._background.doing
        self._text.setText(f"{doing}… {share:.0%}" if share else f"{doing}…")
