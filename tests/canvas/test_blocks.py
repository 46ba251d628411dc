import numpy as np

from inspector.canvas.blocks import block_image

RED, BLUE = 0xFFFF0000, 0xFF0000FF


def drawn(*boxes: tuple[float, float, float, float], least: int = 1) -> list[str]:
    """Boxes in red and blue by turns, on an image of 6 × 3 pixels."""
    colors = np.array([(RED, BLUE)[n % 2] for n in range(len(boxes))], dtype=np.uint32)
    image = block_image(np.array(boxes, dtype=float).reshape(-1, 4), colors, 6, 3, least)
    signs = {RED: "r", BLUE: "b", 0: "."}
    return ["".join(signs[image.pixel(x, y)] for x in range(6)) for y in range(3)]


def test_boxes_fill_their_pixels_and_later_ones_cover_the_earlier() -> None:
    assert drawn((0, 0, 4, 2), (2, 1, 6, 3)) == ["rrrr..", "rrbbbb", "..bbbb"]


def test_the_smallest_box_is_still_seen() -> None:
    assert drawn((2.2, 1.1, 2.3, 1.2)) == ["......", "..r...", "......"]
    assert drawn((2, 0, 2, 0), least=2) == ["..rr..", "..rr..", "......"]


def test_what_reaches_beyond_the_image_is_cut_off() -> None:
    assert drawn((-3, -3, 2, 1), (5, 2, 9, 9), (8, 8, 9, 9)) == ["rr....", "......", ".....b"]


def test_nothing_is_an_empty_image() -> None:
    assert drawn() == ["......"] * 3
