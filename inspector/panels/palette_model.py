"""The palette as a model: sections with their components, or the results of a search."""

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from inspector.panels.inspector_style import tooltip
from inspector.session.component import Component, Section, to_mime

Index: TypeAlias = QModelIndex | QPersistentModelIndex

COMPONENT = Qt.ItemDataRole.UserRole
"""The `Component` of a row; None for the head of a section."""

IS_FAVORITE = Qt.ItemDataRole.UserRole + 1
"""Whether the component of a row has a star."""

FAVORITES = "Favorites"

_TOP = 0
"""The id of rows at the top; a row in a section has the section's number, counted from 1."""


class PaletteModel(QAbstractItemModel):
    """Either sections two levels deep, or found components in one list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sections: tuple[Section, ...] = ()
        self.favorites: frozenset[tuple[str, str]] = frozenset()
        """The identities of those that have a star."""
        self._found: tuple[Component, ...] | None = None

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show everything, by section."""
        self.beginResetModel()
        self.sections, self._found = tuple(sections), None
        self.endResetModel()

    def show_found(self, found: Sequence[Component]) -> None:
        """Show the results of a search, best first."""
        self.beginResetModel()
        self._found = tuple(found)
        self.endResetModel()

    @property
    def is_search(self) -> bool:
        """Whether results of a search are shown."""
        return self._found is not None

    def component(self, index: Index) -> Component | None:
        """The component of a row; None for the head of a section."""
        if not index.isValid():
            return None
        if self._found is not None:
            return self._found[index.row()] if index.row() < len(self._found) else None
        number = index.internalId()
        if number == _TOP or number > len(self.sections):
            return None
        components = self.sections[number - 1].components
        return components[index.row()] if index.row() < len(components) else None

    def section_of(self, index: Index) -> str:
        """The title of the section that a row stands in, or is the head of; empty in a search."""
        if not index.isValid() or self._found is not None:
            return ""
        number = index.internalId()
        row = index.row() if number == _TOP else number - 1
        return self.sections[row].title if row < len(self.sections) else ""

    def find(self, section: str, component: Component | None) -> QModelIndex:
        """The row of a component in a section or in a search, or of a head; invalid if gone."""
        if self._found is not None:
            return self._among(self._found, component, QModelIndex())
        for row, each in enumerate(self.sections):
            if each.title == section:
                head = self.index(row, 0)
                return head if component is None else self._among(each.components, component, head)
        return QModelIndex()

    def _among(
        self, components: Sequence[Component], wanted: Component | None, parent: QModelIndex
    ) -> QModelIndex:
        for row, each in enumerate(components):
            if wanted is not None and each.identity == wanted.identity:
                return self.index(row, 0, parent)
        return QModelIndex()

    # QAbstractItemModel

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _TOP)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        number = index.internalId() if index.isValid() else _TOP
        return QModelIndex() if number == _TOP else self.createIndex(number - 1, 0, _TOP)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        if not parent.isValid():
            return len(self._found if self._found is not None else self.sections)
        if self._found is not None or parent.internalId() != _TOP or parent.column() != 0:
            return 0
        return len(self.sections[parent.row()].components)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        ordinary = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        component = self.component(index)
        if component is None:
            return ordinary
        if component.lack:
            return ordinary | Qt.ItemFlag.ItemNeverHasChildren
        return ordinary | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        component = self.component(index)
        if component is None:
            is_title = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return self.sections[index.row()].title if is_title else None
        match role:
            case _ if role == COMPONENT:
                return component
            case _ if role == IS_FAVORITE:
                return component.identity in self.favorites
            case Qt.ItemDataRole.DisplayRole:
                return component.title
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip(_told_of(component))
            case Qt.ItemDataRole.AccessibleTextRole:
                starred = ", favorite" if component.identity in self.favorites else ""
                return f"{component.title}, {component.family}{starred}"
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return component.lack or component.summary
        return None

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        found = [self.component(index) for index in indexes]
        chosen = [each for each in found if each is not None]
        return to_mime(chosen[0]) if chosen else QMimeData()


def _told_of(component: Component) -> str:
    """What is said of a component beside the pointer."""
    lines = (component.signature or component.title, component.summary, component.lack)
    return "\n".join(filter(None, lines))
