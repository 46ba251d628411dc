"""The rows of the model as a Qt item model. Ids are integers: an old index is never a crash."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from inspector.graph.rows import Row, Rows
from inspector.panels.inspector_style import tooltip
from inspector.session.drops import counted
from inspector.session.place_mime import places_to_mime

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ROW = Qt.ItemDataRole.UserRole
"""The whole `Row`, for the delegate."""


class Column(IntEnum):
    """The columns of the tree."""

    MODULE = 0
    OUTPUT = 1
    PARAMETERS = 2


class TreeModel(QAbstractItemModel):
    """Shows `Rows`; a change of their structure resets it, other changes do not."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = Rows(())
        self._keys: list[str] = []
        self._ids: dict[str, int] = {}
        self._place_in_parent: dict[str, int] = {}

    @property
    def rows(self) -> Rows:
        return self._rows

    def show(self, rows: Rows) -> bool:
        """Show other rows; whether the model was reset for it."""
        keys = [(row.key, row.parent) for row in rows]
        if keys == [(row.key, row.parent) for row in self._rows]:
            self._rows = rows
            first = self.index(0, 0)
            if first.isValid():  # the view asks for the other rows when it paints them
                self.dataChanged.emit(first, first.siblingAtColumn(Column.PARAMETERS))
            return False
        self.beginResetModel()
        self._rows = rows
        self._keys = [key for key, _ in keys]
        self._ids = {key: number for number, key in enumerate(self._keys)}
        self._place_in_parent = {}
        for key, _ in keys:
            for place, child in enumerate(rows.children(key)):
                self._place_in_parent[child.key] = place
        self.endResetModel()
        return True

    def row_at(self, index: Index) -> Row | None:
        """The row of an index; None for an invalid or old one."""
        if not index.isValid() or index.internalId() >= len(self._keys):
            return None
        return self._rows.by_key.get(self._keys[index.internalId()])

    def index_of(self, key: str) -> QModelIndex:
        """The index of a row in the first column; invalid if there is none."""
        number = self._ids.get(key)
        if number is None:
            return QModelIndex()
        return self.createIndex(self._place_in_parent.get(key, 0), 0, number)

    # What Qt asks

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        if column not in tuple(Column) or row < 0:
            return QModelIndex()
        if not parent.isValid():
            root = self._rows.root
            if root is None or row != 0:
                return QModelIndex()
            return self.createIndex(0, column, self._ids[root.key])
        above = self.row_at(parent)
        children = self._rows.children(above.key) if above is not None else []
        if row >= len(children):
            return QModelIndex()
        return self.createIndex(row, column, self._ids[children[row].key])

    def parent(self, child: Index = NOWHERE) -> QModelIndex:  # type: ignore[override]
        row = self.row_at(child)
        if row is None or row.parent is None:
            return QModelIndex()
        return self.index_of(row.parent)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        if not parent.isValid():
            return 1 if self._rows.root is not None else 0
        row = self.row_at(parent)
        if row is None or parent.column() != Column.MODULE:
            return 0
        return len(self._rows.children(row.key))

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return len(Column)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return ("Module", "Output", "Params")[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section != Column.MODULE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index)
        if row is None:
            return None
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.EditRole:
            return row.name
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() != Column.MODULE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(_whole(row) if index.column() == Column.MODULE else row.output)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.name} {row.type}, output {row.output or 'unknown'}"
        return None

    def _text(self, row: Row, column: Column) -> str:
        if column == Column.OUTPUT:
            return row.output
        if column == Column.PARAMETERS:
            return parameters_text(row)
        return f"{row.name} {row.type}".strip()

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row_at(index)
        if row is None:
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        flags |= Qt.ItemFlag.ItemIsDropEnabled
        if row.site is not None and row.parent is not None:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        if index.column() == Column.MODULE and row.kind in ("module", "constant"):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        found = map(self.row_at, indexes)
        rows = self._rows.outermost(row for row in found if row is not None)
        if not rows:
            return QMimeData()
        return places_to_mime(tuple(row.place for row in rows), counted(rows))

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction


def _whole(row: Row) -> str:
    """All that the first column says of a row, which may have no room for it."""
    made = f"{row.type}({row.arguments})" if row.kind == "module" else row.arguments or row.type
    return f"{row.name}: {made}" if made else row.name


def parameters_text(row: Row) -> str:
    """The count with commas; what a constant is instead; empty where there are none."""
    if row.kind == "constant" and row.parameters is None:
        return row.type
    if row.kind in ("step", "region") or row.parameters is None:
        return ""
    return f"{row.parameters:,}" if row.parameters else ""
