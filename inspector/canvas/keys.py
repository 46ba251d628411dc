"""What the keys do on the canvas."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from inspector.canvas.surface import Surface
from inspector.canvas.walk import Way, walk

HELP = (
    "Arrows follow the lines, Enter goes into a container and Escape out of it, F2 edits, "
    "plus and minus zoom, 0 is actual size, F fits the picture and Shift+F the selection, "
    "P traces what flows through the selection, U unfolds what repeats or folds it again, "
    "Shift+U takes one out of it, [ and ] turn to other trips of a loop."
)
_WAYS = {
    Qt.Key.Key_Down: Way.DOWN,
    Qt.Key.Key_Up: Way.UP,
    Qt.Key.Key_Left: Way.LEFT,
    Qt.Key.Key_Right: Way.RIGHT,
    Qt.Key.Key_Escape: Way.OUT,
}
_SHIFT, _KEYPAD = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier


class Keys:
    """Turns key events into calls of the surface."""

    def __init__(self, surface: Surface) -> None:
        self._surface = surface
        self._commands: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Plus: surface.zoom_in,
            Qt.Key.Key_Equal: surface.zoom_in,
            Qt.Key.Key_Minus: surface.zoom_out,
            Qt.Key.Key_0: surface.actual_size,
            Qt.Key.Key_F: surface.fit,
            Qt.Key.Key_P: surface.trace_path,
            Qt.Key.Key_U: surface.toggle_fold,
            Qt.Key.Key_BracketLeft: partial(surface.turn_selected, -1),
            Qt.Key.Key_BracketRight: partial(surface.turn_selected, 1),
        }

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; False if it asks for nothing here."""
        modifiers = event.modifiers() & ~_KEYPAD
        if modifiers & ~_SHIFT:
            return False
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_F and modifiers:
            self._surface.fit_selection()
        elif key is Qt.Key.Key_U and modifiers:
            self._surface.unfold_selected()
        elif key in self._commands:
            self._commands[key]()
        elif key in _WAYS:
            self._walk(_WAYS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key is Qt.Key.Key_F2 and self._surface.current is not None:
            self._surface.activate(self._surface.current)
        else:
            return False
        return True

    def _walk(self, way: Way) -> None:
        scene = self._surface.scene
        if scene is None:
            return
        node = walk(scene, self._surface.current, way)
        if node is not None:
            self._surface.choose(node)

    def _enter(self) -> None:
        """Into a container, which expands for it; a leaf is activated."""
        scene, current = self._surface.scene, self._surface.current
        if scene is None or current is None:
            return
        about = scene.graph.nodes[current]
        if not about.expandable:
            self._surface.activate(current)
            return
        if not about.expanded:
            self._surface.toggle(about.key)
        opened = self._surface.scene
        if opened is not None:
            inside = walk(opened, opened.graph.index[about.key], Way.IN)
            if inside is not None:
                self._surface.choose(inside)
