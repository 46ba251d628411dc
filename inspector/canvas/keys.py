"""What the keys do on the canvas."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from inspector.canvas.selection import Trace
from inspector.canvas.surface import Surface
from inspector.canvas.walk import Way, walk

KEYS: tuple[tuple[str, str], ...] = (
    ("Along the lines, or to a neighbor", "Arrows"),
    ("Next, previous in reading order", "Tab, Shift+Tab"),
    ("First, last", "Home, End"),
    ("Into a container; edit anything else", "Enter"),
    ("Out of a container; at last select nothing", "Esc"),
    ("Out of the picture", "Ctrl+Tab, Ctrl+Shift+Tab"),
    ("Scroll", "Page Up, Page Down"),
    ("Pan", "drag, Space+drag, middle button"),
    ("Zoom", "wheel, pinch"),
    ("Zoom into a rectangle", "Ctrl+drag"),
    ("Select several", "Ctrl+click, Shift+drag around them"),
    ("Move a node, copy it", "drag, Ctrl+drag"),
    ("Draw an edge", "drag the dot where the flow leaves a node"),
    ("Menu", "Menu, Shift+F10"),
)
"""What keys and mouse do in the picture, for the list in Help; actions tell theirs themselves."""
HELP = (
    "Arrows follow the lines, Tab goes on in reading order and Control+Tab out of the picture, "
    "Enter goes into a container and Escape out of it, E expands or collapses it, 1 to 9 expand "
    "to a depth and A everything, plus and minus zoom, 0 is actual size, F fits the "
    "picture and Shift+F the selection, P traces what flows through the selection, I shows a "
    "container alone, U unfolds what repeats or folds it again, Shift+U takes one out of it, "
    "[ and ] turn to other trips of a loop, C draws an edge: arrows and Tab lead it, Enter ends it "
    "and Shift+C takes one away."
)
_WAYS = {
    Qt.Key.Key_Down: Way.DOWN,
    Qt.Key.Key_Up: Way.UP,
    Qt.Key.Key_Left: Way.LEFT,
    Qt.Key.Key_Right: Way.RIGHT,
    Qt.Key.Key_Escape: Way.OUT,
    Qt.Key.Key_Home: Way.FIRST,
    Qt.Key.Key_End: Way.LAST,
}
_DIGITS = range(Qt.Key.Key_1, Qt.Key.Key_9 + 1)
_NONE = Qt.KeyboardModifier.NoModifier
_SHIFT, _KEYPAD = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier


class Keys:
    """Turns key events into calls of the surface."""

    def __init__(self, surface: Surface) -> None:
        self._surface = surface
        self._commands: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Plus: surface.zoom_in,
            Qt.Key.Key_Equal: surface.zoom_in,
            Qt.Key.Key_Minus: surface.zoom_out,
            Qt.Key.Key_0: surface.actual_size,
            Qt.Key.Key_F: surface.fit,
            Qt.Key.Key_P: surface.trace_path,
            Qt.Key.Key_I: surface.isolate_selection,
            Qt.Key.Key_U: surface.toggle_fold,
            Qt.Key.Key_C: surface.connect_selection,
            Qt.Key.Key_BracketLeft: partial(surface.turn_selected, -1),
            Qt.Key.Key_BracketRight: partial(surface.turn_selected, 1),
            Qt.Key.Key_A: surface.expand_all,
            Qt.Key.Key_Asterisk: surface.expand_all,
            Qt.Key.Key_E: surface.toggle_current,
            Qt.Key.Key_PageUp: partial(surface.turn_pages, -1),
            Qt.Key.Key_PageDown: partial(surface.turn_pages, 1),
            Qt.Key.Key_Return: self._enter,
            Qt.Key.Key_Enter: self._enter,
            Qt.Key.Key_F2: self._edit,
        }
        self._shifted: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_F: surface.fit_selection,
            Qt.Key.Key_A: surface.collapse_all,
            Qt.Key.Key_E: surface.expand_inside,
            Qt.Key.Key_P: partial(surface.trace, Trace.BETWEEN),
            Qt.Key.Key_U: surface.unfold_selected,
            Qt.Key.Key_C: surface.disconnect_selection,
        }

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; False if it asks for nothing here."""
        modifiers = event.modifiers() & ~_KEYPAD
        key = Qt.Key(event.key())
        if modifiers & _CONTROL and key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return self._surface.leave(key is Qt.Key.Key_Tab)
        if modifiers & ~_SHIFT:
            return False
        command = self._commands.get(key)
        if modifiers == _SHIFT:
            command = self._shifted.get(key, command)
        if command is not None:
            command()
        elif key is Qt.Key.Key_Escape and self._surface.step_out():
            pass
        elif key in _WAYS:
            self._walk(_WAYS[key])
        elif event.key() in _DIGITS and modifiers == _NONE:
            self._surface.expand_to_depth(event.key() - Qt.Key.Key_0)
        else:
            return False
        return True

    def tab(self, forwards: bool) -> bool:
        """On or back in reading order; False at the end of it, where the focus goes on."""
        return self._walk(Way.NEXT if forwards else Way.PREVIOUS)

    def _walk(self, way: Way) -> bool:
        scene = self._surface.scene
        if scene is None:
            return False
        node = walk(scene, self._surface.current, way)
        if node is not None or way is Way.OUT:
            self._surface.choose(node)
        return node is not None

    def _edit(self) -> None:
        if self._surface.current is not None:
            self._surface.activate(self._surface.current)

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
        if opened is not None and about.key in opened.graph.index:
            inside = walk(opened, opened.graph.index[about.key], Way.IN)
            if inside is not None:
                self._surface.choose(inside)
