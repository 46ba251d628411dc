"""What gestures and keys can ask of the canvas."""

from typing import Protocol

from PySide6.QtCore import QPointF, Qt

from inspector.canvas.scene import Scene


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

    def hover(self, node: int | None) -> None: ...

    def choose(self, node: int | None) -> None:
        """Select a node as the user's own choice, or nothing."""

    def toggle(self, key: str) -> None: ...

    def unfold(self, key: str) -> None: ...

    def turn(self, key: str, step: int) -> None: ...

    def turn_selected(self, step: int) -> None: ...

    def toggle_fold(self) -> None: ...

    def unfold_selected(self) -> None: ...

    def activate(self, node: int) -> None: ...

    def drag_node(self, node: int, position: QPointF) -> bool:
        """Drag a node away; False if it cannot be dragged."""

    def zoom_in(self) -> None: ...

    def zoom_out(self) -> None: ...

    def actual_size(self) -> None: ...

    def fit(self) -> None: ...

    def fit_selection(self) -> None: ...

    def trace_path(self) -> None: ...

    def show_cursor(self, shape: Qt.CursorShape | None) -> None: ...
