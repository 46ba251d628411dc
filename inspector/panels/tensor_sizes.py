"""How many elements and bytes a tensor has, and how to say so."""

import math

from inspector.report.dtypes import element_bytes

_UNITS = ("B", "kB", "MB", "GB", "TB", "PB", "EB")
_STEP = 1000


def element_count(shape: tuple[int, ...]) -> int:
    """The number of elements of a tensor of this shape; 1 for a scalar."""
    return math.prod(shape)


def byte_count(elements: int, dtype: str) -> int:
    """The bytes of so many elements; a dtype such as ``float8_e5m2`` that is not known has 1."""
    return elements * element_bytes(dtype)


def bytes_text(count: int) -> str:
    """``160 B``, ``1.7 kB``, ``18.8 kB``, ``240 MB``."""
    value, unit = float(count), 0
    while value >= _STEP and unit < len(_UNITS) - 1:
        value, unit = value / _STEP, unit + 1
    if unit == 0 or value >= 100:
        return f"{value:,.0f} {_UNITS[unit]}"
    return f"{value:.1f} {_UNITS[unit]}"
