"""What gestures and keys can ask of the canvas."""

from typing import Protocol

from PySide6.QtCore import QPointF, Qt

from inspector.canvas.scene import Scene
from inspector.canvas.selection import Trace


class Surface(Protocol):
    """The canvas as its gestures see it; nodes by their positions in the scene's graph."""

    @property
    def scene(self) -> Scene | None: ...

    @property
    def current(self) -> int | None:
        """The selected node, or that of the selected ones which the keyboard is at."""

    def to_picture(self, position: QPointF) -> QPointF:
        """The point of the picture at a position of the widget."""

    def pan(self, dx: float, dy: float) -> None: ...

    def zoom_at(self, factor: float, position: QPointF) -> None: ...

    def zoom_smoothly(self, factor: float, position: QPointF) -> None:
        """As a notch of a wheel does."""

    def zoom_into(self, start: QPointF, end: QPointF) -> None:
        """Show the rectangle between two positions of the widget."""

    def show_band(self, start: QPointF, end: QPointF) -> None:
        """Show the rectangle that is drawn with the mouse; nothing if it is empty."""

    def turn_pages(self, pages: int) -> None:
        """On or back along the flow, by so many views."""

    def hover(self, node: int | None) -> None: ...

    def choose(self, node: int | None) -> None:
        """Select a node as the user's own choice, or nothing."""

    def choose_line(self, position: QPointF) -> bool:
        """Select the line at a position of the widget; False if there is none."""

    def choose_second(self, node: int | None) -> None:
        """Select another node beside what is selected, or no longer if it is selected."""

    def choose_band(self, start: QPointF, end: QPointF) -> None:
        """Select what lies between two positions of the widget."""

    def step_out(self) -> bool:
        """End a search, a trace or an isolation; False if there is none to end."""

    def toggle(self, key: str) -> None: ...

    def unfold(self, key: str) -> None: ...

    def turn(self, key: str, step: int) -> None: ...

    def turn_selected(self, step: int) -> None: ...

    def toggle_fold(self) -> None: ...

    def unfold_selected(self) -> None: ...

    def toggle_current(self) -> None: ...

    def expand_inside(self) -> None:
        """Expand all inside the selected container."""

    def expand_all(self) -> None: ...

    def collapse_all(self) -> None: ...

    def expand_to_depth(self, depth: int) -> None: ...

    def activate(self, node: int) -> None: ...

    def drag_node(self, node: int, position: QPointF) -> bool:
        """Drag a node away; False if it cannot be dragged."""

    def handle_at(self, position: QPointF) -> int | None:
        """The node from whose handle at a position of the widget an edge can be drawn."""

    @property
    def is_wiring(self) -> bool:
        """Whether an edge is under way."""

    def begin_wire(self, node: int) -> bool:
        """Draw an edge from a node; False if that cannot be."""

    def move_wire(self, position: QPointF) -> None: ...

    def drop_wire(self) -> None: ...

    def end_wire(self) -> None: ...

    def connect_selection(self) -> None: ...

    def disconnect_selection(self) -> None: ...

    def zoom_in(self) -> None: ...

    def zoom_out(self) -> None: ...

    def actual_size(self) -> None: ...

    def fit(self) -> None: ...

    def fit_selection(self) -> None: ...

    def trace_path(self) -> None: ...

    def trace(self, trace: Trace) -> None: ...

    def isolate_selection(self) -> None: ...

    def go_back(self) -> None: ...

    def go_forward(self) -> None: ...

    def leave(self, forwards: bool) -> bool:
        """Give the keyboard to the next widget, or the one before."""

    def show_cursor(self, shape: Qt.CursorShape | None) -> None: ...
