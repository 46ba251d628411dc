"""The tree widget: selection, dragging, and the place where a drop would land."""

from collections.abc import Iterable
from heapq import nlargest

from PySide6.QtCore import (
    QByteArray,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeView, QWidget

from inspector.graph.rows import Row
from inspector.look.theme import Theme
from inspector.panels.tree_delegate import TreeDelegate
from inspector.panels.tree_model import Column, Index, TreeModel, parameters_text
from inspector.report.place import DropTarget, Place
from inspector.session.drop_handler import COMPONENT_MIME, PLACE_MIME, DropHandler

_AROUND, _LEAST, _MOST_SHARE = 18, 72, 0.4
"""Of a column: the blank beside its text, and the width it may take in pixels or of the whole."""
_FOR_OUTPUT, _FOR_PARAMETERS = 260, 340
"""From so many pixels on there is a column of outputs, and one of parameters."""
_CANDIDATES = 8
"""So many of the texts with the most letters are measured to find the widest."""
_EDGE = 0.28
"""The part of a row's height at its top and bottom that means before and after."""


class TreeView(QTreeView):
    """A tree of rows that takes drops between, into and after them."""

    refused = Signal(str)
    """Why what is dragged cannot land here; empty when it can."""

    def __init__(self, model: TreeModel, drops: DropHandler, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = model
        self._drops = drops
        self._theme = theme
        self._target: tuple[DropTarget, QModelIndex] | None = None
        self._refusal: str | None = None
        self.anchor = ""
        """Key of the row at which a range that is extended with Shift begins."""
        self.is_extending = False
        self.delegate = TreeDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName("Model")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setIndentation(16)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)  # painted here: it also says what is refused
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(True)
        self.setAutoExpandDelay(600)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(Column.MODULE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(Column.OUTPUT, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(Column.PARAMETERS, QHeaderView.ResizeMode.Interactive)
        self._widths: dict[Column, int] = {}
        for column in (Column.OUTPUT, Column.PARAMETERS):
            header.resizeSection(column, _LEAST)
            self._widths[column] = _LEAST
        self._color_branches()

    def set_theme(self, theme: Theme) -> None:
        """Paint with other colors."""
        self._theme = self.delegate.theme = theme
        self._color_branches()
        self.viewport().update()

    def make_room(self, rows: Iterable[Row]) -> None:
        """Let the columns of outputs and parameters hold their longest text.

        Of several outputs in one row only the first: the classes matter more to all the others.
        A column never gets narrower by itself, and stays as it is once the user has set it.
        """
        shown = tuple(rows)
        self._widen(Column.OUTPUT, (_first_of(row.output) for row in shown))
        self._widen(Column.PARAMETERS, map(parameters_text, shown))

    def _widen(self, column: Column, texts: Iterable[str]) -> None:
        header = self.header()
        if header.sectionSize(column) != self._widths[column]:
            return
        longest = nlargest(_CANDIDATES, set(texts), key=len)
        needed = max(map(self.fontMetrics().horizontalAdvance, longest), default=0) + _AROUND
        wanted = min(needed, max(_LEAST, int(self.width() * _MOST_SHARE)))
        if wanted > self._widths[column]:
            header.resizeSection(column, wanted)
            self._widths[column] = header.sectionSize(column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow tree the names have the room; the inspector tells the rest."""
        super().resizeEvent(event)
        self.setColumnHidden(Column.OUTPUT, self.width() < _FOR_OUTPUT)
        self.setColumnHidden(Column.PARAMETERS, self.width() < _FOR_PARAMETERS)

    def _color_branches(self) -> None:
        """The style paints behind the arrows with the palette, the delegate with the theme."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Highlight, QColor(self._theme.selection))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(self._theme.text))
        self.setPalette(palette)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the focus without selecting anything: Qt makes the first row the current one."""
        blocked = self.selectionModel().blockSignals(True)
        super().focusInEvent(event)
        self.selectionModel().blockSignals(blocked)

    # Selecting several

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.is_extending = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        super().mousePressEvent(event)
        self.is_extending = False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Qt's own range begins where one clicked last, also if since then more was selected."""
        first = self._rows.index_of(self.anchor)
        if command & QItemSelectionModel.SelectionFlag.Current and first.isValid():
            last = self.visualRect(self.currentIndex()).center()
            rect = QRect(self.visualRect(first).center(), last)
        super().setSelection(rect, command)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.is_extending = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape and len(self.selectionModel().selectedRows()) > 1:
            self.setCurrentIndex(self.currentIndex())  # which selects it alone
        else:
            super().keyPressEvent(event)
        self.is_extending = False

    # Dragging out

    def startDrag(self, actions: Qt.DropAction) -> None:
        indexes = self.selectionModel().selectedRows()
        dragged = Qt.ItemFlag.ItemIsDragEnabled
        if not indexes or not all(self._rows.flags(index) & dragged for index in indexes):
            return
        drag = QDrag(self)
        data = self._rows.mimeData(indexes)
        drag.setMimeData(data)
        drag.setPixmap(label_pixmap(data.text(), self, self._theme))
        drag.setHotSpot(QPoint(-12, -8))  # beside the pointer, so that the mark stays in sight
        drag.exec(actions, Qt.DropAction.MoveAction)

    # Dropping in

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if data.hasFormat(COMPONENT_MIME) or data.hasFormat(PLACE_MIME):
            event.accept()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        position = event.position().toPoint()
        target, index = self._target_at(position)
        copy = self._copies(event)
        self._refusal = self._drops.refusal(event.mimeData(), target, copy)
        self._target = (target, index)
        self.refused.emit(self._refusal or "")
        self.viewport().update()
        self._scroll_near_edges(position)
        if self._refusal is None:
            event.setDropAction(Qt.DropAction.CopyAction if copy else Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._forget_target()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        target, _ = self._target_at(event.position().toPoint())
        copy = self._copies(event)
        data = QMimeData()
        for name in (COMPONENT_MIME, PLACE_MIME):
            if event.mimeData().hasFormat(name):
                data.setData(name, QByteArray(event.mimeData().data(name)))
        self._forget_target()
        event.setDropAction(Qt.DropAction.CopyAction)  # the edit moves; the view must not remove
        event.accept()
        self._drops.drop(data, target, copy)

    def _copies(self, event: QDropEvent) -> bool:
        return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)

    def _forget_target(self) -> None:
        self._target = self._refusal = None
        self.refused.emit("")
        self.viewport().update()

    def _target_at(self, position: QPoint) -> tuple[DropTarget, QModelIndex]:
        index = self.indexAt(position).siblingAtColumn(0)
        row = self._rows.row_at(index)
        if row is None:
            return DropTarget("into", Place("")), self._rows.index(0, 0)
        rect = self.visualRect(index)
        part = (position.y() - rect.top()) / max(rect.height(), 1)
        if row.parent is None:
            return DropTarget("into", row.place), index
        holds = row.container is not None or bool(row.own_class) or row.kind == "region"
        if part < (_EDGE if holds else 0.5):
            return DropTarget("before", row.place), index
        if holds and part <= 1 - _EDGE:
            return DropTarget("into", row.place), index
        children = self._rows.rows.children(row.key)
        if holds and children and self.isExpanded(index):
            first = next((each for each in children if each.kind != "constant"), children[0])
            return DropTarget("before", first.place), self._rows.index_of(first.key)
        return DropTarget("after", row.place), index

    def _scroll_near_edges(self, position: QPoint) -> None:
        margin, bar = 24, self.verticalScrollBar()
        if position.y() < margin:
            bar.setValue(bar.value() - bar.singleStep())
        elif position.y() > self.viewport().height() - margin:
            bar.setValue(bar.value() + bar.singleStep())

    # Painting

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        row = self._rows.row_at(index)
        if self.selectionModel().isSelected(index):  # the delegate paints the rest of the row
            painter.fillRect(rect, QColor(self._theme.selection))
            painter.fillRect(QRect(0, rect.top(), 2, rect.height()), QColor(self._theme.accent))
        elif row is not None and row.severity == "error":
            painter.fillRect(rect, QColor(self._theme.error_fill))
        super().drawBranches(painter, rect, index)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._target is not None:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_target(painter, *self._target)
            painter.end()

    def _paint_target(self, painter: QPainter, target: DropTarget, index: QModelIndex) -> None:
        rect = self.visualRect(index) if index.isValid() else QRect(0, 0, 0, 0)
        right = self.viewport().width() - 6
        if not index.isValid():
            rect = QRect(4, 4, right - 4, 28)
        color = QColor(self._theme.error if self._refusal else self._theme.accent)
        painter.setPen(QPen(color, 2))
        if target.relation == "into":
            painter.drawRoundedRect(
                QRect(rect.left(), rect.top() + 1, right - rect.left(), rect.height() - 2), 5, 5
            )
            return
        y = rect.top() if target.relation == "before" else self._bottom_of(index)
        painter.setBrush(QColor(self._theme.pane))
        painter.drawLine(rect.left() + 8, y, right, y)
        painter.drawEllipse(QPoint(rect.left() + 4, y), 3, 3)

    def _bottom_of(self, index: QModelIndex) -> int:
        """The lower edge of a row and of all that is shown below it."""
        last = index
        while self.isExpanded(last) and self._rows.rowCount(last):
            last = self._rows.index(self._rows.rowCount(last) - 1, 0, last)
        return self.visualRect(last).bottom() + 1

    def current_row(self) -> Row | None:
        """The row under the cursor of the keyboard."""
        return self._rows.row_at(self.currentIndex())


def _first_of(outputs: str) -> str:
    """The first of several outputs, and that there are more."""
    first, comma, _ = outputs.partition(", ")
    return f"{first}, …" if comma else first


def label_pixmap(text: str, widget: QWidget, theme: Theme) -> QPixmap:
    """A small label that follows the pointer while something is dragged."""
    metrics = widget.fontMetrics()
    ratio = widget.devicePixelRatioF()
    width, height = metrics.horizontalAdvance(text) + 20, metrics.height() + 8
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(theme.accent))
    painter.setBrush(QColor(theme.selection))
    painter.drawRoundedRect(QRect(0, 0, width - 1, height - 1), 6, 6)
    painter.setPen(QColor(theme.text))
    painter.setFont(widget.font())
    painter.drawText(QRect(0, 0, width, height), Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return pixmap
