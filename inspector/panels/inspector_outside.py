"""A way to the code of a module that cannot be changed by a form."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.graph.rows import Row, Rows
from inspector.panels.inspector_style import push_button
from inspector.session.state import State
from inspector.source.span import Span


class OutsideLine(QWidget):
    """Shown for what is made in another file, or by code that is not taken apart."""

    code_requested = Signal(object)
    """The span of the nearest code there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._site: Span | None = None
        self.go = push_button("Show in Code", "The nearest line of this file that makes it")
        self.go.clicked.connect(lambda: self.code_requested.emit(self._site))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.go)
        layout.addStretch()

    def show_state(self, state: State) -> None:
        """Show the button where the form has nothing to change."""
        row = state.selected
        is_outside = row is not None and row.kind == "module" and row.site is None
        self._site = nearest_code(state.rows, row) if is_outside and row is not None else None
        self.setVisible(self._site is not None and state.syntax is None)


def nearest_code(rows: Rows, row: Row) -> Span | None:
    """Where a module is made, or else the nearest of those that hold it."""
    above: Row | None = row
    while above is not None:
        site = above.site or above.origin
        if site is not None:
            return site
        above = rows.parent(above)
    return None
