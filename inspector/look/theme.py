"""Every color of the window, in a light and a dark table. Colors appear nowhere else."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QColor, QPalette


class Family(StrEnum):
    """The kinds of node that share a hue in tree, palette and canvas."""

    LINEAR = "linear"
    CONVOLUTION = "convolution"
    NORMALIZATION = "normalization"
    ACTIVATION = "activation"
    SEQUENCE = "sequence"
    CONTAINER = "container"
    FUNCTION = "function"
    CONSTANT = "constant"
    INPUT = "input"


@dataclass(frozen=True)
class Theme:
    """One table of colors, as ``#rrggbb``."""

    name: str
    window: str
    """Around and between the panes."""
    pane: str
    canvas: str
    dots: str
    """The grid of dots behind the graph."""
    border: str
    text: str
    muted: str
    """Secondary text; still 4.5 : 1 on the pane."""
    accent: str
    on_accent: str
    selection: str
    """Behind selected rows and lines."""
    hover: str
    edge: str
    error: str
    error_fill: str
    warning: str
    warning_fill: str
    ok: str
    found: str
    """Around what a search has found, and behind its counts; 4.5 : 1 on the canvas."""
    loop: str
    loop_fill: str
    node: str
    """Fill of a container that is expanded."""
    keyword: str
    name_color: str
    literal: str
    comment: str
    family: dict[Family, str]
    """The hue of a family: bars, dots and borders."""
    family_fill: dict[Family, str]
    """Behind the text of a node."""

    @property
    def is_dark(self) -> bool:
        return self.name == "dark"

    def palette(self) -> QPalette:
        """The same colors for Qt's own widgets."""
        palette = QPalette()
        for role, color in (
            (QPalette.ColorRole.Window, self.window),
            (QPalette.ColorRole.WindowText, self.text),
            (QPalette.ColorRole.Base, self.pane),
            (QPalette.ColorRole.AlternateBase, self.window),
            (QPalette.ColorRole.Text, self.text),
            (QPalette.ColorRole.PlaceholderText, self.muted),
            (QPalette.ColorRole.Button, self.window),
            (QPalette.ColorRole.ButtonText, self.text),
            (QPalette.ColorRole.BrightText, self.on_accent),
            (QPalette.ColorRole.ToolTipBase, self.pane),
            (QPalette.ColorRole.ToolTipText, self.text),
            (QPalette.ColorRole.Highlight, self.accent),
            (QPalette.ColorRole.HighlightedText, self.on_accent),
            (QPalette.ColorRole.Link, self.accent),
            (QPalette.ColorRole.LinkVisited, self.accent),
            (QPalette.ColorRole.Accent, self.accent),
            (QPalette.ColorRole.Light, self.pane),
            (QPalette.ColorRole.Midlight, self.hover),
            (QPalette.ColorRole.Mid, self.border),
            (QPalette.ColorRole.Dark, self.muted),
            (QPalette.ColorRole.Shadow, self.border),
        ):
            palette.setColor(role, QColor(color))
        for role in (
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.Text,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(self.muted))
        return palette


LIGHT = Theme(
    name="light",
    window="#f1f4f9",
    pane="#ffffff",
    canvas="#fbfcfe",
    dots="#dfe6ef",
    border="#d5dce6",
    text="#1e293b",
    muted="#5b6b82",
    accent="#2563eb",
    on_accent="#ffffff",
    selection="#e8f0fe",
    hover="#f1f5fb",
    edge="#7b8aa0",
    error="#c62828",
    error_fill="#fdeceb",
    warning="#8f5a00",
    warning_fill="#fff4dc",
    ok="#137337",
    found="#a86200",
    loop="#b98a1e",
    loop_fill="#fffdf6",
    node="#ffffff",
    keyword="#7c3aed",
    name_color="#1d4ed8",
    literal="#8f4206",
    comment="#5b6b82",
    family={
        Family.LINEAR: "#3b6fd4",
        Family.CONVOLUTION: "#7c5cd6",
        Family.NORMALIZATION: "#0f8f8f",
        Family.ACTIVATION: "#d9604a",
        Family.SEQUENCE: "#b0368f",
        Family.CONTAINER: "#64748b",
        Family.FUNCTION: "#475569",
        Family.CONSTANT: "#a07212",
        Family.INPUT: "#1e293b",
    },
    family_fill={
        Family.LINEAR: "#e9f0fd",
        Family.CONVOLUTION: "#f0ecfc",
        Family.NORMALIZATION: "#e4f5f5",
        Family.ACTIVATION: "#fdece9",
        Family.SEQUENCE: "#fae9f5",
        Family.CONTAINER: "#f4f6f9",
        Family.FUNCTION: "#eef1f5",
        Family.CONSTANT: "#fcf3df",
        Family.INPUT: "#ffffff",
    },
)

DARK = Theme(
    name="dark",
    window="#171c24",
    pane="#1e2530",
    canvas="#1a2029",
    dots="#2a323f",
    border="#38424f",
    text="#e4e9f1",
    muted="#9aa8bb",
    accent="#6ea0ff",
    on_accent="#0d1420",
    selection="#263a5e",
    hover="#283140",
    edge="#8a98ab",
    error="#ff8a80",
    error_fill="#4a2426",
    warning="#f0b849",
    warning_fill="#43361a",
    ok="#5fd08a",
    found="#ffc940",
    loop="#d2ab53",
    loop_fill="#26241d",
    node="#1e2530",
    keyword="#c3a6ff",
    name_color="#8fb5ff",
    literal="#f0b26b",
    comment="#9aa8bb",
    family={
        Family.LINEAR: "#6f9cf5",
        Family.CONVOLUTION: "#a78bfa",
        Family.NORMALIZATION: "#4fc3c3",
        Family.ACTIVATION: "#f08a76",
        Family.SEQUENCE: "#e07cc4",
        Family.CONTAINER: "#94a3b8",
        Family.FUNCTION: "#a5b2c4",
        Family.CONSTANT: "#d9a941",
        Family.INPUT: "#e4e9f1",
    },
    family_fill={
        Family.LINEAR: "#22304b",
        Family.CONVOLUTION: "#2c2a4a",
        Family.NORMALIZATION: "#1d3a3d",
        Family.ACTIVATION: "#442b2a",
        Family.SEQUENCE: "#402a3d",
        Family.CONTAINER: "#252d39",
        Family.FUNCTION: "#29323e",
        Family.CONSTANT: "#3b3220",
        Family.INPUT: "#1e2530",
    },
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK)}
