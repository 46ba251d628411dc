"""The window before and around its contents: light, so that it is painted at once."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMimeData, QRect, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QMainWindow

from inspector.look.theme import Theme

_BAR = 62
_LEFT, _RIGHT, _BOTTOM = 200, 300, 250


class Contents(Protocol):
    """What fills the window."""

    def may_close(self) -> bool:
        """Whether the user lets the window close."""

    def open_path(self, path: Path) -> None:
        """Open a file that was dropped on the window."""


class Window(QMainWindow):
    """Shows where the panes will be until they are there."""

    painted = Signal()
    """The window has been painted for the first time."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._contents: Contents | None = None
        self._is_painted = False
        self.setWindowTitle("Module Inspector")
        self.setAcceptDrops(True)
        self.resize(1440, 900)

    def fill(self, contents: Contents) -> None:
        """The contents are in their places."""
        self._contents = contents

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._contents is None:
            painter = QPainter(self)
            self._paint_outlines(painter)
            painter.end()
        if not self._is_painted:
            self._is_painted = True
            self.painted.emit()

    def _paint_outlines(self, painter: QPainter) -> None:
        width, height = self.width(), self.height()
        theme = self._theme
        painter.fillRect(self.rect(), QColor(theme.window))
        middle = QRect(_LEFT, _BAR, width - _LEFT - _RIGHT, height - _BAR - _BOTTOM)
        painter.fillRect(QRect(0, _BAR, width, height - _BAR), QColor(theme.pane))
        painter.fillRect(middle, QColor(theme.canvas))
        painter.setPen(QColor(theme.border))
        painter.drawLine(0, _BAR, width, _BAR)
        for x in (_LEFT, width - _RIGHT):
            painter.drawLine(x, _BAR, x, height)
        painter.drawLine(_LEFT, middle.bottom(), width - _RIGHT, middle.bottom())
        painter.setPen(QColor(theme.muted))
        painter.drawText(middle.center().x() - 24, middle.center().y(), "Opening…")

    # Files dropped on the window, and its end

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _python_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _python_file(event.mimeData())
        if path is not None and self._contents is not None:
            event.acceptProposedAction()
            self._contents.open_path(path)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._contents is None or self._contents.may_close():
            event.accept()
        else:
            event.ignore()


def _python_file(data: QMimeData) -> Path | None:
    """The one Python file that is dragged; None for anything else."""
    urls = data.urls() if data.hasUrls() else []
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix == ".py" else None
