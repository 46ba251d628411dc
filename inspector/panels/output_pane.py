"""What user code printed."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from inspector.look.icons import icon
from inspector.look.theme import Theme
from inspector.panels.code_font import code_font
from inspector.panels.inspector_style import label, style_sheet
from inspector.panels.output_lines import shown, since
from inspector.session.engine_client import Ended, EngineState
from inspector.session.session import Session

_REFRESH = 250
"""Milliseconds between two looks at the output of a run that is under way."""
_SHEET = """
QPlainTextEdit {{ background: {theme.pane}; color: {theme.text}; padding-left: 8px;
    border: 1px solid {theme.pane};
    selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; }}
QPlainTextEdit:focus {{ border-color: {theme.accent}; }}
"""


class OutputPane(QWidget):
    """The last lines that were printed, to read and to copy."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engine = session.engine
        self._cleared: tuple[str, ...] = ()
        self._lines: tuple[str, ...] = ()
        self._last_words: tuple[str, ...] = ()
        self._refreshing = QTimer(self, interval=_REFRESH)
        self.text = QPlainTextEdit(self, readOnly=True)
        self.text.setAccessibleName("Output")
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setUndoRedoEnabled(False)
        self.text.setFont(code_font())
        self.text.setPlaceholderText("What your code prints comes here.")
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._count = label("", "muted")
        self.copy_button = QPushButton(icon("copy"), "Copy", self)
        self.copy_button.setToolTip("Copy all of the output")
        self.clear_button = QPushButton(icon("delete"), "Clear", self)
        self.clear_button.setToolTip("Empty this list")
        self._bar = QWidget(self)
        bar = QHBoxLayout(self._bar)
        bar.setContentsMargins(12, 4, 8, 4)
        bar.addWidget(self._count, 1)
        bar.addWidget(self.copy_button)
        bar.addWidget(self.clear_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self.text)
        self.setFocusProxy(self.text)
        self.copy_button.clicked.connect(self.copy)
        self.clear_button.clicked.connect(self.clear)
        self._refreshing.timeout.connect(self._on_tick)
        self._engine.finished.connect(self._on_finished)
        self._engine.ended.connect(self._on_ended)
        self._engine.state_changed.connect(self._watch)
        self.set_theme(theme)
        self._draw_bar()

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colors."""
        self.text.setStyleSheet(_SHEET.format(theme=theme))
        self._bar.setStyleSheet(style_sheet(theme))

    def refresh(self) -> None:
        """Show what has been printed up to now."""
        lines = since(self._last_words + self._engine.output, self._cleared)
        if lines == self._lines:
            return
        bar = self.text.verticalScrollBar()
        at, was_at_end = bar.value(), bar.value() == bar.maximum()
        if self._lines and lines[: len(self._lines)] == self._lines:
            self.text.appendPlainText("\n".join(map(shown, lines[len(self._lines) :])))
        else:
            self.text.setPlainText("\n".join(map(shown, lines)))
        self._lines = lines
        bar.setValue(bar.maximum() if was_at_end else at)
        self._draw_bar()

    def clear(self) -> None:
        """Hide what has been printed up to now."""
        self._cleared = self._last_words + self._engine.output
        self._lines = ()
        self.text.clear()
        self._draw_bar()

    def copy(self) -> None:
        """Copy all lines that are shown."""
        QGuiApplication.clipboard().setText("\n".join(self._lines))

    def _draw_bar(self) -> None:
        count = len(self._lines)
        self._count.setText(f"{count:,} line{'' if count == 1 else 's'}" if count else "")
        self.copy_button.setEnabled(count > 0)
        self.clear_button.setEnabled(count > 0)

    # The engine

    def _on_finished(self) -> None:
        self._last_words = ()
        self.refresh()

    def _on_ended(self, ended: Ended) -> None:
        """Keep the last words of an engine that ended until there is news from the next."""
        self._last_words = ended.output
        self.refresh()

    def _watch(self) -> None:
        """Look again and again while something runs and somebody sees it."""
        if self._engine.state is EngineState.RUNNING and self.isVisible():
            self._refreshing.start()

    def _on_tick(self) -> None:
        self.refresh()  # once more after the run: the last lines may come after its report
        if self._engine.state is not EngineState.RUNNING:
            self._refreshing.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._watch()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._refreshing.stop()
