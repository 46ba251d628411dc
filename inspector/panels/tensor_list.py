"""The list of what a selection keeps and of its calls; Ctrl+C copies it as a table."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy, QWidget

from inspector.look.theme import Theme
from inspector.panels.tensor_delegate import TensorDelegate
from inspector.panels.tensor_model import TensorModel
from inspector.panels.tensor_rows import KeptTensor, TensorRow
from inspector.panels.tensor_words import as_text


class TensorList(QListView):
    """Rows of tensors and calls. A brief one is as high as its rows and leaves details out."""

    chosen = Signal(object)
    """A `KeptTensor` was double-clicked, or Enter pressed on it."""

    def __init__(self, theme: Theme, brief: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._brief = brief
        self._model = TensorModel(self)
        self._delegate = TensorDelegate(theme, brief, self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Tensors and calls")
        if brief:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        else:
            self.setLayoutMode(QListView.LayoutMode.Batched)  # a large model has many rows
        self.activated.connect(self._on_activated)

    def show_rows(self, rows: Sequence[TensorRow], stale: bool) -> None:
        """Show other rows, pale if they are of an older text."""
        self._delegate.stale = stale
        if tuple(rows) != self._model.rows:
            self._model.show_rows(rows)
            self.updateGeometry()
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        """Show the rows in other colors."""
        self._delegate.theme = theme
        self.viewport().update()

    def copy(self) -> None:
        """Copy the selected rows, or all if none is selected, as lines with tabs."""
        chosen = sorted(index.row() for index in self.selectedIndexes())
        rows = [self._model.rows[each] for each in chosen] or self._model.rows
        QGuiApplication.clipboard().setText(as_text(rows))

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self._brief:
            hint.setHeight(sum(map(self.sizeHintForRow, range(self._model.rowCount()))))
        return hint

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height() if self._brief else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def _on_activated(self, index: QModelIndex) -> None:
        row = self._model.rows[index.row()]
        if isinstance(row, KeptTensor):
            self.chosen.emit(row)
