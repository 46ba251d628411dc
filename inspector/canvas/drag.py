"""Dragging a node away: a real drag with a small picture beside the pointer."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QDrag, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from inspector.canvas.inks import Inks
from inspector.canvas.lettering import Face, lettering
from inspector.graph.graph import Node
from inspector.report.place import Place
from inspector.session.place_mime import places_to_mime

_HEIGHT = 24
_OFFSET = QPoint(-14, -10)
"""The picture hangs below the pointer, so that it does not hide where the drop will land."""


def drag(source: QWidget, node: Node, places: tuple[Place, ...], inks: Inks) -> bool:
    """Run the drag until it is dropped or cancelled; False for what has no place in the model.

    The node is the one that was grabbed, the places are all that are dragged with it.
    """
    if not places or not all(each.path or each.site for each in places):
        return False
    drag = QDrag(source)
    is_one = len(places) == 1
    title = node.title if is_one else f"{len(places)} selected"
    drag.setMimeData(places_to_mime(places, title))
    text = f"{node.title} {node.type}".strip() if is_one else title
    drag.setPixmap(_pixmap(node, text, inks, source.devicePixelRatioF()))
    drag.setHotSpot(_OFFSET)
    drag.exec(Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, Qt.DropAction.MoveAction)
    return True


def _pixmap(node: Node, text: str, inks: Inks, ratio: float) -> QPixmap:
    letters = lettering()
    width = letters.width(Face.TITLE, text) + 26
    pixmap = QPixmap(round(width * ratio), round(_HEIGHT * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(0.9)
    painter.setBrush(inks.fill(node))
    painter.setPen(inks.accent)
    painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, _HEIGHT - 1), 7, 7)
    painter.fillRect(QRectF(1, 6, 3, _HEIGHT - 12), inks.hue(node))
    painter.setFont(letters.fonts[Face.TITLE])
    painter.setPen(inks.text)
    painter.drawText(QRectF(13, 0, width - 13, _HEIGHT), int(Qt.AlignmentFlag.AlignVCenter), text)
    painter.end()
    return pixmap
