"""The buttons beside the title of the inspector: wrap, unwrap, duplicate, remove."""

from functools import partial
from typing import get_args

from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from inspector.edits.unwrap import Unwrap
from inspector.edits.wrap import Wrapper
from inspector.graph.rows import Row
from inspector.look.icons import icon
from inspector.session.drops import Drops
from inspector.session.refactoring import Refactoring
from inspector.session.session import Session
from inspector.session.state import State
from inspector.source.span import Span


class InspectorActions(QWidget):
    """Offers what makes sense for the selected row."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._drops = Drops(session)
        self._refactoring = Refactoring(session, self._drops)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.wrap = self._button("wrap", "Wrap in…")
        self.unwrap = self._button("unwrap", "Unwrap: put what is inside in its place")
        self.duplicate = self._button("duplicate", "Duplicate")
        self.remove = self._button("delete", "Remove")
        menu = QMenu(self.wrap)
        for wrapper in get_args(Wrapper):
            menu.addAction(f"Wrap in {wrapper}").triggered.connect(partial(self._on_wrap, wrapper))
        self.wrap.setMenu(menu)
        self.wrap.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.unwrap.clicked.connect(self._on_unwrap)
        self.duplicate.clicked.connect(self._drops.duplicate)
        self.remove.clicked.connect(self._drops.remove)

    def show_state(self, state: State) -> None:
        """Show the buttons that fit the selection."""
        rows = state.chosen
        are_ours = all(row.site is not None for row in rows) and state.syntax is None
        are_modules = all(row.kind == "module" for row in rows)
        holds = len(rows) == 1 and rows[0].container is not None
        are_parts = all(row.parent is not None for row in rows)
        self.wrap.setVisible(are_ours and are_modules)
        self.unwrap.setVisible(are_ours and holds)
        self.duplicate.setVisible(are_ours and are_parts)
        self.remove.setVisible(are_ours and are_parts)

    def _button(self, name: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setToolTip(words)
        button.setAccessibleName(words)
        self._layout.addWidget(button)
        return button

    def _on_wrap(self, wrapper: Wrapper) -> None:
        self._refactoring.wrap(wrapper)

    def _on_unwrap(self) -> None:
        site = _site(self._session.state.selected)
        if site is not None:
            self._session.apply(Unwrap(site))


def _site(row: Row | None) -> Span | None:
    return row.site if row is not None else None
