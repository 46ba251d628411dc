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

_TOP = 0
"""The id of rows at the top; a row in a section has the section's number, counted from 1."""


class PaletteModel(QAbstractItemModel):
    """Either sections two levels deep, or found components in one list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sections: tuple[Section, ...] = ()
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
        if self.component(index) is None:
            return ordinary
        return ordinary | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        component = self.component(index)
        if component is None:
            is_title = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return self.sections[index.row()].title if is_title else None
        if role == COMPONENT:
            return component
        if role == Qt.ItemDataRole.DisplayRole:
            return component.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(f"{component.title}\n{component.summary}".strip())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{component.title}, {component.family}"
        return component.summary if role == Qt.ItemDataRole.AccessibleDescriptionRole else None

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        found = [self.component(index) for index in indexes]
        chosen = [each for each in found if each is not None]
        return to_mime(chosen[0]) if chosen else QMimeData()
