"""The choice of the model, which opens below its button in the toolbar."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from inspector.look.theme import Theme
from inspector.outline.candidates import OPEN, Candidate, candidates
from inspector.outline.document import model_assignment
from inspector.outline.expressions import expression
from inspector.outline.read import OutlineError
from inspector.panels.code_completion import CompletionDelegate
from inspector.panels.inspector_style import label, style_sheet
from inspector.session.session import Session
from inspector.session.state import State

_WIDTH = 520
_MOST_ROWS = 10
_DETAIL = Qt.ItemDataRole.UserRole
_CHOICE = Qt.ItemDataRole.UserRole + 1
_HINT = "Type to search, or write an expression such as Net(64); Enter takes it."
_NONE = "The file has nothing that could be the model; write an expression that makes one."
_SHEET = """
QListWidget::item:selected {{ background: {theme.selection}; color: {theme.text}; }}
QListWidget {{ border: none; background: {theme.pane}; color: {theme.text}; outline: none; }}
"""


class ModelPicker(QFrame):
    """Lists what the file offers, with what each still needs; any expression can be written."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("pane")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName("Choose the model")
        self.setFixedWidth(_WIDTH)
        self._session = session
        self._candidates: tuple[Candidate, ...] = ()
        self.field = QLineEdit(self, clearButtonEnabled=True)
        self.field.setPlaceholderText("Search, or an expression such as Net(64)")
        self.field.setAccessibleName("The model")
        self.list = QListWidget(self)
        self.list.setAccessibleName("What can be the model")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrows of the field move in it
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(CompletionDelegate(self.list))
        self.note = label("", "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        for part in (self.field, self.list, self.note):
            layout.addWidget(part)
        self.field.textEdited.connect(self._on_typed)
        self.list.itemClicked.connect(self._take)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Show the picker in other colors."""
        self.setStyleSheet(style_sheet(theme) + _SHEET.format(theme=theme))

    def open_below(self, button: QWidget) -> None:
        """Show what the file offers under a button, within the screen."""
        if self.parentWidget() is not button.window():  # where a popup without one is refused
            self.setParent(button.window(), Qt.WindowType.Popup)
        state = self._session.state
        self._candidates = candidates(state.outline)
        self.field.setText(state.expression)
        self.field.selectAll()
        self._fill("")
        corner = button.mapToGlobal(QPoint(0, button.height() + 4))
        screen = button.screen().availableGeometry()
        left = max(min(corner.x(), screen.right() - self.width()), screen.left())
        self.move(left, max(corner.y(), screen.top()))
        self.show()
        self.field.setFocus()

    # The list

    def _on_typed(self, text: str) -> None:
        self._fill(text)

    def _fill(self, query: str) -> None:
        """List what fits a query, with what is the model now selected."""
        state = self._session.state
        self.list.clear()
        fits = query.strip().lower()
        said = "" if fits else _automatic(state)
        if not fits:
            self._add(said, "as the file says", "")
        for each in self._candidates:
            if fits in each.expression.lower() and each.expression != said:
                self._add(each.expression, _detail(each), each.expression)
        rows = [self.list.item(at).data(_CHOICE) for at in range(self.list.count())]
        now = state.expression if not fits else ""
        self.list.setCurrentRow(rows.index(now) if now in rows else 0)
        self._say(_HINT if self._candidates else _NONE)
        self._fit()

    def _add(self, text: str, detail: str, choice: str) -> None:
        item = QListWidgetItem(text, self.list)
        item.setData(_DETAIL, detail)
        item.setData(_CHOICE, choice)

    def _fit(self) -> None:
        count = self.list.count()
        self.list.setVisible(count > 0)
        if count:
            row = self.list.sizeHintForRow(0)
            self.list.setFixedHeight(row * min(count, _MOST_ROWS) + 2)
        self.adjustSize()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, super().sizeHint().height())

    def _say(self, text: str, is_error: bool = False) -> None:
        self.note.setProperty("look", "error" if is_error else "muted")
        self.note.style().polish(self.note)
        self.note.setText(text)

    # Choosing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_enter()
        elif event.key() in (
            Qt.Key.Key_Up,
            Qt.Key.Key_Down,
            Qt.Key.Key_PageUp,
            Qt.Key.Key_PageDown,
        ):
            far = event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
            down = event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown)
            step = (_MOST_ROWS if far else 1) * (1 if down else -1)
            last = self.list.count() - 1
            self.list.setCurrentRow(max(0, min(last, self.list.currentRow() + step)))
        else:
            super().keyPressEvent(event)

    def _on_enter(self) -> None:
        """Take the chosen row, or what was written where it is more than a search."""
        text = self.field.text().strip()
        item = self.list.currentItem()
        is_search = item is not None and (not text or "(" not in text or item.text() == text)
        if is_search and item is not None:
            self._take(item)
        else:
            self._take_expression(text)

    def _take(self, item: QListWidgetItem) -> None:
        self._take_expression(str(item.data(_CHOICE)))

    def _take_expression(self, text: str) -> None:
        """Choose what is whole; let the user write what is missing first."""
        missing = text.find(OPEN)
        if missing >= 0:
            self.field.setText(text)
            self.field.setFocus()
            self.field.setSelection(missing, len(OPEN))
            self._say(f"Write a value in the place of each {OPEN}, then press Enter.")
            return
        try:
            if text:
                expression(text)
        except OutlineError as error:
            self._say(str(error), is_error=True)
            return
        self.hide()
        self._session.set_expression(text)


def _automatic(state: State) -> str:
    """What the file itself says is the model."""
    found = model_assignment(state.outline)
    return found.target.partition(":")[0].strip() if found is not None else "automatic"


def _detail(candidate: Candidate) -> str:
    """Why it can be the model, or cannot be yet, in a few words."""
    said = [f"{candidate.kind}, line {candidate.line}"]
    if candidate.needs:
        said.append(f"needs {' and '.join(candidate.needs)}")
    elif candidate.part_of:
        said.append(f"part of {candidate.part_of}")
    return "; ".join(reversed(said))
