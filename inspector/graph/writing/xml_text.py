"""Text that XML can hold."""

import re

_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text with a replacement character for each letter that XML has no way to say."""
    return _FORBIDDEN.sub("\ufffd", text)
