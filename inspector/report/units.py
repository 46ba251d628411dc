"""Numbers with their units, as people say them."""

from collections import Counter

_BYTES = ("bytes", "kB", "MB", "GB", "TB", "PB")
_FLOPS = ("FLOP", "kFLOP", "MFLOP", "GFLOP", "TFLOP", "PFLOP")
_COUNTS = ("", "k", "M", "G", "T", "P")
_SECONDS = (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6))
_STEP = 1000


def count(number: int, noun: str) -> str:
    """``1 module``, ``7,946 parameters``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def times(seen: Counter[str]) -> str:
    """What was seen and how often: ``True``, or ``True × 3, False × 2``."""
    if seen.total() == 1:
        return next(iter(seen))
    return ", ".join(f"{what} × {number}" for what, number in seen.items())


def size(number: int) -> str:
    """A number of bytes: ``18.8 kB``."""
    return _scaled(number, _BYTES) if number != 1 else "1 byte"


def flops(number: int) -> str:
    """A number of floating-point operations: ``2.4 MFLOP``."""
    return _scaled(number, _FLOPS)


def compact(number: int) -> str:
    """A number of anything, short: ``2.4 M``."""
    return _scaled(number, _COUNTS).rstrip()


def duration(seconds: float) -> str:
    """A time with three digits or fewer: ``21 µs``, ``3.1 ms``."""
    for unit, length in _SECONDS:
        if seconds >= length:
            value = seconds / length
            return f"{value:.0f} {unit}" if value >= 10 else f"{value:.1f} {unit}"
    return "< 1 µs"


def shape_text(shape: tuple[int, ...] | None) -> str:
    """``2 × 20``; ``scalar`` for no dimensions, ``?`` for a shape that is not known.

    A negative size, of a dimension that varies within a nested tensor, is ``ragged``.
    """
    if shape is None:
        return "?"
    return " × ".join("ragged" if n < 0 else str(n) for n in shape) if shape else "scalar"


def _scaled(number: int, units: tuple[str, ...]) -> str:
    """Three digits and the unit that makes them so."""
    amount, place = float(number), 0
    while amount >= _STEP - 0.5 and place < len(units) - 1:
        amount /= _STEP
        place += 1
    decimals = 0 if place == 0 or amount >= 100 else 1
    return f"{amount:,.{decimals}f} {units[place]}"
