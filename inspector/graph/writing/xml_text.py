"""Text that XML can hold."""

_FORBIDDEN = dict.fromkeys(
    (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\ufffd"
)


def xml_text(text: str) -> str:
    """The text with a replacement character for each letter that XML has no way to say."""
    return text.translate(_FORBIDDEN)
