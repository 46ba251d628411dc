import pytest
from PySide6.QtGui import QColor

from inspector.canvas.coloring import coloring, dtype_group
from inspector.graph.graph import Node
from inspector.graph.measures import Measure
from inspector.graph.overlay import Overlay, Reading
from inspector.graph.scale import Scale
from inspector.look.theme import DARK, LIGHT, Family, Theme
from tests.look.vision import contrast, nearest

TIMES = Overlay(
    Measure.TIME,
    {
        "/least": Reading("1 ms", 0.001),
        "/middle": Reading("32 ms", 0.0317),
        "/most": Reading("1 s", 1.0),
        "/none": Reading("0 s", 0.0),
        "/unknown": Reading("?"),
    },
    Scale(0.001, 1.0),
)


def node(key: str, **fields: object) -> Node:
    return Node(key, None, "module", "name", **fields)  # type: ignore[arg-type]


def test_without_an_overlay_colors_are_those_of_the_family() -> None:
    colors = coloring(LIGHT, None)
    linear = node("/0", family="linear")
    assert colors.fill(linear).name() == LIGHT.family_fill[Family.LINEAR]
    assert colors.hue(linear).name() == LIGHT.family[Family.LINEAR]
    assert colors.value(linear) is None


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_from_far_away_the_color_blind_tell_families_apart(theme: Theme) -> None:
    colors = coloring(theme, None)
    blocks = [colors.block(node("/0", family=family)).name() for family in Family]
    assert nearest(blocks) >= 0.045
    assert min(contrast(block, theme.node) for block in blocks) >= 3


def test_with_an_overlay_the_ramp_goes_from_the_least_to_the_most() -> None:
    colors = coloring(LIGHT, TIMES)
    ramp = [QColor(color) for color in LIGHT.ramp]
    assert colors.fill(node("/least")) == ramp[0]
    assert colors.fill(node("/middle")) == ramp[len(ramp) // 2]
    assert colors.fill(node("/most")) == ramp[-1]
    assert colors.value(node("/most")) == "1 s"


def test_nothing_and_what_is_not_known_are_told_apart() -> None:
    colors = coloring(LIGHT, TIMES)
    assert colors.fill(node("/none")).name() == LIGHT.node
    assert not colors.is_hatched(node("/none"))
    assert colors.is_hatched(node("/unknown"))
    assert not colors.is_hatched(node("input:X"))
    assert colors.value(node("input:X")) == ""
    assert colors.block(node("/none")).name() == LIGHT.hatching


@pytest.mark.parametrize(
    ("dtype", "group"),
    [
        ("float32", "float32"),
        ("bfloat16", "bfloat16"),
        ("uint8", "integer"),
        ("int64", "integer"),
        ("complex64", "complex"),
        ("float8_e4m3fn", "other"),
        ("bool", "bool"),
    ],
)
def test_dtypes_of_one_kind_share_a_color(dtype: str, group: str) -> None:
    assert dtype_group(dtype) == group
    overlay = Overlay(Measure.DTYPE, {"/0": Reading(dtype, dtype=dtype)})
    assert coloring(LIGHT, overlay).fill(node("/0")).name() == LIGHT.dtype[group]
