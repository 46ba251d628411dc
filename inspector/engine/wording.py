"""Numbers and names as sentences say them."""

_UNITS = ("bytes", "kB", "MB", "GB", "TB", "PB", "EB")


def count(number: int, noun: str) -> str:
    """``1 module``, ``7,946 parameters``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def size(number: int) -> str:
    """A number of bytes: ``4.0 TB``, ``21 GB``."""
    amount, unit = float(number), 0
    while amount >= 1000 and unit < len(_UNITS) - 1:
        amount /= 1000
        unit += 1
    return (
        f"{amount:.1f} {_UNITS[unit]}" if unit and amount < 10 else f"{amount:.0f} {_UNITS[unit]}"
    )
