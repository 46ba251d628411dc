"""The bar that says that another program has changed the file, and asks what to do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from inspector.look.theme import Theme
from inspector.panels.inspector_style import label, push_button, style_sheet
from inspector.panels.problems_sign import SignMark
from inspector.session.file_watch import FileWatch
from inspector.session.session import Session
from inspector.session.state import State
from inspector.source.file import SourceFile

_SHEET = """
QFrame#file {{ background: {fill}; border: none; border-bottom: 1px solid {line}; }}
"""


class FileBar(QFrame):
    """Takes a changed file over by itself where nothing is lost by it; else the user decides."""

    compared = Signal(str, str)
    """(here, there): the two texts, to be looked at side by side."""

    def __init__(
        self, session: Session, watch: FileWatch, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._file: SourceFile | None = None
        self.setObjectName("file")
        self.setAccessibleName("The file has changed")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._message = label("", wrap=True)
        self.reload = push_button("&Reload", "Take the file; what was here can be undone to")
        self.keep = push_button("&Keep mine", "Stay with this text; saving overwrites the file")
        self.compare = push_button("&Compare", "Show what differs")
        sign = SignMark(self)
        sign.show_sign("warning", is_pale=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(sign)
        row.addWidget(self._message, 1)
        for button in (self.compare, self.keep, self.reload):
            row.addWidget(button)
        self.reload.clicked.connect(self._reload)
        self.keep.clicked.connect(self._keep)
        self.compare.clicked.connect(self._compare)
        watch.changed.connect(self._on_file_changed)
        watch.unreadable.connect(self._on_unreadable)
        session.changed.connect(self._on_changed)
        self.set_theme(theme)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colors."""
        own = _SHEET.format(fill=theme.warning_fill, line=theme.warning)
        self.setStyleSheet(style_sheet(theme) + own)

    def _on_file_changed(self, file: SourceFile) -> None:
        document = self._session.state.document
        if file.text == self._session.state.text or not document.modified:
            self._session.reload(file)
            self._session.told.emit(f"{document.title} was changed outside; this is the new text.")
            return
        self._file = file
        self._ask(f"Another program has changed {document.title}, and so have you.")

    def _on_unreadable(self, reason: str) -> None:
        self._file = None
        self._session.keep(self._session.state.document.file)
        self._ask(f"{reason} Saving writes it again.")

    def _ask(self, message: str) -> None:
        self._message.setText(message)
        for button in (self.reload, self.keep, self.compare):
            button.setVisible(self._file is not None)
        self.show()

    def _on_changed(self, before: State, after: State) -> None:
        is_other = before.document.path != after.document.path
        is_saved = before.document.modified and not after.document.modified
        if self.isVisible() and (is_other or is_saved):
            self._forget()

    def _reload(self) -> None:
        if self._file is not None:
            self._session.reload(self._file)
        self._forget()

    def _keep(self) -> None:
        if self._file is not None:
            self._session.keep(self._file)
        self._forget()

    def _compare(self) -> None:
        if self._file is not None:
            self.compared.emit(self._session.state.text, self._file.text)

    def _forget(self) -> None:
        self._file = None
        self.hide()
