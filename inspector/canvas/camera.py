"""Where one looks: the zoom, and where the picture's origin stands in the view."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

from inspector.canvas.sight import Sight

LEAST_ZOOM, MOST_ZOOM = 0.002, 8.0
STEP = 1.2
MARGIN = 24.0
_STAY = 48.0
"""So much of the picture stays in view, in pixels of the screen."""
_SAME = 1e-6
"""A zoom that changes by less does not change."""


@dataclass(frozen=True)
class Camera:
    """Maps the picture's pixels to the view's: ``view = picture * zoom + origin``."""

    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0

    @property
    def transform(self) -> QTransform:
        """With a whole-numbered origin, so that lines stay crisp at zoom 1."""
        return QTransform(self.zoom, 0, 0, self.zoom, round(self.x), round(self.y))

    def to_view(self, point: QPointF) -> QPointF:
        return self.transform.map(point)

    def to_picture(self, point: QPointF) -> QPointF:
        return QPointF(
            (point.x() - round(self.x)) / self.zoom, (point.y() - round(self.y)) / self.zoom
        )

    def sight(self, view: QRectF) -> Sight:
        """What a part of the view shows."""
        return Sight(QRectF(self.to_picture(view.topLeft()), view.size() / self.zoom), self.zoom)

    def panned(self, dx: float, dy: float) -> "Camera":
        return replace(self, x=self.x + dx, y=self.y + dy)

    def zoomed(self, factor: float, at: QPointF) -> "Camera":
        """Closer or further, with the point of the view at `at` staying where it is."""
        zoom = min(max(self.zoom * factor, LEAST_ZOOM), MOST_ZOOM)
        share = zoom / self.zoom
        x, y = at.x() - (at.x() - self.x) * share, at.y() - (at.y() - self.y) * share
        return Camera(zoom, x, y)

    def between(self, other: "Camera", share: float) -> "Camera":
        """On the way to another one: what both show at the same position stays there."""
        ratio = other.zoom / self.zoom
        now = ratio**share
        gone = (now - 1) / (ratio - 1) if abs(ratio - 1) > _SAME else share
        x, y = self.x + (other.x - self.x) * gone, self.y + (other.y - self.y) * gone
        return Camera(self.zoom * now, x, y) if share < 1 else other

    def within_reach(self, picture: QRectF, view: QSizeF) -> "Camera":
        """The nearest camera that shows at least an edge of the picture."""
        left = _STAY - picture.right() * self.zoom
        right = view.width() - _STAY - picture.left() * self.zoom
        top = _STAY - picture.bottom() * self.zoom
        bottom = view.height() - _STAY - picture.top() * self.zoom
        return Camera(self.zoom, min(max(self.x, left), right), min(max(self.y, top), bottom))

    def showing(self, area: QRectF, view: QSizeF) -> "Camera":
        """The same zoom, moved as little as needed to bring an area into view."""
        margin = MARGIN
        shown = QRectF(self.transform.mapRect(area))
        dx = _nudge(shown.left() - margin, shown.right() + margin, view.width())
        dy = _nudge(shown.top() - margin, shown.bottom() + margin, view.height())
        return self.panned(dx, dy)

    @staticmethod
    def fitting(area: QRectF, view: QSizeF, most: float) -> "Camera":
        """The whole of an area in the middle of the view, no larger than zoom `most`."""
        if area.isEmpty() or view.isEmpty():
            return Camera()
        across = (view.width() - 2 * MARGIN) / area.width()
        down = (view.height() - 2 * MARGIN) / area.height()
        zoom = min(max(min(across, down), LEAST_ZOOM), most)
        return Camera.centered(area.center(), view, zoom)

    def sees(self, area: QRectF, view: QSizeF) -> bool:
        """Whether the whole of an area is in view."""
        return QRectF(0, 0, view.width(), view.height()).contains(self.transform.mapRect(area))

    @staticmethod
    def at_top(area: QRectF, view: QSizeF, zoom: float) -> "Camera":
        """The top of an area at the top of the view, in the middle of it."""
        return Camera(zoom, view.width() / 2 - area.center().x() * zoom, MARGIN - area.y() * zoom)

    @staticmethod
    def centered(point: QPointF, view: QSizeF, zoom: float) -> "Camera":
        """A point of the picture in the middle of the view."""
        x, y = view.width() / 2 - point.x() * zoom, view.height() / 2 - point.y() * zoom
        return Camera(zoom, x, y)


def _nudge(low: float, high: float, room: float) -> float:
    """How far to move an interval so that it lies in 0..room; its start first if it cannot."""
    if low >= 0 and high <= room:
        return 0.0
    if high - low > room or low < 0:
        return -low
    return room - high
