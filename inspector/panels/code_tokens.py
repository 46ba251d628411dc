"""Python line by line, as pieces that are colored alike. Pure text; knows no Qt."""

import keyword
import re
from enum import Enum, IntEnum
from typing import NamedTuple


class Piece(Enum):
    """What a piece of a line is; everything else is plain text."""

    KEYWORD = "keyword"
    NAME = "name"
    """Of a class or function, where it is defined."""
    SELF = "self"
    LITERAL = "literal"
    STRING = "string"
    COMMENT = "comment"
    DECORATOR = "decorator"


class Within(IntEnum):
    """What the start of a line lies within; the state that one line passes on to the next."""

    CODE = 0
    SINGLE = 1
    """A string in three single quotes."""
    DOUBLE = 2
    """A string in three double quotes."""


class Token(NamedTuple):
    """A piece of a line, by columns in characters."""

    piece: Piece
    start: int
    end: int


_TOKEN = re.compile(
    r"""
    (?P<decorator>^\s*@\w[\w.]*)
    | (?P<soft>^\s*(?:match(?!\s*[=.,:)\]])|case(?!\s*[=.,:)\]]))(?=.*:)|^\s*type(?=\s+\w+.*=))
    | (?P<comment>\#.*)
    | (?P<opening>[rbfuRBFU]{0,2}(?P<quotes>'''|\"\"\"))
    | (?P<formatted>(?:[fF][rR]?|[rR][fF])(?=['"]))
    | (?P<string>[rbfuRBFU]{0,2}(?:'(?:\\.|[^'\\])*'?|"(?:\\.|[^"\\])*"?))
    | (?P<defining>class|def)\b(?:\s+(?P<name>\w+))?
    | (?P<number>0[xXbBoO][\da-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?[jJ]?)
    | (?P<word>\w+)
    """,
    re.VERBOSE,
)
_CLOSING = {
    Within.SINGLE: re.compile(r"(?:\\.|[^\\])*?'''"),
    Within.DOUBLE: re.compile(r'(?:\\.|[^\\])*?"""'),
}
_CONSTANTS = frozenset(("None", "True", "False"))
_KEYWORDS = frozenset(keyword.kwlist) - _CONSTANTS


def tokens(line: str, within: Within = Within.CODE) -> tuple[list[Token], Within]:
    """The colored pieces of one line, and what the next line begins within."""
    found: list[Token] = []
    at = 0
    while True:
        if within is not Within.CODE:
            closing = _CLOSING[within].match(line, at)
            end = closing.end() if closing else len(line)
            _add(found, Piece.STRING, at, end)
            if closing is None:
                return found, within
            at, within = end, Within.CODE
        match = _TOKEN.search(line, at)
        if match is None:
            return found, within
        at = match.end()
        if match["quotes"]:
            within = Within.SINGLE if match["quotes"] == "'''" else Within.DOUBLE
            found.append(Token(Piece.STRING, match.start(), at))
        elif match["formatted"]:
            at = _add_formatted(found, line, match)
        else:
            _add_match(found, match)


def _add_formatted(found: list[Token], line: str, match: re.Match[str]) -> int:
    """Add an f-string, whose expressions are code; returns the column behind it."""
    quote, start = line[match.end()], match.start()
    at = match.end() + 1
    while at < len(line) and line[at] != quote:
        if line[at] == "\\":
            at += 2
        elif line[at] != "{" or line[at + 1 : at + 2] == "{":
            at += 2 if line[at] == "{" else 1
        else:
            end, behind = _expression(line, at + 1)
            _add(found, Piece.STRING, start, at + 1)
            inner = tokens(line[at + 1 : end])[0]
            found += [Token(piece, at + 1 + a, at + 1 + b) for piece, a, b in inner]
            start, at = end, behind
    end = min(at + 1, len(line))
    _add(found, Piece.STRING, start, end)
    return end


def _expression(line: str, at: int) -> tuple[int, int]:
    """Where the expression in braces ends, and where the string goes on behind them."""
    depth, end = 0, -1
    while at < len(line):
        character = line[at]
        if character in "'\"" and end < 0:
            closing = line.find(character, at + 1)
            at = closing if closing >= 0 else len(line)
        elif character in "([{":
            depth += 1
        elif depth == 0 and character == "}":
            return (at if end < 0 else end), at
        elif character in ")]}":
            depth -= 1
        elif depth == 0 and end < 0 and _ends_expression(line, at):
            end = at
        at += 1
    return (len(line) if end < 0 else end), len(line)


def _ends_expression(line: str, at: int) -> bool:
    """Whether a format or conversion begins here, as in ``{x:.2f}`` and ``{x!r}``."""
    return line[at] == ":" or (line[at] == "!" and line[at + 1 : at + 2] != "=")


def _add_match(found: list[Token], match: re.Match[str]) -> None:
    word = match["word"]
    if word is not None:
        piece = _piece_of_word(word)
        if piece is not None:
            found.append(Token(piece, *match.span()))
    elif match["defining"]:
        found.append(Token(Piece.KEYWORD, *match.span("defining")))
        if match["name"]:
            found.append(Token(Piece.NAME, *match.span("name")))
    else:
        for group, piece in _PIECES:
            if match[group] is not None:
                found.append(Token(piece, *match.span(group)))


_PIECES = (
    ("decorator", Piece.DECORATOR),
    ("soft", Piece.KEYWORD),
    ("comment", Piece.COMMENT),
    ("string", Piece.STRING),
    ("number", Piece.LITERAL),
)


def _piece_of_word(word: str) -> Piece | None:
    if word in _KEYWORDS:
        return Piece.KEYWORD
    if word in _CONSTANTS:
        return Piece.LITERAL
    return Piece.SELF if word == "self" else None


def _add(found: list[Token], piece: Piece, start: int, end: int) -> None:
    """Add a piece, as part of the one before where they touch; empty ones are left out."""
    if found and found[-1].piece is piece and found[-1].end == start:
        found[-1] = Token(piece, found[-1].start, end)
    elif end > start:
        found.append(Token(piece, start, end))


def code_of(line: str, within: Within = Within.CODE) -> str:
    """The line with strings and comments blanked out, so that only code is left to look at."""
    characters = list(line)
    for piece, start, end in tokens(line, within)[0]:
        if piece in (Piece.STRING, Piece.COMMENT):
            characters[start:end] = " " * (end - start)
    return "".join(characters)
