"""The whole picture small, with a frame around what is in view that one can drag."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from inspector.canvas.blocks import Colors, Floats, block_image, scaled
from inspector.canvas.boxes import Indices
from inspector.canvas.corners import MARGIN
from inspector.canvas.explore_view import ExploreView
from inspector.canvas.found import Found
from inspector.canvas.inks import Inks
from inspector.canvas.scene import Scene
from inspector.canvas.walk import flows_down

_WIDEST, _HIGHEST = 180, 160
_LEAST = 36
_PADDING = 6
_LARGEST_PART = 4
"""One of so many parts of the width and of the height of a view."""
_LEAST_VIEW = QSizeF(360, 300)
"""In a smaller view there is no room for it."""
_WIDE_VIEW = 720.0
"""In a narrower one it is only where the picture leaves it room."""
_MOST_FRAMES = 300
_LEAST_FRAME = 8.0
_LEAST_SIGHT = 6.0
_VEIL = 130


class Minimap(QWidget):
    """Shown while the picture is larger than the view; click or drag to look elsewhere."""

    def __init__(self, view: ExploreView) -> None:
        super().__init__(view)
        self._view = view
        self._is_wanted = True
        self._held: QPointF | None = None
        """From the middle of the frame to where it was grabbed."""
        self._image: QImage | None = None
        self._image_of: tuple[object, ...] = ()
        self._hits: tuple[Found, QImage] | None = None
        self.setAccessibleName("Minimap")
        self.setToolTip("Drag the frame, or click, to look elsewhere")
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        # What is painted here needs nothing of the picture behind it painted again.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()
        view.looked.connect(self.follow)
        view.finding.changed.connect(self.update)

    @property
    def is_wanted(self) -> bool:
        """Whether the user wants it where there is a use for it."""
        return self._is_wanted

    @is_wanted.setter
    def is_wanted(self, is_wanted: bool) -> None:
        self._is_wanted = is_wanted
        self.follow()

    def follow(self) -> None:
        """Show what is in view now; hide where all of it is."""
        view, scene = self._view, self._view.scene
        size = QSizeF(view.size())
        roomy = size.width() >= _LEAST_VIEW.width() and size.height() >= _LEAST_VIEW.height()
        useful = scene is not None and not view.camera.sees(scene.area, size)
        if scene is not None:
            picture = scene.area.size() * self._scale(scene)
            wide, high = max(picture.width(), _LEAST), max(picture.height(), _LEAST)
            self.setFixedSize(round(wide) + 2 * _PADDING, round(high) + 2 * _PADDING)
            useful = useful and self._has_room(scene)
        self.setVisible(self._is_wanted and roomy and useful)
        if self.isHidden():
            self._image, self._image_of = None, ()  # No large scene is kept for nothing.
        self.update()

    def _has_room(self, scene: Scene) -> bool:
        """Whether the picture leaves it room, however far one goes along the flow.

        So it does not come and go while one does.
        """
        view = QRectF(self._view.rect())
        if view.width() >= _WIDE_VIEW:
            return True
        if flows_down(scene):
            view.setLeft(view.right() - self.width() - MARGIN)
        else:
            view.setTop(view.bottom() - self.height() - MARGIN)
        beside, whole = self._view.camera.sight(view).area, scene.area
        if flows_down(scene):
            beside.setTop(whole.top())
            beside.setBottom(whole.bottom())
        else:
            beside.setLeft(whole.left())
            beside.setRight(whole.right())
        return scene.is_free(beside)

    def to_map(self, area: QRectF) -> QRectF:
        """Where a part of the picture is on the map."""
        scene = self._view.scene
        if scene is None:
            return QRectF()
        scale, corner = self._scale(scene), self._corner(scene)
        return QRectF(area.topLeft() * scale + corner, area.size() * scale)

    def _to_picture(self, position: QPointF) -> QPointF:
        scene = self._view.scene
        if scene is None:
            return QPointF()
        return (position - self._corner(scene)) / self._scale(scene)

    def _corner(self, scene: Scene) -> QPointF:
        picture = scene.area.size() * self._scale(scene)
        return QPointF((self.width() - picture.width()) / 2, (self.height() - picture.height()) / 2)

    @property
    def frame(self) -> QRectF:
        """Around what is in view, on the map."""
        sight = self._view.camera.sight(QRectF(self._view.rect()))
        frame = self.to_map(sight.area).intersected(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        wide, high = max(_LEAST_SIGHT - frame.width(), 0), max(_LEAST_SIGHT - frame.height(), 0)
        return frame.adjusted(-wide / 2, -high / 2, wide / 2, high / 2)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            frame = self.frame
            grabbed = frame.contains(event.position())
            self._held = event.position() - frame.center() if grabbed else QPointF()
            if not grabbed:
                self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._go(event.position() - self._held)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    def _go(self, position: QPointF) -> None:
        self._view.look_at(self._to_picture(position), self._view.camera.zoom)
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        inks, scene = self._view.inks, self._view.scene
        painter.fillRect(self.rect(), inks.canvas)
        if scene is not None:
            painter.drawImage(QRectF(self.rect()), self._picture(scene, inks))
            self._paint_hits(painter, scene, inks)
            self._paint_frame(painter, inks)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def _picture(self, scene: Scene, inks: Inks) -> QImage:
        """Painted once for each scene, coloring and resolution."""
        ratio, blocks = self.devicePixelRatioF(), scene.blocks(inks)
        wanted = (scene, id(blocks), ratio, self.size())
        if self._image is None or self._image_of != wanted:
            self._image, self._image_of = self._painted(scene, blocks, inks, ratio), wanted
        return self._image

    def _painted(self, scene: Scene, blocks: Colors, inks: Inks, ratio: float) -> QImage:
        wide, high = round(self.width() * ratio), round(self.height() * ratio)
        image = QImage(wide, high, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(inks.canvas)
        painter = QPainter(image)
        painter.scale(ratio, ratio)
        painter.setPen(QPen(inks.container_border.color(), 1))
        painter.setBrush(inks.node)
        containers = np.flatnonzero(~scene.is_leaf)
        sides = scene.boxes.smaller_sides(containers) * self._scale(scene)
        frames = containers[sides >= _LEAST_FRAME][:_MOST_FRAMES]
        for node in frames.tolist():
            painter.drawRect(self.to_map(scene.rect(node)))
        painter.resetTransform()
        leaves = np.flatnonzero(scene.is_leaf)
        boxes = self._boxes(scene, leaves) * ratio
        painter.drawImage(0, 0, block_image(boxes, blocks[leaves], wide, high))
        painter.end()
        return image

    def _paint_hits(self, painter: QPainter, scene: Scene, inks: Inks) -> None:
        found = self._view.finding.found
        if found is None or len(found.nodes) != len(scene.boxes):
            return
        if self._hits is None or self._hits[0] is not found:
            nodes = np.union1d(np.flatnonzero(found.nodes), np.array([*found.hidden], np.intp))
            colors = np.full(len(nodes), inks.found.rgba(), dtype=np.uint32)
            size = self.width(), self.height()
            self._hits = found, block_image(self._boxes(scene, nodes), colors, *size, 3)
        painter.drawImage(0, 0, self._hits[1])

    def _boxes(self, scene: Scene, nodes: Indices) -> Floats:
        """Where some nodes are on the map."""
        scale = self._scale(scene)
        return scaled(scene.boxes, nodes, self._corner(scene) / scale, scale)

    def _paint_frame(self, painter: QPainter, inks: Inks) -> None:
        frame = self.frame
        veil = QColor(inks.canvas)
        veil.setAlpha(_VEIL)
        whole = QRectF(self.rect())
        for part in (
            QRectF(whole.topLeft(), QPointF(whole.right(), frame.top())),
            QRectF(QPointF(whole.left(), frame.bottom()), whole.bottomRight()),
            QRectF(QPointF(whole.left(), frame.top()), QPointF(frame.left(), frame.bottom())),
            QRectF(QPointF(frame.right(), frame.top()), QPointF(whole.right(), frame.bottom())),
        ):
            painter.fillRect(part, veil)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(inks.accent, 1.5))
        painter.drawRect(frame)

    def _scale(self, scene: Scene) -> float:
        view, area = self._view.size(), scene.area
        wide = min(_WIDEST, view.width() / _LARGEST_PART)
        high = min(_HIGHEST, view.height() / _LARGEST_PART)
        return min(wide / max(area.width(), 1), high / max(area.height(), 1))
