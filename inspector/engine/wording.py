"""Numbers and names as sentences say them."""

_UNITS = ("bytes", "kB", "MB", "GB", "TB", "PB", "EB")


def count(number: int, noun: str) -> str:
    """``1 module``, ``7,946 parameters``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def message_of(error: BaseException) -> str:
    """What an exception says, or its class if it says nothing or cannot be asked."""
    try:
        text = str(error)
    except Exception:  # noqa: BLE001 (the user's __str__ may raise anything)
        text = ""
    return encodable(text) or type(error).__name__


def encodable(text: str) -> str:
    """The text without lone surrogates, which no message could carry."""
    return text.encode("utf-8", "replace").decode()


def size(number: int) -> str:
    """A number of bytes: ``4.0 TB``, ``21 GB``."""
    amount, unit = float(number), 0
    while amount >= 1000 and unit < len(_UNITS) - 1:
        amount /= 1000
        unit += 1
    return (
        f"{amount:.1f} {_UNITS[unit]}" if unit and amount < 10 else f"{amount:.0f} {_UNITS[unit]}"
    )
