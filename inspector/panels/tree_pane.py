"""The pane of the tree: what the model consists of, joined to the session."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from inspector.edits.edit import Edit
from inspector.edits.names import RenameClass, RenameMember, RenameVariable
from inspector.graph.rows import Row
from inspector.look.theme import Theme
from inspector.panels.tree_empty import TreeEmpty
from inspector.panels.tree_model import TreeModel
from inspector.panels.tree_repeats import TreeRepeats
from inspector.panels.tree_view import TreeView
from inspector.session.drop_handler import DropHandler
from inspector.session.session import Session
from inspector.session.state import State

_OPEN_LEVELS = 4
_MANY = 400


class TreePane(QWidget):
    """The tree and, while the file has no model, a word of what to do."""

    context_menu_requested = Signal(QPoint)

    def __init__(
        self, session: Session, drops: DropHandler, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._shown_selection: object = None
        self._closed: set[str] = set()
        self._model = TreeModel(self)
        self.view = TreeView(self._model, drops, theme, self)
        self.empty = TreeEmpty(self.view.viewport(), theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._on_context_menu)
        self.view.refused.connect(session.told)
        self.view.collapsed.connect(self._on_collapsed)
        self.view.expanded.connect(self._on_expanded)
        self.view.selectionModel().selectionChanged.connect(self._on_chosen)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.delegate.commitData.connect(self._on_renamed)
        self.repeats = TreeRepeats(session, self._model, self.view)
        session.changed.connect(self._on_changed)
        self._draw(session.state)

    def set_theme(self, theme: Theme) -> None:
        """Paint with other colors."""
        self.view.set_theme(theme)
        self.empty.set_theme(theme)

    def rename(self) -> None:
        """Edit the name of the selected row in place."""
        index = self.view.currentIndex().siblingAtColumn(0)
        row = self._model.row_at(index)
        if row is None or rename_edit(row, "x") is None:
            self._session.told.emit("Select a module that has a name of its own.")
            return
        self.view.edit(index)

    def _on_changed(self, before: State, after: State) -> None:
        same = (
            before.outline is after.outline
            and before.shown is after.shown
            and before.expression == after.expression
        )
        if not same or before.is_current != after.is_current:
            self._draw(after)
        elif (before.selection, before.also_selected) != (after.selection, after.also_selected):
            self._select(after)

    def _draw(self, state: State) -> None:
        self.view.delegate.stale = not state.is_current
        rows = state.rows
        blocked = self.view.selectionModel().blockSignals(True)
        if self._model.show(rows):
            levels = _OPEN_LEVELS if len(rows) <= _MANY else 1
            self.view.expandToDepth(levels)
            for key in self._closed:
                self.view.setExpanded(self._model.index_of(key), False)
        self.view.selectionModel().blockSignals(blocked)
        self.view.make_room(rows)
        if rows.root is None:
            self.empty.show_for(state.outline)
        else:
            self.empty.hide()
        self._select(state)
        self.view.viewport().update()

    def _select(self, state: State) -> None:
        row = state.selected
        index = self._model.index_of(row.key) if row is not None else QModelIndex()
        selection, flag = self.view.selectionModel(), QItemSelectionModel.SelectionFlag
        blocked = selection.blockSignals(True)
        selection.setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        for other in state.chosen if state.also_selected else ():
            selection.select(self._model.index_of(other.key), flag.Select | flag.Rows)
        selection.blockSignals(blocked)
        if row is not None and not self.view.is_extending:
            self.view.anchor = row.key
        if index.isValid() and state.selection != self._shown_selection:
            self.view.scrollTo(index)
        self._shown_selection = state.selection
        self.view.viewport().update()

    # What the user does

    def _on_current(self, current: QModelIndex, previous: QModelIndex) -> None:
        if self.view.selectionModel().isSelected(current):
            self._choose(current)

    def _on_chosen(self) -> None:
        selection = self.view.selectionModel()
        indexes = selection.selectedRows()
        current = selection.currentIndex().siblingAtColumn(0)
        if current not in indexes and indexes:
            current = indexes[-1]
        if indexes:
            self._choose(current)
        else:
            self._session.select(None)

    def _choose(self, current: QModelIndex) -> None:
        """Select a row, and the others that are selected unless one lies within the other."""
        row = self._model.row_at(current)
        if row is None:
            return
        found = map(self._model.row_at, self.view.selectionModel().selectedRows())
        others = [each for each in found if each is not None and each is not row]
        beside = [each for each in others if len(self._model.rows.outermost((each, row))) == 2]
        also = self._model.rows.outermost(beside)
        self._shown_selection = row.place
        self._session.select(row.place, (each.place for each in also))

    def _on_collapsed(self, index: QModelIndex) -> None:
        row = self._model.row_at(index)
        if row is not None:
            self._closed.add(row.key)

    def _on_expanded(self, index: QModelIndex) -> None:
        row = self._model.row_at(index)
        if row is not None:
            self._closed.discard(row.key)

    def _on_context_menu(self, position: QPoint) -> None:
        self.context_menu_requested.emit(self.view.viewport().mapToGlobal(position))

    def _on_renamed(self, editor: QWidget) -> None:
        row = self.view.current_row()
        if row is None or not isinstance(editor, QLineEdit) or editor.text() == row.name:
            return
        edit = rename_edit(row, editor.text())
        if edit is not None:
            self._session.apply(edit)


def rename_edit(row: Row, name: str) -> Edit | None:
    """The edit that renames a row; None for what has no name of its own."""
    if row.kind not in ("module", "constant"):
        return None
    if row.parent is None:
        return RenameVariable(row.name, name)
    if row.slot is not None and row.own_class and row.name.isdecimal():
        return RenameClass(row.own_class, name)  # numbered itself, so its class is what has a name
    return RenameMember(row.part, name) if row.part is not None else None
