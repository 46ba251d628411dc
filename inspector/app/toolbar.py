"""The toolbar: which model, which input, where it runs, whether it is live, and the search."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolBar, QToolButton, QWidget

from inspector.app.actions import Actions
from inspector.app.search_field import SearchField
from inspector.look.icons import icon
from inspector.outline.nodes import Class
from inspector.panels.input_editor import input_summary
from inspector.session.engine_client import EngineState
from inspector.session.session import Session
from inspector.session.state import State

_NO_MODEL, _TO_CHOOSE = "no model", "choose model"


class ToolBar(QToolBar):
    """The bar above the panes."""

    input_requested = Signal(QWidget)

    def __init__(self, session: Session, actions: Actions, parent: QWidget) -> None:
        super().__init__("Toolbar", parent)
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setIconSize(QSize(18, 18))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._session = session
        self._model = self._button("class", "Model", actions["expression"].trigger)
        self._input = self._button("input", "Input X", self._on_input)
        self._device = self._button("", "Device", lambda: None)
        self._device.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._device.setMenu(actions.menus["device"])
        self._run = self._button("live", "Live", self._on_run)
        for action in (actions["undo"], actions["redo"]):
            self.addAction(action)
        spacer = QWidget(self)
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spacer)
        self.search = SearchField(self)
        self.addWidget(self.search)
        session.changed.connect(self._on_changed)
        self._draw(session.state)

    def _button(self, name: str, title: str, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        if name:
            button.setIcon(icon(name))
        button.setAccessibleName(title)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(slot)
        self.addWidget(button)
        return button

    def _on_changed(self, before: State, after: State) -> None:
        self._draw(after)

    def _draw(self, state: State) -> None:
        root = state.rows.root
        name = state.expression or (root.name if root is not None else _NO_MODEL)
        if name is _NO_MODEL and any(isinstance(node, Class) for node in state.outline.body):
            name = _TO_CHOOSE
        self._model.setText(f"{_short(name)}  ▾")
        self._model.setToolTip(f"The model: {name}. Click to choose another of this file")
        self._input.setText(input_summary(state))
        self._input.setToolTip("The input X: shape, distribution, dtype, seed (Ctrl+Shift+I)")
        self._device.setText(f"{state.device}  ▾")
        self._device.setVisible(True)
        running = state.activity.engine is EngineState.RUNNING
        if running:
            self._run.setText("Cancel")
            self._run.setIcon(icon("stop"))
            self._run.setToolTip("Stop the run (Ctrl+.)")
        elif self._session.live:
            self._run.setText("Live")
            self._run.setIcon(icon("live"))
            self._run.setToolTip("Every change runs by itself; click to run only on demand")
        else:
            self._run.setText("Run")
            self._run.setIcon(icon("run"))
            self._run.setToolTip("Run the model now (F5)")

    def _on_input(self) -> None:
        self.input_requested.emit(self._input)

    def _on_run(self) -> None:
        if self._session.state.activity.engine is EngineState.RUNNING:
            self._session.cancel()
        else:
            self._session.run_now()

    @property
    def model_button(self) -> QToolButton:
        return self._model

    @property
    def input_button(self) -> QToolButton:
        return self._input


def _short(text: str) -> str:
    return text if len(text) <= 28 else f"{text[:27]}…"
