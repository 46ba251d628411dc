"""The shape of an input as people type it, and what a tensor of it would cost."""

import re

from inspector.panels.tensor_sizes import byte_count, bytes_text, element_count

LARGE = 1_000_000_000
"""From so many elements on, the window warns."""
_LONG = 10**15
_LARGEST_SIZE = 2**63 - 1
_SEPARATORS = re.compile(r"[\s,x×*·;]+", re.IGNORECASE)
_LIKE = "Write a shape such as 2, 20."


def parse_shape(text: str) -> tuple[int, ...]:
    """The shape in ``2, 20``, ``2 20``, ``2x20``, ``2 × 20`` or ``(2, 20)``; ``()`` is a scalar.

    Raises ValueError with a sentence for the user.
    """
    inner = text.strip()
    for opening, closing in ("()", "[]"):
        if inner.startswith(opening) and inner.endswith(closing):
            inner = inner[1:-1]
            break
    else:
        if not inner:
            raise ValueError(f"{_LIKE} () is a single number.")
    sizes = [_size(piece) for piece in _SEPARATORS.split(inner.strip()) if piece]
    return tuple(sizes)


def _size(piece: str) -> int:
    digits = piece.replace("_", "")
    if digits.startswith("-") and digits[1:].isdecimal():
        raise ValueError(f"{piece} cannot be a size: a size is 0 or more.")
    if not (digits.isascii() and digits.isdecimal()):
        raise ValueError(f"“{piece}” is not a size. {_LIKE}")
    if len(digits.lstrip("0")) > len(str(_LARGEST_SIZE)) or int(digits) > _LARGEST_SIZE:
        raise ValueError("This size is larger than any tensor can have.")
    return int(digits)


def shape_field_text(shape: tuple[int, ...]) -> str:
    """The shape as the field shows it: ``2, 20``."""
    return ", ".join(map(str, shape)) if shape else "()"


def size_warning(shape: tuple[int, ...], dtype: str) -> str:
    """How much memory a large tensor takes; empty for one of an ordinary size."""
    count = element_count(shape)
    if count < LARGE:
        return ""
    elements = f"{count:,}" if count < _LONG else f"{count:.3g}"
    return f"{elements} elements take {bytes_text(byte_count(count, dtype))} of memory."
