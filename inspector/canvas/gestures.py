"""What the mouse does: click and double click, drag nodes and edges, pan, zoom, hover."""

from enum import Enum

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from inspector.canvas.hit import leaf_at, node_at, on_badge, on_chevron, on_header, step_at
from inspector.canvas.surface import Surface

_WHEEL_NOTCH = 120
_ZOOM_STEP = 1.15
_PAN_STEP = 60
_SECOND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class _Doing(Enum):
    NOTHING = "nothing"
    PRESSED = "pressed"
    PANNING = "panning"
    BANDING = "banding"
    SELECTING = "selecting"
    WIRING = "wiring"


_BANDS = (_Doing.BANDING, _Doing.SELECTING)


class Gestures:
    """Turns events of the mouse into calls of the surface."""

    def __init__(self, surface: Surface) -> None:
        self._surface = surface
        self._doing = _Doing.NOTHING
        self._start = QPointF()
        self._last = QPointF()
        self._grabbed: int | None = None
        self._handle: int | None = None
        """The node whose handle was pressed."""
        self._space = False

    def press(self, event: QMouseEvent) -> None:
        self._start = self._last = event.position()
        self._grabbed = self._handle = None
        if self._surface.is_wiring:
            self._end_led_wire(event)
            return
        if event.button() == Qt.MouseButton.MiddleButton or self._space:
            self._pan()
            return
        if event.button() == Qt.MouseButton.BackButton:
            self._surface.go_back()
        elif event.button() == Qt.MouseButton.ForwardButton:
            self._surface.go_forward()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._doing = _Doing.PRESSED
        self._handle = self._surface.handle_at(event.position())
        scene, point = self._surface.scene, self._surface.to_picture(event.position())
        node = node_at(scene, point) if scene is not None else None
        if scene is None or node is None or self._handle is not None:
            return
        if on_chevron(scene, node, point):
            self._doing = _Doing.NOTHING
            self._surface.toggle(scene.graph.nodes[node].key)
        elif step := step_at(scene, node, point):
            self._doing = _Doing.NOTHING
            self._surface.turn(scene.graph.nodes[node].key, step)
        elif on_header(scene, node, point):
            self._grabbed = node

    def move(self, event: QMouseEvent) -> None:
        if self._doing is _Doing.NOTHING:
            if self._surface.is_wiring:
                self._surface.move_wire(event.position())
            else:
                self._hover(event.position())
            return
        if not event.buttons():
            self.cancel()  # The release was eaten, such as by a menu that opened meanwhile.
            return
        far = (event.position() - self._start).manhattanLength()
        if self._doing is _Doing.PRESSED and far >= QApplication.startDragDistance():
            grabbed, self._grabbed = self._grabbed, None
            if grabbed is not None and self._surface.drag_node(grabbed, self._start):
                self._doing = _Doing.NOTHING
                return
            if self._handle is not None and self._surface.begin_wire(self._handle):
                self._doing = _Doing.WIRING
            elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._doing = _Doing.BANDING
            elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._doing = _Doing.SELECTING
            else:
                self._pan()
        if self._doing is _Doing.WIRING:
            self._surface.move_wire(event.position())
        if self._doing in _BANDS:
            self._surface.show_band(self._start, event.position())
        if self._doing is _Doing.PANNING:
            step = event.position() - self._last
            self._last = event.position()
            self._surface.pan(step.x(), step.y())

    def release(self, event: QMouseEvent) -> None:
        if self._doing is _Doing.PRESSED and event.button() == Qt.MouseButton.LeftButton:
            scene = self._surface.scene
            point = self._surface.to_picture(event.position())
            node = node_at(scene, point) if scene is not None else None
            node = self._handle if self._handle is not None else node
            if event.modifiers() & _SECOND:
                self._surface.choose_second(node)
            elif self._handle is not None or not self._surface.choose_line(event.position()):
                self._surface.choose(node)
        elif self._doing is _Doing.BANDING:
            self._surface.zoom_into(self._start, event.position())
        elif self._doing is _Doing.SELECTING:
            self._surface.choose_band(self._start, event.position())
        elif self._doing is _Doing.WIRING:
            self._doing = _Doing.NOTHING
            self._surface.drop_wire()
        self.cancel()

    def cancel(self) -> None:
        """Give up what was begun with a button."""
        if self._doing in _BANDS:
            self._surface.show_band(self._start, self._start)
        elif self._doing is _Doing.WIRING:
            self._surface.end_wire()
        self._doing = _Doing.NOTHING
        self._grabbed = self._handle = None
        self._surface.show_cursor(Qt.CursorShape.OpenHandCursor if self._space else None)

    @property
    def is_busy(self) -> bool:
        """Whether a button is held that began something."""
        return self._doing is not _Doing.NOTHING

    def double_click(self, event: QMouseEvent) -> None:
        scene = self._surface.scene
        if scene is None or event.button() != Qt.MouseButton.LeftButton:
            return
        point = self._surface.to_picture(event.position())
        node = node_at(scene, point)
        if node is None:
            return
        about = scene.graph.nodes[node]
        step = step_at(scene, node, point)
        if step:
            self._surface.turn(about.key, step)
        elif about.repeats > 1 and on_badge(scene, node, point):
            self._surface.unfold(about.key)
        elif about.expandable and not on_chevron(scene, node, point):
            self._surface.toggle(about.key)
        elif leaf_at(scene, point) is not None and not about.expandable:
            self._surface.activate(node)

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; Shift scrolls sideways, and a touchpad scrolls both ways."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        pixels, notches = event.pixelDelta(), event.angleDelta()
        if not pixels.isNull() and not control:
            self._surface.pan(pixels.x(), pixels.y())
        elif shift:
            turned = notches.y() or notches.x()
            self._surface.pan(turned / _WHEEL_NOTCH * _PAN_STEP, 0)
        else:
            turned = notches.y() or notches.x()
            factor = _ZOOM_STEP ** (turned / _WHEEL_NOTCH)
            # A touchpad sends many small turns, which are smooth by themselves.
            is_notch = pixels.isNull() and abs(turned) >= _WHEEL_NOTCH
            zoom = self._surface.zoom_smoothly if is_notch else self._surface.zoom_at
            zoom(factor, event.position())
        event.accept()

    def pinch(self, event: QNativeGestureEvent) -> bool:
        """Zoom by two fingers; False for another gesture."""
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self._surface.zoom_at(1 + event.value(), event.position())
        return True

    def space(self, event: QKeyEvent) -> bool:
        """While the space bar is held, dragging pans; False for another key."""
        if event.key() != Qt.Key.Key_Space:
            return False
        if not event.isAutoRepeat():
            self._space = event.type() == QEvent.Type.KeyPress
            self._surface.show_cursor(Qt.CursorShape.OpenHandCursor if self._space else None)
        return True

    def leave(self) -> None:
        """The pointer, or the keyboard, has gone elsewhere."""
        self._space = False
        self._surface.hover(None)
        self._surface.show_cursor(None)

    def _pan(self) -> None:
        self._doing = _Doing.PANNING
        self._surface.show_cursor(Qt.CursorShape.ClosedHandCursor)

    def _end_led_wire(self, event: QMouseEvent) -> None:
        """Let an edge go that was begun by a key and led here without a button."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._surface.move_wire(event.position())
            self._surface.drop_wire()
        else:
            self._surface.end_wire()

    def _hover(self, position: QPointF) -> None:
        scene = self._surface.scene
        if scene is None:
            return
        handle = self._surface.handle_at(position)
        if not self._space:
            self._surface.show_cursor(Qt.CursorShape.CrossCursor if handle is not None else None)
        if handle is not None:
            self._surface.hover(handle)
            return
        point = self._surface.to_picture(position)
        node = node_at(scene, point)
        self._surface.hover(node if node is not None and on_header(scene, node, point) else None)
