"""The status bar: totals of the model on the left, the engine on the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from inspector.look.theme import Theme
from inspector.report.units import count, duration, flops, size
from inspector.session.engine_client import EngineState
from inspector.session.session import Session
from inspector.session.state import State

_TOLD = 8000


class Status(QStatusBar):
    """Says what the model costs and whether the engine is well."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state = session.state
        self._totals = _label(self)
        self._engine = _label(self)
        self._engine.setAccessibleName("Engine")
        self.addWidget(self._totals, 1)
        self.addPermanentWidget(self._engine)
        self.setSizeGripEnabled(False)
        session.changed.connect(self._on_changed)
        session.told.connect(self._on_told)
        self._draw()

    def set_theme(self, theme: Theme) -> None:
        """Paint with other colors."""
        self._theme = theme
        self._draw()

    def _on_told(self, sentence: str) -> None:
        if sentence:
            self.showMessage(sentence, _TOLD)
        else:
            self.clearMessage()

    def _on_changed(self, before: State, after: State) -> None:
        self._state = after
        same = before.activity == after.activity and before.picture is after.picture
        if not same or before.is_current != after.is_current:
            self._draw()

    def _draw(self) -> None:
        state = self._state
        self._totals.setText(totals_text(state))
        color = self._theme.text if state.is_current else self._theme.muted
        self._totals.setStyleSheet(f"color: {color}; padding-left: 8px;")
        text, color = self._engine_text()
        self._engine.setText(text)
        self._engine.setStyleSheet(f"color: {color}; padding-right: 8px;")

    def _engine_text(self) -> tuple[str, str]:
        activity = self._state.activity
        theme = self._theme
        if activity.engine is EngineState.RUNNING:
            return f"● {activity.stage or 'running'}…", theme.accent
        if activity.engine is EngineState.STARTING:
            return "○ engine is starting…", theme.muted
        if activity.engine is EngineState.BROKEN:
            return "✕ the engine does not start", theme.error
        if activity.notice:
            return f"● {activity.notice}", theme.warning
        return f"● engine ready · torch {activity.torch}", theme.ok


def _label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def totals_text(state: State) -> str:
    """``4,712 parameters · 18.8 KB · 21.4 kFLOP · forward 0.31 ms``."""
    report = state.picture
    if report is None:
        return ""
    totals = report.totals
    parts = [count(totals.parameters, "parameter"), size(totals.parameter_bytes)]
    if totals.flops:
        parts.append(flops(totals.flops))
    if report.failure is None:
        parts.append(f"forward {duration(totals.seconds)}")
    if report.device != "cpu":
        parts.append(report.device)
    return " · ".join(parts)
