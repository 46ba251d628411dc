"""The list of tensors and calls for a view: one row after the other, headings among them."""

from collections.abc import Sequence
from typing import TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from inspector.panels.inspector_style import tooltip
from inspector.panels.tensor_rows import CallLine, Heading, KeptTensor, TensorRow
from inspector.report.units import shape_text

Index: TypeAlias = QModelIndex | QPersistentModelIndex

ROW = Qt.ItemDataRole.UserRole
"""The `TensorRow` itself."""


class TensorModel(QAbstractListModel):
    """Holds rows as they are; what is not shown costs nothing."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[TensorRow, ...] = ()

    def show_rows(self, rows: Sequence[TensorRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self.rows[index.row()], Heading):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return _name(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole and not isinstance(row, Heading):
            return tooltip(spoken(row))
        return None


def count_text(numel: int | None) -> str:
    """``1,344``; ``?`` while it is not known."""
    return "?" if numel is None else f"{numel:,}"


def spoken(row: TensorRow) -> str:
    """The whole row in words."""
    if isinstance(row, KeptTensor):
        path = f"{row.module}.{row.name}" if row.module else row.name
        elements = f"{count_text(row.numel)} {'element' if row.numel == 1 else 'elements'}"
        return ", ".join((path, shape_text(row.shape), elements, *row.remarks))
    if isinstance(row, CallLine):
        return f"call {row.label}: {row.flow}, {row.time}"
    return f"{row.text} {row.detail}".strip()


def _name(row: TensorRow) -> str:
    if isinstance(row, KeptTensor):
        return row.name
    return row.label if isinstance(row, CallLine) else row.text
