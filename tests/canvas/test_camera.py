from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF

from inspector.canvas.camera import LEAST_ZOOM, MARGIN, MOST_ZOOM, Camera

VIEW = QSizeF(800, 600)
numbers = st.floats(-5000, 5000)
cameras = st.builds(Camera, st.floats(0.01, 8), numbers, numbers)


@given(cameras, numbers, numbers)
def test_a_point_goes_to_the_view_and_back(camera: Camera, x: float, y: float) -> None:
    back = camera.to_picture(camera.to_view(QPointF(x, y)))
    assert (back - QPointF(x, y)).manhattanLength() < 1e-6


@given(cameras, st.floats(0.1, 10), st.floats(0, 800), st.floats(0, 600))
def test_zooming_keeps_the_point_under_the_pointer(
    camera: Camera, factor: float, x: float, y: float
) -> None:
    at = QPointF(x, y)
    zoomed = camera.zoomed(factor, at)
    moved = zoomed.to_view(camera.to_picture(at)) - at
    # The origin is a whole pixel; before and after it may be off by half of one.
    assert moved.manhattanLength() <= 1.0 + max(1.0, zoomed.zoom / camera.zoom)
    assert LEAST_ZOOM <= zoomed.zoom <= MOST_ZOOM


def test_a_small_picture_is_centered_at_its_actual_size() -> None:
    camera = Camera.fitting(QRectF(0, 0, 100, 50), VIEW, 1.0)
    assert camera.zoom == 1.0
    assert camera.to_view(QPointF(50, 25)) == QPointF(400, 300)


def test_a_large_picture_fits_with_a_margin() -> None:
    area = QRectF(0, 0, 4000, 1000)
    camera = Camera.fitting(area, VIEW, 1.0)
    assert camera.sees(area, VIEW)
    assert round(camera.to_view(area.topLeft()).x()) == MARGIN


def test_nothing_to_fit_is_no_error() -> None:
    assert Camera.fitting(QRectF(), VIEW, 1.0) == Camera()


def test_the_picture_cannot_be_lost_by_panning() -> None:
    area = QRectF(0, 0, 100, 100)
    camera = Camera().panned(-10_000, 10_000).within_reach(area, VIEW)
    shown = camera.transform.mapRect(area)
    assert shown.intersects(QRectF(0, 0, 800, 600))


def test_bringing_an_area_into_view_moves_no_more_than_needed() -> None:
    assert Camera().showing(QRectF(100, 100, 50, 50), VIEW) == Camera()
    camera = Camera().showing(QRectF(790, 100, 50, 50), VIEW)
    assert camera.to_view(QPointF(840, 100)) == QPointF(800 - MARGIN, 100)


@given(cameras, cameras)
def test_a_flight_begins_and_ends_where_it_should(one: Camera, other: Camera) -> None:
    assert one.between(other, 1) == other
    start = one.between(other, 0)
    assert abs(start.zoom - one.zoom) + abs(start.x - one.x) + abs(start.y - one.y) < 1e-6


@given(cameras, st.floats(0.2, 5), st.floats(0, 800), st.floats(0, 600), st.floats(0, 1))
def test_while_one_flies_closer_the_point_under_the_pointer_stays(
    camera: Camera, factor: float, x: float, y: float, share: float
) -> None:
    at = QPointF(x, y)
    between = camera.between(camera.zoomed(factor, at), share)
    before = ((x - camera.x) / camera.zoom, (y - camera.y) / camera.zoom)
    after = ((x - between.x) / between.zoom, (y - between.y) / between.zoom)
    assert abs(before[0] - after[0]) * between.zoom < 0.1
    assert abs(before[1] - after[1]) * between.zoom < 0.1
