"""Colors as eyes see them: contrast, difference, and what the color-blind tell apart."""

from collections.abc import Iterable
from itertools import combinations

Triple = tuple[float, float, float]

# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
# Deficiency", IEEE TVCG 15 (2009), table 1 at severity 1.0; for linear light.
_SIGHTS: dict[str, tuple[Triple, Triple, Triple]] = {
    "all colors": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# Björn Ottosson, "A perceptual color space for image processing" (2020).
_TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_OKLAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.1, from 1 to 21."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def luminance(color: str) -> float:
    """Relative luminance after WCAG 2.1."""
    red, green, blue = _linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def least_difference(one: str, other: str) -> float:
    """How far two colors are apart in OKLab, for whom they are nearest; 0.02 is just seen."""
    return min(
        sum((a - b) ** 2 for a, b in zip(_oklab(one, sight), _oklab(other, sight), strict=True))
        ** 0.5
        for sight in _SIGHTS
    )


def nearest(colors: Iterable[str]) -> float:
    """The least difference of any two colors."""
    return min(least_difference(one, other) for one, other in combinations(colors, 2))


def over(color: str, ground: str, opacity: float) -> str:
    """The color that is seen where one that is not opaque lies over another."""
    mixed = (
        round(opacity * a + (1 - opacity) * b)
        for a, b in zip(_channels(color), _channels(ground), strict=True)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _oklab(color: str, sight: str) -> Triple:
    seen = _times(_SIGHTS[sight], _linear(color))
    red, green, blue = (min(max(channel, 0.0), 1.0) for channel in seen)
    cones = _times(_TO_CONES, (red, green, blue))
    return _times(_TO_OKLAB, tuple(cone ** (1 / 3) for cone in cones))  # type: ignore[arg-type]


def _times(matrix: tuple[Triple, Triple, Triple], vector: Triple) -> Triple:
    first, second, third = (
        sum(factor * value for factor, value in zip(row, vector, strict=True)) for row in matrix
    )
    return first, second, third


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _linear(color: str) -> Triple:
    red, green, blue = (_decoded(channel / 255) for channel in _channels(color))
    return red, green, blue


def _decoded(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
