"""The list of the palette: drags components out, adds them by Enter, folds its sections."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView, QWidget

from inspector.look.theme import Theme
from inspector.panels.palette_delegate import PaletteDelegate, drag_pixmap
from inspector.panels.palette_model import PaletteModel
from inspector.session.component import Component

_HOT_SPOT = QPoint(-12, -8)
"""The label hangs below and beside the pointer."""


class PaletteView(QTreeView):
    """A tree with one column; what is not seen costs nothing."""

    chosen = Signal(object)
    """A `Component` was double-clicked, or Enter pressed on it."""
    left_upwards = Signal()
    """The arrow up was pressed on the first row."""
    typed = Signal(str)
    """Letters, which are meant for the search field."""

    def __init__(self, model: PaletteModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._palette_model = model
        self._delegate = PaletteDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Palette")
        self.doubleClicked.connect(self._on_chosen)

    def set_theme(self, theme: Theme) -> None:
        """Show the palette in other colors."""
        self.theme = self._delegate.theme = theme
        self.viewport().update()

    def show_summaries(self, shown: bool) -> None:
        """Whether each component has its summary on a second line."""
        self._delegate.with_summaries = shown
        self.scheduleDelayedItemsLayout()

    def startDrag(self, supported: Qt.DropAction) -> None:
        component = self._palette_model.component(self.currentIndex())
        if component is None:
            return
        drag = QDrag(self)
        drag.setMimeData(self._palette_model.mimeData([self.currentIndex()]))
        ratio = self.devicePixelRatioF()
        drag.setPixmap(drag_pixmap(component, self.theme, self.font(), ratio))
        drag.setHotSpot(_HOT_SPOT)
        drag.exec(Qt.DropAction.CopyAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        is_head = index.isValid() and self._palette_model.component(index) is None
        if is_head and event.button() == Qt.MouseButton.LeftButton:
            self.setExpanded(index, not self.isExpanded(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_chosen(index)
        elif event.key() == Qt.Key.Key_Up and not self.indexAbove(index).isValid():
            self.left_upwards.emit()
        elif event.text().isalnum() and not _is_command(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _on_chosen(self, index: QModelIndex) -> None:
        component: Component | None = self._palette_model.component(index)
        if component is not None:
            self.chosen.emit(component)
        elif index.isValid():
            self.setExpanded(index, not self.isExpanded(index))


def _is_command(event: QKeyEvent) -> bool:
    modifiers = Qt.KeyboardModifier
    return bool(event.modifiers() & (modifiers.ControlModifier | modifiers.AltModifier))
