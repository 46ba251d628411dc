import pytest

from inspector.look.theme import DARK, LIGHT, Family, Theme


def luminance(color: str) -> float:
    """Relative luminance after WCAG 2.1."""

    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(color[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_all_text_has_the_contrast_that_wcag_asks_for(theme: Theme) -> None:
    backgrounds = [theme.window, theme.pane, theme.canvas, theme.hover, theme.selection]
    backgrounds += [*theme.family_fill.values(), theme.loop_fill, theme.error_fill]
    poor = [
        (name, background)
        for name in ("text", "muted")
        for background in backgrounds
        if contrast(getattr(theme, name), background) < 4.5
    ]
    code = [
        (name, background)
        for name in ("keyword", "name_color", "literal", "comment", "error", "ok", "warning")
        for background in (theme.pane, theme.selection)
        if contrast(getattr(theme, name), background) < 4.5
    ]
    assert poor + code == []
    assert contrast(theme.on_accent, theme.accent) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_family_has_a_hue_that_stands_out(theme: Theme) -> None:
    for family in Family:
        assert contrast(theme.family[family], theme.pane) >= 3, family
        assert theme.family_fill[family]
