"""Borders on whole pixels of the device, whatever the zoom and however fine the screen."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen


def crisp_pen(painter: QPainter, pen: QPen) -> QPen:
    """The pen in a whole number of device pixels, at least one."""
    scale = painter.deviceTransform().m11()
    crisp = QPen(pen)
    crisp.setWidthF(max(1, round(pen.widthF() * scale)) / scale)
    return crisp


def crisp_rect(painter: QPainter, rect: QRectF, pen: QPen) -> QRectF:
    """Where to draw a border with a crisp pen so that it lies just within a rectangle."""
    to_device = painter.deviceTransform()
    device = to_device.mapRect(rect)
    inset = pen.widthF() * to_device.m11() / 2
    corners = (
        QPointF(round(device.left()) + inset, round(device.top()) + inset),
        QPointF(round(device.right()) - inset, round(device.bottom()) - inset),
    )
    back, _ = to_device.inverted()
    return back.mapRect(QRectF(*corners))
