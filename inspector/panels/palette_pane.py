"""The palette: everything that can be dragged into a model, and a search over it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from inspector.look.icons import icon
from inspector.look.theme import Theme
from inspector.panels.inspector_style import label, style_sheet
from inspector.panels.palette_model import FAVORITES, PaletteModel
from inspector.panels.palette_view import FAVORITE_KEY, PaletteView
from inspector.session.component import Component
from inspector.session.components import search, sections
from inspector.session.session import Session
from inspector.session.shelf import Shelf
from inspector.session.state import State

_BESIDE_WORDS = 48
"""Pixels of the search field for its icon and its margins."""
_OPEN_AT_FIRST = (FAVORITES, "Containers", "My classes", "My snippets", "Linear")
"""Sections that are open until the user says otherwise; the others are one line each."""


class PalettePane(QWidget):
    """Hands what is chosen to `add`; dragging is between the list and where it is dropped."""

    menu_requested = Signal(object, str, QPoint)
    """The menu of a `Component`, or of a section, None and its title, at a place of the screen."""

    def __init__(
        self,
        session: Session,
        shelf: Shelf,
        add: Callable[[Component], None],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._shelf = shelf
        self._add = add
        self._open: dict[str, bool] = {}
        self._is_folding = False
        self.search = QLineEdit(self)
        self.search.setAccessibleName("Search the palette")
        glass = QAction(icon("search", "muted"), "", self.search)
        self.search.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.model = PaletteModel(self)
        self.view = PaletteView(self.model, theme, self)
        self.nothing = label("", "muted", wrap=True)
        self.nothing.setContentsMargins(12, 8, 12, 8)
        self.nothing.hide()
        self._build()
        self._connect()
        self.set_theme(theme)
        self._offer(session.state)

    def focus_search(self) -> None:
        """Begin to search."""
        self.search.setFocus()
        self.search.selectAll()

    def set_theme(self, theme: Theme) -> None:
        """Show the pane in other colors."""
        self.setStyleSheet(style_sheet(theme))
        self.view.set_theme(theme)

    def sizeHint(self) -> QSize:
        return QSize(210, 480)

    def _build(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(8, 8, 8, 8)
        top.addWidget(self.search)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.nothing)
        layout.addWidget(self.view, 1)
        self.setFocusProxy(self.search)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_search)
        self.search.installEventFilter(self)
        self.view.chosen.connect(self._on_chosen)
        self.view.left_upwards.connect(self.focus_search)
        self.view.typed.connect(self._on_typed)
        self.view.expanded.connect(self._on_expanded)
        self.view.collapsed.connect(self._on_collapsed)
        self.view.starred.connect(self._shelf.toggle_favorite)
        self.view.menu_requested.connect(self._on_menu_requested)
        self._session.changed.connect(self._on_changed)
        self._shelf.changed.connect(lambda: self._offer(self._session.state))

    # Keys of the search field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_key = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if watched is self.search and is_key and isinstance(event, QKeyEvent):
            return self._on_search_key(event)
        return super().eventFilter(watched, event)

    def _on_search_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.model.is_search:
            component = self.model.component(self.view.currentIndex())
            if component is not None:
                self._on_chosen(component)
        elif event.keyCombination() == FAVORITE_KEY and self.model.is_search:
            component = self.model.component(self.view.currentIndex())
            if component is not None:
                self._shelf.toggle_favorite(component)
        elif key == Qt.Key.Key_Down:
            self._enter_list()
        elif key == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        else:
            return False
        return True

    def _enter_list(self) -> None:
        self.view.setFocus()
        current = self.view.currentIndex()
        first = self.model.index(0, 0)
        if not current.isValid():
            self.view.setCurrentIndex(first)
        elif self.model.is_search and self.view.indexBelow(current).isValid():
            self.view.setCurrentIndex(self.view.indexBelow(current))

    def _on_typed(self, text: str) -> None:
        """Letters typed in the list go on with the search."""
        self.search.setFocus()
        self.search.setText(self.search.text() + text)

    # Content

    def _on_changed(self, before: State, after: State) -> None:
        if before.outline is not after.outline or before.packages is not after.packages:
            self._offer(after)

    def _offer(self, state: State) -> None:
        kept = self._shelf.kept
        found = sections(state, kept)
        favorites = frozenset(each.identity for each in kept.favorites)
        if (found, favorites) == (self.model.sections, self.model.favorites):
            return
        modules = {
            each.key
            for section in found
            for each in section.components
            if each.kind in ("module", "container", "package")
        }
        words = f"search {len(modules)} modules"
        self.search.setPlaceholderText(words)
        self.search.setMinimumWidth(
            self.search.fontMetrics().horizontalAdvance(words) + _BESIDE_WORDS
        )
        self.model.favorites = favorites
        with self.view.staying():
            self.model.show_sections(found)
            self._fold()
            self._on_search(self.search.text())

    def _on_search(self, text: str) -> None:
        self.search.setClearButtonEnabled(bool(text))
        found = search(self.model.sections, text) if text.strip() else ()
        if text.strip():
            self.model.show_found(found)
            self.view.setCurrentIndex(self.model.index(0, 0))
            self.view.scrollToTop()
        elif self.model.is_search:
            self.model.show_sections(self.model.sections)
            self._fold()
        self.view.show_summaries(self.model.is_search)
        self.nothing.setText(f"Nothing is called “{text.strip()}”.")
        self.nothing.setVisible(self.model.is_search and not found)

    def _on_chosen(self, component: Component) -> None:
        self._add(component)

    def _on_menu_requested(self, index: QModelIndex, at: QPoint) -> None:
        component, section = self.model.component(index), self.model.section_of(index)
        self.menu_requested.emit(component, section, at)

    # Sections

    def _fold(self) -> None:
        """Open the sections that were open."""
        self._is_folding = True
        for row, section in enumerate(self.model.sections):
            is_open = self._open.get(section.title, section.title in _OPEN_AT_FIRST)
            self.view.setExpanded(self.model.index(row, 0), is_open)
        self._is_folding = False

    def _on_expanded(self, index: QModelIndex) -> None:
        self._remember(index, True)

    def _on_collapsed(self, index: QModelIndex) -> None:
        self._remember(index, False)

    def _remember(self, index: QModelIndex, is_open: bool) -> None:
        if not self._is_folding and not self.model.is_search:
            self._open[self.model.sections[index.row()].title] = is_open
