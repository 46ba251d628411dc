from itertools import pairwise

import pytest

from inspector.look.theme import DARK, LIGHT, Family, Theme
from tests.look.vision import contrast, least_difference, luminance, nearest, over

TEXT, SHAPE = 4.5, 3.0
"""The contrasts that WCAG 2.1 asks for: of text, and of what else must be seen."""
TOLD_APART = 0.06
"""In OKLab: three times what is just seen side by side, for colors that are not."""
STEP = 0.02
"""Between neighbors of a ramp, which are compared side by side."""

themes = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)


def too_faint(pairs: dict[str, tuple[str, list[str]]], least: float) -> list[str]:
    """The names and grounds of those that cannot be told from their grounds."""
    return [
        f"{name} on {ground}: {contrast(color, ground):.2f}"
        for name, (color, grounds) in pairs.items()
        for ground in grounds
        if contrast(color, ground) < least
    ]


def test_a_contrast_and_a_difference_are_measured_as_their_authors_say() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert least_difference("#000000", "#ffffff") == pytest.approx(1, abs=0.001)
    assert least_difference("#ff0000", "#ff0000") == 0
    assert over("#000000", "#ffffff", 0.2) == "#cccccc"


@themes
def test_text_can_be_read_on_everything_that_it_stands_on(theme: Theme) -> None:
    panes = [theme.window, theme.pane, theme.canvas, theme.hover, theme.selection]
    families = [*theme.family_fill.values(), theme.loop_fill, theme.error_fill, theme.node]
    measured = [*theme.ramp, *theme.dtype.values(), theme.hatching]
    code = [theme.pane, theme.selection]
    pairs = {
        "text": (theme.text, [*panes, *families, *measured]),
        "muted": (theme.muted, [*panes, *families]),
        "accent": (theme.accent, [theme.pane, theme.node, theme.window]),
        "text on accent": (theme.on_accent, [theme.accent]),
        "error": (theme.error, [*code, theme.error_fill, theme.window]),
        "warning": (theme.warning, [*code, theme.warning_fill, theme.window]),
        "ok": (theme.ok, [*code, theme.window]),
        "keyword": (theme.keyword, code),
        "name": (theme.name_color, code),
        "literal": (theme.literal, code),
        "comment": (theme.comment, code),
    }
    assert too_faint(pairs, TEXT) == []


@themes
def test_marks_and_lines_stand_out_from_what_they_are_on(theme: Theme) -> None:
    frames = [theme.canvas, theme.node, theme.loop_fill]
    pairs = {
        "lines": (theme.edge, frames),
        "selection": (theme.accent, [*frames, theme.selection]),
        "error mark": (theme.error, [*frames, *theme.family_fill.values()]),
        "warning mark": (theme.warning, [*frames, *theme.family_fill.values()]),
        "sign on a mark": (theme.pane, [theme.error, theme.warning]),
        "outline in a legend": (theme.edge, [theme.pane]),
    }
    assert too_faint(pairs, SHAPE) == []


@themes
def test_words_on_a_node_that_was_not_reached_can_be_read(theme: Theme) -> None:
    faint = [over(fill, theme.node, 0.5) for fill in theme.family_fill.values()]
    assert too_faint({"muted": (theme.muted, faint)}, TEXT) == []


@themes
def test_names_over_a_veil_can_be_read_whatever_is_behind_it(theme: Theme) -> None:
    behind = [*theme.family.values(), *theme.ramp, *theme.dtype.values(), theme.error]
    veiled = [over(theme.node, color, 0.8) for color in behind]
    assert too_faint({"name": (theme.text, veiled)}, TEXT) == []


@themes
def test_every_family_has_a_hue_that_stands_out(theme: Theme) -> None:
    pairs = {
        family.value: (theme.family[family], [theme.pane, theme.node, theme.family_fill[family]])
        for family in Family
    }
    assert too_faint(pairs, SHAPE) == []


@themes
def test_no_two_families_look_alike_to_the_color_blind(theme: Theme) -> None:
    assert nearest(theme.family.values()) >= TOLD_APART


@themes
def test_no_two_dtypes_look_alike_to_the_color_blind(theme: Theme) -> None:
    assert nearest(theme.dtype.values()) >= TOLD_APART


@themes
def test_the_ramp_goes_in_even_steps_away_from_the_ground(theme: Theme) -> None:
    steps = [least_difference(one, other) for one, other in pairwise(theme.ramp)]
    assert min(steps) >= STEP
    away = [abs(luminance(color) - luminance(theme.node)) for color in theme.ramp]
    assert away == sorted(away)
    assert nearest(theme.ramp[::4]) >= TOLD_APART
    assert least_difference(theme.ramp[0], theme.node) >= STEP
