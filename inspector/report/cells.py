"""How wide text is in a terminal, and text made to fit."""

import unicodedata
from functools import lru_cache

_INVISIBLE = ("Cc", "Cf", "Cs", "Zl", "Zp")
_WIDE = ("W", "F")


def visible(text: str) -> str:
    """The text on one line, with control and direction characters written out."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        each.encode("unicode_escape").decode() if unicodedata.category(each) in _INVISIBLE else each
        for each in text
    )


def cells(text: str) -> int:
    """How many cells of a terminal the text takes; Chinese characters take two."""
    if text.isascii():
        return len(text)
    return sum(map(_cells_of, text))


def clipped(text: str, width: int) -> str:
    """The text, or as much of its beginning as fits and ``…``."""
    if cells(text) <= width:
        return text
    used, kept = 1, []
    for each in text:
        used += _cells_of(each)
        if used > width:
            break
        kept.append(each)
    return "".join(kept).rstrip() + "…" if width > 0 else ""


def padded(text: str, width: int, right: bool = False) -> str:
    """The text with spaces behind it, or before it if it is set to the right."""
    space = " " * max(0, width - cells(text))
    return space + text if right else text + space


def wrapped(text: str, width: int) -> list[str]:
    """Lines no wider than `width`; words that are longer are cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        while word:
            joined = f"{line} {word}" if line else word
            if cells(joined) <= width:
                line, word = joined, ""
            elif line:
                lines.append(line)
                line = ""
            else:
                piece = _beginning(word, width)
                lines.append(piece)
                word = word[len(piece) :]
    return [*lines, line] if line else lines


def _beginning(word: str, width: int) -> str:
    used = 0
    for position, each in enumerate(word):
        used += _cells_of(each)
        if used > width:
            return word[: max(1, position)]
    return word


@lru_cache(1024)
def _cells_of(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1
