"""The call that is being written: what it takes, and which of it comes now."""

import re
from dataclasses import dataclass

from inspector.catalog.entry import Parameter
from inspector.edits.signatures import signature
from inspector.outline.expressions import call
from inspector.outline.nodes import Outline
from inspector.outline.read import OutlineError

_CALLED = re.compile(r"([A-Za-z_][\w.]*)\s*$")
_KEYWORD = re.compile(r"\s*(\w+)\s*=(?!=)")
_STRINGS = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"")
_DEFINES = re.compile(r"\b(?:def|class)\s+$")
_LONGEST_NAME = 200
_FARTHEST = 4000
"""So many characters back the parenthesis of a call is looked for."""


@dataclass(frozen=True)
class CallHint:
    """The innermost call around a place whose parameters are known."""

    name: str
    start: int
    """The offset of its opening parenthesis."""
    parameters: tuple[Parameter, ...]
    current: int | None
    """Which parameter the argument at the place is for; None if that cannot be told."""


def call_hint(text: str, offset: int, outline: Outline) -> CallHint | None:
    """The call around an offset; `outline` is of the text, or of an earlier state of it."""
    opening = opening_before(text, offset)
    called = called_at(text, opening)
    if not called:
        return None
    try:
        found = signature(outline, call(called))
    except OutlineError:
        return None
    if not found:
        return None
    return CallHint(called, opening, found, _current(text[opening + 1 : offset], found))


def called_at(text: str, opening: int) -> str:
    """The name that is called by a parenthesis; "" where it is defined or nothing is called."""
    head = text[max(0, opening - _LONGEST_NAME) : max(0, opening)]
    called = _CALLED.search(head)
    if called is None or _DEFINES.search(head[: called.start()]):
        return ""
    return called.group(1)


def opening_before(text: str, offset: int) -> int:
    """The offset of the parenthesis that is open at a place; -1 if none is."""
    depth = 0
    for at in range(offset - 1, max(-1, offset - _FARTHEST), -1):
        if text[at] in ")]}":
            depth += 1
        elif text[at] in "([{":
            if depth == 0:
                return at if text[at] == "(" else -1
            depth -= 1
    return -1


def _current(given: str, parameters: tuple[Parameter, ...]) -> int | None:
    """Which parameter is written at the end of the arguments so far."""
    pieces = _pieces(_STRINGS.sub("''", given))
    keyword = _KEYWORD.match(pieces[-1])
    names = [each.name for each in parameters]
    if keyword is not None:
        return names.index(keyword[1]) if keyword[1] in names else None
    if any(_KEYWORD.match(each) for each in pieces[:-1]):
        return None
    at = len(pieces) - 1
    rest = next((i for i, each in enumerate(parameters) if each.kind == "var"), None)
    if rest is not None and at >= rest:
        return rest
    return at if at < len(parameters) and parameters[at].kind == "positional" else None


def _pieces(text: str) -> list[str]:
    """The arguments of a call that has not ended, cut at the commas between them."""
    pieces, depth, start = [], 0, 0
    for at, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if character == "," and depth == 0:
            pieces.append(text[start:at])
            start = at + 1
    return [*pieces, text[start:]]
