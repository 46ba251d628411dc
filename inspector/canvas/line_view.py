"""Lines of the picture that can be selected, to be taken away."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from inspector.canvas.chosen_line import ChosenLine
from inspector.canvas.explore_view import ExploreView
from inspector.canvas.paint_edges import paint_with
from inspector.canvas.scene import Scene
from inspector.canvas.under import Under, under
from inspector.session.wiring import Wiring

_CUTS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_WIDE = 2.5
_NOTHING_SELECTED = "Select a line, or the node that it comes into, to take it away."


class LineView(ExploreView):
    """A report whose lines can be selected as its nodes can."""

    line_cut = Signal(object, QPoint)
    """The line, as an `Under`, that is to be taken away, and where on the screen; without a source
    any one that comes into the target."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wiring: Wiring | None = None
        """Who knows what may be joined; without it no edge can be drawn, or taken away."""
        self._line = ChosenLine()

    def choose_line(self, position: QPointF) -> bool:
        """Select the line at a position of the widget; False if there is none."""
        scene, index, point = self.scene, self._picture.index, self.to_picture(position)
        if scene is None or index is None or self.wiring is None:
            return False
        about = under(scene, index, point, self.camera.zoom)
        if about.source is None or about.target is None:
            return False
        self.choose(None)
        self._line.take(about, point)
        self.message.emit(f"{about.source.title} → {about.target.title}: Delete takes it away.")
        self.update()
        return True

    def choose(self, node: int | None) -> None:
        self._line.drop()
        super().choose(node)

    def step_out(self) -> bool:
        if self._line.about is None:
            return super().step_out()
        self._line.drop()
        self.update()
        return True

    def event(self, event: QEvent) -> bool:
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and is_key and self._is_cut(event):
            event.accept()  # It would delete what is selected in the tree.
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._is_cut(event):
            super().keyPressEvent(event)
        elif self._line.about is not None:
            self._cut(self._line.about, self._line.point)

    def disconnect_selection(self) -> None:
        """Take the selected line away, or one of those that come into the selected node."""
        scene, current, chosen = self.scene, self.current, self._line.about
        if scene is not None and chosen is not None and self._line.edge(scene) is not None:
            self._cut(chosen, self._line.point)
        elif scene is not None and current is not None:
            node = scene.graph.nodes[current]
            self._cut(Under(target=node), scene.rect(current).center())
        else:
            self.message.emit(_NOTHING_SELECTED)

    def _cut(self, line: Under, point: QPointF) -> None:
        self.line_cut.emit(line, self.mapToGlobal(self.to_view(point).toPoint()))

    def _is_cut(self, event: QKeyEvent) -> bool:
        """Whether a key would take the selected line away."""
        there = self.scene is not None and self._line.edge(self.scene) is not None
        return there and Qt.Key(event.key()) in _CUTS

    def _paint_line(self, painter: QPainter, scene: Scene) -> None:
        line = self._line.edge(scene)
        if line is not None:
            pen = QPen(self._inks.accent, max(_WIDE, _WIDE / self.camera.zoom))
            paint_with(painter, scene, [line], pen)
