"""The list of the palette: drags components out, adds them by Enter, folds its sections."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QKeyCombination, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDrag, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView, QWidget

from inspector.look.theme import Theme
from inspector.panels.palette_delegate import PaletteDelegate, drag_pixmap, star_area
from inspector.panels.palette_model import PaletteModel
from inspector.session.component import Component

_HOT_SPOT = QPoint(-12, -8)
"""The label hangs below and beside the pointer."""


FAVORITE_KEY = QKeyCombination(Qt.Modifier.CTRL, Qt.Key.Key_D)
PALETTE_KEYS = (("Add to or Remove from Favorites", "Ctrl+D in the palette"),)


class PaletteView(QTreeView):
    """A tree with one column; what is not seen costs nothing."""

    chosen = Signal(object)
    """A `Component` was double-clicked, or Enter pressed on it."""
    left_upwards = Signal()
    """The arrow up was pressed on the first row."""
    typed = Signal(str)
    """Letters, which are meant for the search field."""
    starred = Signal(object)
    """A `Component` was given a star, or lost it."""
    menu_requested = Signal(QModelIndex, QPoint)
    """The menu of a row is wanted at a place of the screen."""

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
        if component is None or component.lack:
            return
        drag = QDrag(self)
        drag.setMimeData(self._palette_model.mimeData([self.currentIndex()]))
        ratio = self.devicePixelRatioF()
        drag.setPixmap(drag_pixmap(component, self.theme, self.font(), ratio))
        drag.setHotSpot(_HOT_SPOT)
        drag.exec(Qt.DropAction.CopyAction)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        component = self._starred_at(event)
        if component is not None:
            self.starred.emit(component)
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        component = self._starred_at(event)
        if component is not None:  # the second click takes back what the first did
            self.starred.emit(component)
        else:
            super().mouseDoubleClickEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        is_head = index.isValid() and self._palette_model.component(index) is None
        if is_head and event.button() == Qt.MouseButton.LeftButton:
            self.setExpanded(index, not self.isExpanded(index))

    def _starred_at(self, event: QMouseEvent) -> Component | None:
        """The component on whose star the left button was pressed."""
        at = event.position().toPoint()
        index = self.indexAt(at)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return None
        is_on_star = at.x() >= star_area(self.visualRect(index)).left()
        return self._palette_model.component(index) if is_on_star else None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, at = self.indexAt(event.pos()), event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            at = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        if index.isValid():
            self.menu_requested.emit(index, at)

    @contextmanager
    def staying(self) -> Iterator[None]:
        """Through a change of the model the current row stays current, and rows where they are."""
        model, current = self._palette_model, self.currentIndex()
        rect = self.visualRect(current)
        in_view = rect.isValid() and rect.intersects(self.viewport().rect())
        anchor = current if in_view else self.indexAt(QPoint(1, 1))
        top = self.visualRect(anchor).top()
        names = [(model.section_of(each), model.component(each)) for each in (current, anchor)]
        yield
        current, anchor = (model.find(*each) for each in names)
        if current.isValid() and current != self.currentIndex():
            self.setCurrentIndex(current)
        if anchor.isValid() and self.visualRect(anchor).isValid():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(anchor).top() - top)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_chosen(index)
        elif event.keyCombination() == FAVORITE_KEY:
            component = self._palette_model.component(index)
            if component is not None:
                self.starred.emit(component)
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
