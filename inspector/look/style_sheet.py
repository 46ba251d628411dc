"""The colors of both themes as custom properties of CSS, for pages that a browser shows."""

from dataclasses import fields

from inspector.look.theme import DARK, LIGHT, Theme

_NOT_COLORS = frozenset({"name", "family", "family_fill"})
_MIXED = (
    "--container-border: color-mix(in srgb, var(--border) 67%, var(--edge));",
    ":root[data-theme=light] { color-scheme: light; }",
    ":root[data-theme=dark] { color-scheme: dark; }",
)


def style_sheet() -> str:
    """Each color as ``--name``, light or dark as the reader's system or ``data-theme`` says."""
    light, dark = _properties(LIGHT), _properties(DARK)
    pairs = [f"  --{name}: light-dark({light[name]}, {dark[name]});" for name in light]
    border, *choices = _MIXED
    return "\n".join(
        (":root {", "  color-scheme: light dark;", *pairs, f"  {border}", "}", *choices)
    )


def _properties(theme: Theme) -> dict[str, str]:
    names = [field.name for field in fields(theme) if field.name not in _NOT_COLORS]
    colors = {name.replace("_", "-"): str(getattr(theme, name)) for name in names}
    colors |= {str(family): color for family, color in theme.family.items()}
    return colors | {f"{family}-fill": color for family, color in theme.family_fill.items()}
