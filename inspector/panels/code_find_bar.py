"""The bar to write in what is looked for in the code, and what takes its place."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QToolButton, QWidget

from inspector.look.icons import icon
from inspector.look.theme import Theme
from inspector.panels.code_query import Query
from inspector.panels.inspector_style import label, push_button, set_look, style_sheet

_TOGGLE = "QToolButton:checked {{ background: {theme.selection}; border-color: {theme.accent}; }}"


class FindBar(QWidget):
    """A line for what is looked for with the count of matches, and one for its replacement."""

    typed = Signal()
    """The query has changed."""
    next_asked = Signal()
    previous_asked = Signal()
    replace_asked = Signal()
    replace_all_asked = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self, placeholderText="Find in the code", clearButtonEnabled=True)
        self.field.setAccessibleName("Find in the code")
        self.new = QLineEdit(self, placeholderText="Replace with", clearButtonEnabled=True)
        self.new.setAccessibleName("Replace with")
        self.words = self._toggle("ab", "Whole words")
        self.pattern = self._toggle(".*", "Regular expression")
        self.count = label("", "muted")
        self.count.setMinimumWidth(self.fontMetrics().horizontalAdvance("999 of 999"))
        self.replace = push_button("Replace", "Replace this match and go to the next (Enter)")
        self.replace_all = push_button("All", "Replace every match, as one step")
        self._lay_out()
        self.field.textChanged.connect(self.typed)
        self.words.toggled.connect(self.typed)
        self.pattern.toggled.connect(self.typed)
        self.replace.clicked.connect(self.replace_asked)
        self.replace_all.clicked.connect(self.replace_all_asked)
        self.set_theme(theme)
        self.show_replacing(False)

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(4)
        layout.setColumnStretch(0, 1)
        beside = QHBoxLayout()
        beside.setSpacing(4)
        for part in (
            self.words,
            self.pattern,
            self.count,
            self._button("up", "Previous match (Shift+Enter, Shift+F3)", self.previous_asked),
            self._button("down", "Next match (Enter, F3)", self.next_asked),
            self._button("close", "Close (Esc)", self.closed),
        ):
            beside.addWidget(part)
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(self.replace)
        below.addWidget(self.replace_all)
        below.addStretch()
        layout.addWidget(self.field, 0, 0)
        layout.addLayout(beside, 0, 1)
        layout.addWidget(self.new, 1, 0)
        layout.addLayout(below, 1, 1)

    def _toggle(self, text: str, title: str) -> QToolButton:
        button = QToolButton(self, autoRaise=True)
        button.setCheckable(True)
        button.setText(text)
        button.setToolTip(title)
        button.setAccessibleName(title)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _button(self, name: str, title: str, signal: SignalInstance) -> QToolButton:
        button = QToolButton(self, autoRaise=True)
        button.setIcon(icon(name))
        button.setToolTip(title)
        button.setAccessibleName(title)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(signal)
        return button

    @property
    def query(self) -> Query:
        """What is looked for."""
        return Query(self.field.text(), self.pattern.isChecked(), self.words.isChecked())

    def begin(self, query: str) -> None:
        """Take the focus, with a query to begin with unless it is empty."""
        self.show()
        if query:
            self.field.setText(query)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_replacing(self, is_replacing: bool) -> None:
        """Offer to replace what is found, or only to find it."""
        for part in (self.new, self.replace, self.replace_all):
            part.setVisible(is_replacing)

    def show_count(self, index: int | None, count: int) -> None:
        """Tell which match is shown; None if the query is not found."""
        is_missing = index is None and bool(self.field.text())
        number = f"{index + 1:,} of {count:,}" if index is not None else ""
        self._tell("not found" if is_missing else number, is_missing, "")

    def show_error(self, reason: str) -> None:
        """Tell that the pattern is none."""
        self._tell("no pattern", True, reason)

    def _tell(self, text: str, is_wrong: bool, tip: str) -> None:
        self.count.setText(text)
        self.count.setToolTip(tip)
        set_look(self.count, "look", "error" if is_wrong else "muted")

    def forget_count(self) -> None:
        """Tell nothing of matches in a text that is no more."""
        self.count.clear()

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colors."""
        self.setStyleSheet(style_sheet(theme) + _TOGGLE.format(theme=theme))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        backwards = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif is_enter and self.new.hasFocus():
            self.replace_asked.emit()
        elif is_enter or event.key() == Qt.Key.Key_F3:
            (self.previous_asked if backwards else self.next_asked).emit()
        else:
            super().keyPressEvent(event)
