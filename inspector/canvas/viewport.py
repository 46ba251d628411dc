"""A widget that looks at a scene through a camera: painting, zoom and pan."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QFocusEvent, QFontInfo, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QRubberBand, QWidget

from inspector.canvas.backdrop import paint_dots, paint_message
from inspector.canvas.camera import MOST_ZOOM, STEP, Camera
from inspector.canvas.corners import Corners
from inspector.canvas.flight import Flight
from inspector.canvas.glide import Glide
from inspector.canvas.inks import Inks
from inspector.canvas.marks import Marks, paint_marks
from inspector.canvas.paint import paint
from inspector.canvas.scene import Scene
from inspector.canvas.walk import flows_down
from inspector.look.theme import LIGHT, Theme

_STALE = 0.45
_LEAST_FIRST_ZOOM = 0.8
"""A picture too tall for this is at first shown from its top, so that it can be read."""
_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_TEXT_PIXELS = 12
"""Of the titles in the picture."""
_PAGE = 0.9
"""So much of the view is new after Page Down."""


class Viewport(QWidget):
    """Paints what `scene` and `marks` give it; subclasses say what those are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.animated = True
        """Whether containers open, and the camera goes elsewhere, in a short movement."""
        self._camera = Camera()
        self._is_fitted = False
        self._focused_by_key = False
        self._inks = Inks(LIGHT)
        self._glide = Glide(self)
        self._glide.moved.connect(self.update)
        self._flight = Flight(self)
        self._flight.moved.connect(self._place)
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, self)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(120, 100)
        self.corners = Corners(self)

    @property
    def scene(self) -> Scene | None:
        """The picture as it is laid out now."""
        raise NotImplementedError

    def _marks(self) -> Marks:
        raise NotImplementedError

    def _is_pale(self) -> bool:
        raise NotImplementedError

    def _empty_text(self) -> str:
        raise NotImplementedError

    def set_theme(self, theme: Theme) -> None:
        """Paint in the colors of a theme."""
        self._inks = Inks(theme)
        self.update()

    @property
    def inks(self) -> Inks:
        """The colors that it paints with."""
        return self._inks

    # Looking around

    @property
    def camera(self) -> Camera:
        """Where one looks now."""
        return self._camera

    def fit(self) -> None:
        """Show the whole picture, no larger than its actual size; also after a resize."""
        if self.scene is not None:
            self._fly(self._whole(self.scene))
            self._is_fitted = True

    def show_whole(self) -> None:
        """The same at once, for a picture that was not there a moment ago."""
        if self.scene is not None:
            self._look(self._whole(self.scene))
            self._is_fitted = True

    def show_beginning(self) -> None:
        """Show the whole picture, or the top of it if the whole could not be read."""
        self.show_whole()
        least = _LEAST_FIRST_ZOOM * self._unit()
        if self.scene is not None and self._camera.zoom < least:
            self._look(Camera.at_top(self.scene.area, QSizeF(self.size()), least))
            self._is_fitted = True

    def fit_area(self, area: QRectF) -> None:
        """Show a part of the picture as large as is reasonable."""
        self._fly(Camera.fitting(area, QSizeF(self.size()), 1.5 * self._unit()))

    def reveal(self, area: QRectF) -> None:
        """Move as little as needed to bring a part of the picture into view."""
        self._fly(self._aim().showing(area, QSizeF(self.size())))

    def look_at(self, point: QPointF, zoom: float) -> None:
        """Show a point of the picture in the middle of the view."""
        self._look(Camera.centered(point, QSizeF(self.size()), zoom))

    def zoom_in(self) -> None:
        """A step closer to the middle of the view."""
        self.zoom_smoothly(STEP, QPointF(self.rect().center()))

    def zoom_out(self) -> None:
        """A step away from the middle of the view."""
        self.zoom_smoothly(1 / STEP, QPointF(self.rect().center()))

    def actual_size(self) -> None:
        """Text at the size of the system's, in the middle what is in the middle now."""
        self.zoom_smoothly(self._unit() / self._aim().zoom, QPointF(self.rect().center()))

    def zoom_at(self, factor: float, position: QPointF) -> None:
        """Zoom while the point at a position of the widget stays there."""
        self._look(self._camera.zoomed(factor, position))

    def zoom_smoothly(self, factor: float, position: QPointF) -> None:
        """The same in a short movement; what comes before it has ended adds up."""
        self._fly(self._aim().zoomed(factor, position))

    def zoom_into(self, start: QPointF, end: QPointF) -> None:
        """Show the rectangle between two positions of the widget."""
        area = QRectF(self.to_picture(start), self.to_picture(end)).normalized()
        if not area.isEmpty():
            self._fly(Camera.fitting(area, QSizeF(self.size()), MOST_ZOOM))

    def show_band(self, start: QPointF, end: QPointF) -> None:
        """Show the rectangle that would be zoomed into; nothing if it is empty."""
        area = QRect(start.toPoint(), end.toPoint()).normalized()
        self._band.setGeometry(area)
        self._band.setVisible(start != end)

    def pan(self, dx: float, dy: float) -> None:
        """Move the picture by pixels of the screen."""
        self._look(self._camera.panned(dx, dy))

    def turn_pages(self, pages: int) -> None:
        """On or back along the flow, by so many views."""
        if self.scene is not None and flows_down(self.scene):
            self._fly(self._aim().panned(0, -pages * _PAGE * self.height()))
        else:
            self._fly(self._aim().panned(-pages * _PAGE * self.width(), 0))

    def to_picture(self, position: QPointF) -> QPointF:
        """The point of the picture at a position of the widget."""
        return self._camera.to_picture(position)

    def to_view(self, point: QPointF) -> QPointF:
        """The position in the widget of a point of the picture."""
        return self._camera.to_view(point)

    def _whole(self, scene: Scene) -> Camera:
        return Camera.fitting(scene.area, QSizeF(self.size()), self._unit())

    def _aim(self) -> Camera:
        """Where one looks, or will look in a moment."""
        return self._flight.end if self._flight.is_running else self._camera

    def _fly(self, camera: Camera) -> None:
        """Look elsewhere in a short movement."""
        self._is_fitted = False
        if self.animated and self.isVisible():
            self._flight.start(self._camera, self._within_reach(camera))
        else:
            self._look(camera)

    def _look(self, camera: Camera) -> None:
        """Look elsewhere at once."""
        self._flight.stop()
        self._glide.stop()
        self._is_fitted = False
        self._place(self._within_reach(camera))

    def _land(self) -> None:
        """Be where the camera is going."""
        self._camera = self._aim()
        self._flight.stop()

    def _place(self, camera: Camera) -> None:
        self._camera = camera
        self.update()

    def _within_reach(self, camera: Camera) -> Camera:
        area = self.scene.area if self.scene is not None else QRectF()
        return camera.within_reach(area, QSizeF(self.size()))

    def _hold(self, key: str, before: Scene, after: Scene) -> QPointF:
        """Keep a node where it was on the screen; how far it has moved in the picture."""
        self._land()
        old, new = before.graph.index[key], after.graph.index[key]
        if before.graph.nodes[old].expandable:
            shift = after.rect(new).topLeft() - before.rect(old).topLeft()
        else:
            shift = after.rect(new).center() - before.rect(old).center()
        self._camera = self._camera.panned(*(-shift * self._camera.zoom).toTuple())
        return shift

    def _unit(self) -> float:
        """The zoom at which text has about the size of the system's, if that is larger than ours.

        In quarters, because lines and letters are crispest there.
        """
        return max(1.0, round(4 * QFontInfo(self.font()).pixelSize() / _TEXT_PIXELS) / 4)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._focused_by_key = event.reason() in _BY_KEY
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._is_fitted:
            self.show_beginning()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._inks.canvas)
        paint_dots(painter, self.size(), self._camera, self._inks)
        scene = self.scene
        if scene is None:
            paint_message(painter, self.size(), self._empty_text(), self._inks)
        else:
            self._paint_scene(painter, scene)
        self._paint_border(painter)
        painter.end()

    def _paint_border(self, painter: QPainter) -> None:
        """Around the whole view: a drop into an empty canvas, or the focus of the keyboard."""
        marks = self._marks() if self.scene is None else Marks()
        if marks.spot is not None:
            color = self._inks.error if marks.refused else self._inks.accent
        elif self._focused_by_key and self.hasFocus():
            color = self._inks.accent
        else:
            return
        painter.resetTransform()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _paint_scene(self, painter: QPainter, scene: Scene) -> None:
        sight = self._camera.sight(QRectF(self.rect()))
        painter.setTransform(self._camera.transform, True)
        painter.setOpacity(_STALE if self._is_pale() else 1.0)
        if self._glide.is_running:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._glide.paint(painter, scene, sight, self._inks)
            return
        paint(painter, scene, sight, self._inks)
        painter.setOpacity(1.0)
        paint_marks(painter, scene, sight, self._marks(), self._inks, self.hasFocus())
