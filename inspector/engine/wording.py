"""What exceptions say, as messages can carry it, and how sentences are written."""

_LONGEST = 4000
"""Characters of a message, of which an exception may have millions."""


def message_of(error: BaseException) -> str:
    """What an exception says, or its class if it says nothing or cannot be asked."""
    try:
        text = str(error)
    except KeyboardInterrupt:
        raise
    except BaseException:  # noqa: BLE001 (the user's __str__ may raise anything)
        text = ""
    return encodable(shortened(text, _LONGEST)) or type(error).__name__


def capital(text: str) -> str:
    """The text as a sentence begins."""
    return text[:1].upper() + text[1:]


def shortened(text: str, longest: int) -> str:
    """The beginning of a text that is longer than this."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def encodable(text: str) -> str:
    """The text without lone surrogates, which no message could carry."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
