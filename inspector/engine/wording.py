"""What exceptions say, as messages can carry it."""


def message_of(error: BaseException) -> str:
    """What an exception says, or its class if it says nothing or cannot be asked."""
    try:
        text = str(error)
    except Exception:  # noqa: BLE001 (the user's __str__ may raise anything)
        text = ""
    return encodable(text) or type(error).__name__


def encodable(text: str) -> str:
    """The text without lone surrogates, which no message could carry."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
