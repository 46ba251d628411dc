"""The badge of a repeated row in the tree: what it counts, and changing the number in place."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QSpinBox, QToolTip

from inspector.edits.set_repeats import MOST
from inspector.graph.rows import Row
from inspector.panels.inspector_style import tooltip
from inspector.panels.tree_delegate import inner_part
from inspector.panels.tree_model import Column, TreeModel
from inspector.panels.tree_view import TreeView
from inspector.session.repeating import Repeating, place_text, repeat_of
from inspector.session.session import Session
from inspector.session.state import State

_LEAST_WIDTH = 64


class TreeRepeats(QObject):
    """Watches the tree for double clicks on a badge, and marks what one line makes together."""

    def __init__(self, session: Session, model: TreeModel, view: TreeView) -> None:
        super().__init__(view)
        self._session = session
        self._repeating = Repeating(session)
        self._model = model
        self._view = view
        self._editor: QSpinBox | None = None
        view.viewport().installEventFilter(self)
        session.changed.connect(self._on_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            return self._tell(event)
        double = QEvent.Type.MouseButtonDblClick
        if isinstance(event, QMouseEvent) and event.type() == double:
            row, place = self._badge_at(event.position().toPoint())
            if row is not None:
                self.edit(row, place)
                return True
        return False

    def edit(self, row: Row, place: QRect) -> None:
        """Open a field for the number over the badge of a row."""
        repeat = repeat_of(self._session.state, row)
        if repeat is None or repeat.count is None:
            self._repeating.change(row, row.repeats)  # says why it cannot be
            return
        editor = QSpinBox(self._view.viewport())
        editor.setRange(0, MOST)
        editor.setValue(repeat.count.value)
        editor.setAccessibleName(f"Repeats of {row.name}")
        size = editor.sizeHint()
        editor.setGeometry(
            place.left(),
            place.center().y() - size.height() // 2,
            max(size.width(), _LEAST_WIDTH),
            size.height(),
        )
        editor.editingFinished.connect(lambda: self._finish(row))
        editor.installEventFilter(_Escape(editor))
        self._editor = editor
        editor.show()
        editor.selectAll()
        editor.setFocus()

    def _finish(self, row: Row) -> None:
        editor, self._editor = self._editor, None
        if editor is None:
            return
        times = editor.value()
        editor.hide()
        editor.deleteLater()
        self._view.setFocus()
        repeat = repeat_of(self._session.state, row)
        if repeat is not None and repeat.count is not None and repeat.count.value != times:
            self._repeating.change(row, times)

    def _badge_at(self, position: QPoint) -> tuple[Row | None, QRect]:
        index = self._view.indexAt(position)
        row = self._model.row_at(index)
        if row is None or index.column() != Column.MODULE:
            return None, QRect()
        place = self._place(index, row)
        return (row, place) if place.contains(position) else (None, QRect())

    def _place(self, index: QModelIndex, row: Row) -> QRect:
        rect = inner_part(self._view.visualRect(index))
        return self._view.delegate.badge_place(rect, row, self._view.font())

    def _tell(self, event: QHelpEvent) -> bool:
        row, place = self._badge_at(event.pos())
        repeat = repeat_of(self._session.state, row) if row is not None else None
        if repeat is None:
            return False
        lines = [repeat.expression, place_text(repeat)]
        if repeat.count is not None:
            lines.append("Double-click to change the number.")
        words = tooltip("\n".join(filter(None, lines)))
        QToolTip.showText(event.globalPos(), words, self._view, place)
        return True

    def _on_changed(self, before: State, after: State) -> None:
        row = after.selected
        site = row.site if row is not None and row.instances > 1 else None
        if site != self._view.delegate.alike:
            self._view.delegate.alike = site
            self._view.viewport().update()


class _Escape(QObject):
    """Takes an editor away without a change."""

    def __init__(self, editor: QSpinBox) -> None:
        super().__init__(editor)
        self._value = editor.value()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_key = event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(watched, QSpinBox) and _is_escape(event):
            watched.setValue(self._value)
            watched.clearFocus()
            return True
        return False


def _is_escape(event: QEvent) -> bool:
    return getattr(event, "key", lambda: None)() == Qt.Key.Key_Escape
