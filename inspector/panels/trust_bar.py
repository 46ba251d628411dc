"""The bar above a file whose code waits for the user's trust."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from inspector.catalog.plain_rules import Finding
from inspector.look.theme import Theme
from inspector.panels.inspector_style import label, push_button, style_sheet
from inspector.panels.problems_sign import SignMark
from inspector.session.session import Session
from inspector.session.state import State

_QUESTION = (
    "This file contains Python code that has not been run. "
    "Look at it first; run it if you trust it."
)
_SHEET = """
QFrame#trust {{ background: {fill}; border: none; border-bottom: 1px solid {line}; }}
QListWidget {{ background: {pane}; color: {text}; border: 1px solid {border};
    border-radius: 6px; padding: 3px; }}
QListWidget:focus {{ border: 2px solid {accent}; padding: 2px; }}
QPushButton:checked {{ background: {selection}; }}
"""
_MOST_ROWS = 6
_MOST_FINDINGS = 500


class TrustBar(QFrame):
    """Says that nothing has run and why, and lets the user decide."""

    line_requested = Signal(int)
    """A line of the text to look at."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[Finding, ...] = ()
        self.setObjectName("trust")
        self.setAccessibleName("Trust")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.once = push_button("Run &once", "Run this file until the application is closed")
        self.file = push_button("&Trust this file", "Run this file now and later, as it is now")
        self.folder = push_button("Trust &folder", "Run every file in the folder of this one")
        self.why = push_button("&Why?", "What in the file is more than building a model")
        self.why.setCheckable(True)
        self.findings = QListWidget(self)
        self.findings.setAccessibleName("What the file does beyond building a model")
        self.findings.hide()
        self._lay_out()
        self.once.clicked.connect(self._trust_once)
        self.file.clicked.connect(self._trust_file)
        self.folder.clicked.connect(self._trust_folder)
        self.why.toggled.connect(self.findings.setVisible)
        self.findings.itemClicked.connect(self._on_finding)
        self.findings.itemActivated.connect(self._on_finding)
        session.changed.connect(self._on_changed)
        self.set_theme(theme)
        self._draw(session.state)

    def _lay_out(self) -> None:
        sign = SignMark(self)
        sign.show_sign("lock", is_pale=False)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(sign)
        row.addWidget(label(_QUESTION, wrap=True), 1)
        for button in (self.why, self.once, self.file, self.folder):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.findings)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colors."""
        colors = {name: value for name, value in vars(theme).items() if isinstance(value, str)}
        own = _SHEET.format(fill=theme.warning_fill, line=theme.warning, **colors)
        self.setStyleSheet(style_sheet(theme) + own)

    def _on_changed(self, before: State, after: State) -> None:
        if after.foreign != self._shown:
            self._draw(after)

    def _draw(self, state: State) -> None:
        self._shown = state.foreign
        self.setVisible(bool(state.foreign))
        self.findings.clear()
        for finding in state.foreign[:_MOST_FINDINGS]:
            item = QListWidgetItem(_words(finding), self.findings)
            item.setData(Qt.ItemDataRole.UserRole, finding.line)
        if not state.foreign:
            self.why.setChecked(False)
            return
        rows = min(self.findings.count(), _MOST_ROWS)
        self.findings.setFixedHeight(rows * self.findings.sizeHintForRow(0) + 12)

    def _on_finding(self, item: QListWidgetItem) -> None:
        self.line_requested.emit(item.data(Qt.ItemDataRole.UserRole))

    # Decisions

    def _trust_once(self) -> None:
        state = self._session.state
        self._session.trust.trust_once(state.document, state.text)
        self._session.trust_text()

    def _trust_file(self) -> None:
        state = self._session.state
        self._session.trust.trust_file(state.document, state.text)
        self._session.trust_text()

    def _trust_folder(self) -> None:
        state = self._session.state
        self._session.trust.trust_folder(state.document, state.text)
        self._session.trust_text()


def _words(finding: Finding) -> str:
    said = " — ".join(text for text in (finding.text, finding.reason) if text)
    return f"line {finding.line}: {said}"
