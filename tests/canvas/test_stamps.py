from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from inspector.canvas.stamps import Stamped, Stamps

RED = QColor("#c00000")


def painted(ratio: float, zoom: float, *places: tuple[float, float], times: int = 1) -> QImage:
    """Squares of 10 in an image of 100, and how often one was painted rather than copied."""
    image = QImage(round(100 * ratio), round(100 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.translate(3, 4)
    painter.scale(zoom, zoom)
    stamps, count = Stamps(), 0

    def square(painter: QPainter) -> None:
        nonlocal count
        count += 1
        painter.fillRect(QRectF(*places[0], 10, 10), RED)

    for _ in range(times):
        stamps.paint(painter, [Stamped(QRectF(*place, 10, 10), "red", square) for place in places])
    painter.end()
    assert count == 1
    return image


def red(image: QImage) -> tuple[int, int, int, int]:
    """The hull of all red pixels: x, y, width and height."""
    found = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y) == RED
    ]
    xs, ys = {x for x, _ in found}, {y for _, y in found}
    assert len(found) == len(xs) * len(ys)
    return min(xs), min(ys), len(xs), len(ys)


def test_a_stamp_lies_where_the_thing_would_have_been_painted(qapp: object) -> None:
    assert red(painted(1.0, 1.0, (20, 30))) == (23, 34, 10, 10)
    assert red(painted(1.0, 2.0, (20, 30))) == (43, 64, 20, 20)


def test_on_a_finer_screen_it_has_as_many_pixels_more(qapp: object) -> None:
    assert red(painted(2.0, 1.0, (20, 30))) == (46, 68, 20, 20)
    assert red(painted(3.0, 1.0, (20, 20))) == (69, 72, 30, 30)


def test_between_pixels_it_is_put_on_whole_ones(qapp: object) -> None:
    # 3 + 20.4 and 4 + 30.4, and no pixel of another color at the border.
    assert red(painted(1.0, 1.0, (20.4, 30.4))) == (23, 34, 10, 10)


def test_equal_looks_are_painted_once_and_copied_in_every_frame(qapp: object) -> None:
    assert red(painted(1.0, 1.0, (20, 30), (30, 30), times=3)) == (23, 34, 20, 10)
