"""Every color of the window, in a light and a dark table. Colors appear nowhere else."""

from dataclasses import dataclass
from enum import StrEnum


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
    hatching: str
    """Behind the text of a node of which nothing is known."""
    ramp: tuple[str, ...]
    """Behind the text of a node, from little to much: even steps that everyone can tell apart."""
    dtype: dict[str, str]
    """Behind the text of a node that returns this dtype, or ``integer``, or ``other``."""

    @property
    def is_dark(self) -> bool:
        return self.name == "dark"


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
        Family.LINEAR: "#3f66c5",
        Family.CONVOLUTION: "#8668e9",
        Family.NORMALIZATION: "#209695",
        Family.ACTIVATION: "#d86457",
        Family.SEQUENCE: "#aa2c98",
        Family.CONTAINER: "#707077",
        Family.FUNCTION: "#445567",
        Family.CONSTANT: "#9b6e16",
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
    hatching="#d0d7e1",
    ramp=(
        "#eff4d8", "#d9eec8", "#bde8c0", "#9de2be", "#80dac2",
        "#67d0c6", "#50c4cb", "#40b8ce", "#3aabd1", "#3e9dd2",
    ),
    dtype={
        "float32": "#ddedff",
        "float16": "#f4b676",
        "bfloat16": "#94cba8",
        "float64": "#b2afd6",
        "integer": "#f7b9f8",
        "bool": "#f6ebb7",
        "complex": "#a690ba",
        "other": "#cbd7cc",
    },
)  # fmt: skip

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
        Family.LINEAR: "#698af2",
        Family.CONVOLUTION: "#a19afc",
        Family.NORMALIZATION: "#36cdde",
        Family.ACTIVATION: "#f08462",
        Family.SEQUENCE: "#d07cbf",
        Family.CONTAINER: "#9f9c91",
        Family.FUNCTION: "#bdb7b2",
        Family.CONSTANT: "#e0ac3e",
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
    hatching="#3f4a59",
    ramp=(
        "#222d3f", "#23344a", "#243b54", "#23435f", "#204b69",
        "#19536f", "#105c71", "#096572", "#096d72", "#147571",
    ),
    dtype={
        "float32": "#25323f",
        "float16": "#5c310c",
        "bfloat16": "#476d18",
        "float64": "#304b84",
        "integer": "#865259",
        "bool": "#59502d",
        "complex": "#725b86",
        "other": "#3b434b",
    },
)  # fmt: skip

THEMES = {theme.name: theme for theme in (LIGHT, DARK)}
