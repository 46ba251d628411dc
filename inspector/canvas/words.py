"""The words on a node, and so its size: which text stands where, in which font and tone."""

from dataclasses import replace
from enum import Enum
from typing import NamedTuple

from inspector.canvas.lettering import LABEL_HEIGHT, Face, Lettering
from inspector.graph.graph import Graph, Node
from inspector.graph.layout.geometry import Size

ONE_LINE, TWO_LINES = 26, 44
HEADER = 30
CHEVRON = 14
"""Room for the triangle that expands and collapses."""
EMPTY_HINT = "drop modules here"
_LEFT, _RIGHT = 13, 10
_BETWEEN = 14
_TIGHT = 7
_VALUE = 55
_TOTAL = 66
"""Room for what an overlay says of a node and of a container, so that no name gives way to it."""
_FIRST, _SECOND = 17, 35
_HEADER_LINE = 20
_MODULE_WIDTH, _OP_WIDTH, _MOST_WIDTH = 200, 112, 340
_MOST_HEADER = 460
_EMPTY = Size(220, 74)
_PILL = 7
_FIGURE_SPACE = "\u2007"
"""As wide as a digit."""


class Tone(Enum):
    """What a word is colored by."""

    TEXT = "text"
    MUTED = "muted"
    PILL = "pill"


class Word(NamedTuple):
    """A text at its baseline; `x` counts from the left border, or from the right if `ends`."""

    text: str
    face: Face
    tone: Tone
    x: int
    baseline: int
    ends: bool = False


def node_size(node: Node, lettering: Lettering) -> Size:
    """The size of a leaf; of an expanded container, the least that its header takes."""
    node = _on_single_lines(node)
    if node.expanded:
        return _header_size(node, lettering)
    first = _needed(lettering, node.title, Face.TITLE, _first_right(node), Face.PLAIN)
    if not _has_second_line(node):
        beside = node.type if node.kind in ("module", "op") else ""
        with_value = _needed(lettering, node.title, Face.TITLE, beside, Face.PLAIN) + _VALUE
        return Size(_clamped(max(first, with_value), _OP_WIDTH), ONE_LINE)
    second = _needed(lettering, node.detail, Face.CODE, _second_right(node), Face.PLAIN)
    if node.badge:
        second += lettering.width(Face.BADGE, node.badge) + 2 * _PILL + _BETWEEN
    if node.expandable:
        second += CHEVRON
    least = _MODULE_WIDTH if node.kind in ("module", "loop", "group") else _OP_WIDTH
    return Size(_clamped(max(first, second), least), TWO_LINES)


def label_sizes(graph: Graph, lettering: Lettering) -> list[Size | None]:
    """The size of each edge's label."""
    return [
        Size(lettering.width(Face.CODE, edge.label), LABEL_HEIGHT) if edge.label else None
        for edge in graph.edges
    ]


def words(
    node: Node, width: int, lettering: Lettering, value: str | None = None
) -> tuple[Word, ...]:
    """The words on a node of this width; what does not fit is cut off with an ellipsis.

    A `value` stands where the number of parameters does otherwise.
    """
    node = _on_single_lines(node)
    if node.expanded:
        return _header_words(node, width, lettering, value)
    if value and not _has_second_line(node):
        return _line_with_value(node, width, lettering, value)
    room = width - _LEFT - _RIGHT
    # However long a name is, the type stays.
    kept = min(lettering.width(Face.PLAIN, _first_right(node)), room // 3)
    title = lettering.elided(Face.TITLE, node.title, room - kept - _BETWEEN if kept else room)
    result = [Word(title, Face.TITLE, Tone.TEXT, _LEFT, _FIRST)]
    room -= lettering.width(Face.TITLE, title) + _BETWEEN
    right = lettering.elided(Face.PLAIN, _first_right(node), room)
    if right:
        result.append(Word(right, Face.PLAIN, Tone.MUTED, _RIGHT, _FIRST, True))
    if _has_second_line(node):
        result += _second_line(node, width - _LEFT - _RIGHT, lettering, value)
    return tuple(result)


def _line_with_value(node: Node, width: int, lettering: Lettering, value: str) -> tuple[Word, ...]:
    """Title, type and value on the one line; the type gives way first, then the title."""
    room = width - _LEFT - _RIGHT
    value = lettering.elided(Face.PLAIN, value, 2 * room // 3)
    room -= lettering.width(Face.PLAIN, value) + _TIGHT
    title = lettering.elided(Face.TITLE, node.title, room)
    result = [Word(title, Face.TITLE, Tone.TEXT, _LEFT, _FIRST)]
    used = lettering.width(Face.TITLE, title) + _TIGHT
    if node.type and lettering.width(Face.PLAIN, node.type) <= room - used:
        result.append(Word(node.type, Face.PLAIN, Tone.MUTED, _LEFT + used, _FIRST))
    return (*result, Word(value, Face.PLAIN, Tone.MUTED, _RIGHT, _FIRST, True))


def _on_single_lines(node: Node) -> Node:
    """The node without line breaks, which a module's name or arguments may have.

    Nor with what cannot be seen but turns the letters after it around.
    """
    if node.title.isprintable() and node.detail.isprintable():
        return node
    return replace(node, title=_printable(node.title), detail=_printable(node.detail))


def _printable(text: str) -> str:
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def _second_line(node: Node, room: int, lettering: Lettering, value: str | None) -> list[Word]:
    result: list[Word] = []
    end = _RIGHT
    if node.badge:
        result.append(Word(node.badge, Face.BADGE, Tone.PILL, end + _PILL - 2, _SECOND - 1, True))
        taken = lettering.width(Face.BADGE, node.badge) + 2 * _PILL + _PILL
        end, room = end + taken, room - taken
    right = _second_right(node) if value is None else value
    right = lettering.elided(Face.PLAIN, right, room)
    if right:
        result.append(Word(right, Face.PLAIN, Tone.MUTED, end, _SECOND, True))
        room -= lettering.width(Face.PLAIN, right) + _BETWEEN
    start = _LEFT + (CHEVRON if node.expandable else 0)
    detail = lettering.elided(Face.CODE, node.detail, room - (start - _LEFT))
    if detail:
        result.append(Word(detail, Face.CODE, Tone.MUTED, start, _SECOND))
    return result


def _header_size(node: Node, lettering: Lettering) -> Size:
    left = _needed(lettering, node.title, Face.TITLE, node.type, Face.PLAIN) - _RIGHT + CHEVRON
    right = max(lettering.width(Face.PLAIN, _header_right(node, None)), _TOTAL) + _RIGHT
    pill = _pill_room(node, lettering)
    if node.trip:
        right += pill
    else:
        left += pill
    # The line that enters in the middle passes between the words, if they are no longer than usual.
    width = max(_clamped(left + right + _BETWEEN, _MODULE_WIDTH), _least_around_line(left, right))
    return Size(max(width, _EMPTY.width), _EMPTY.height) if node.empty else Size(width, HEADER)


def _least_around_line(left: int, right: int) -> int:
    return min(2 * (max(left, right) + _TIGHT), _MOST_HEADER)


def _header_words(
    node: Node, width: int, lettering: Lettering, value: str | None
) -> tuple[Word, ...]:
    right = _header_right(node, value)
    room = width - _LEFT - _RIGHT - CHEVRON - lettering.width(Face.PLAIN, right) - _BETWEEN
    room -= _pill_room(node, lettering)
    title = lettering.elided(Face.TITLE, node.title, room)
    start = _LEFT + CHEVRON
    result = [Word(title, Face.TITLE, Tone.TEXT, start, _HEADER_LINE)]
    used = lettering.width(Face.TITLE, title) + _TIGHT
    type = lettering.elided(Face.PLAIN, node.type, room - used)
    if type:
        result.append(Word(type, Face.PLAIN, Tone.MUTED, start + used, _HEADER_LINE))
        used += lettering.width(Face.PLAIN, type) + 7
    if node.repeats > 1:
        x = start + used + _PILL
        result.append(Word(node.badge, Face.BADGE, Tone.PILL, x, _HEADER_LINE - 1))
    elif node.trip:
        pill = _header_pill(node)
        result.append(Word(pill, Face.BADGE, Tone.PILL, _RIGHT + _PILL, _HEADER_LINE - 1, True))
    if right:
        end = _RIGHT + 2 + (_pill_room(node, lettering) if node.trip else 0)
        result.append(Word(right, Face.PLAIN, Tone.MUTED, end, _HEADER_LINE, True))
    if node.empty:
        hint = (width - lettering.width(Face.PLAIN, EMPTY_HINT)) // 2
        result.append(Word(EMPTY_HINT, Face.PLAIN, Tone.MUTED, hint, _EMPTY.height - 22))
    return tuple(result)


def _has_second_line(node: Node) -> bool:
    return bool(node.detail or node.badge or node.parameters or node.expandable)


def _first_right(node: Node) -> str:
    return "" if node.kind == "loop" else node.type


def _second_right(node: Node) -> str:
    return f"{node.parameters:,}" if node.parameters and node.kind in ("module", "group") else ""


def _header_right(node: Node, value: str | None) -> str:
    # How often a loop or a fold is there is said elsewhere.
    badge = "" if node.trip or node.repeats > 1 else node.badge
    said = f"{node.parameters:,} parameters" if node.parameters and node.kind != "loop" else ""
    return " · ".join(piece for piece in (badge, said if value is None else value) if piece)


def _pill_room(node: Node, lettering: Lettering) -> int:
    """What the pill takes of a header, if there is one."""
    pill = _header_pill(node)
    return lettering.width(Face.BADGE, pill) + 2 * _PILL + 7 if pill else 0


def _header_pill(node: Node) -> str:
    """How often a container is there, or which trip of a loop, between what leads to others."""
    if node.repeats > 1:
        return node.badge
    if not node.trip:
        return ""
    trip = str(node.trip).rjust(len(str(node.trips)), _FIGURE_SPACE)
    return f"‹  {trip} / {node.trips}  ›"


def _needed(lettering: Lettering, left: str, left_face: Face, right: str, right_face: Face) -> int:
    between = _BETWEEN if left and right else 0
    widths = lettering.width(left_face, left) + between + lettering.width(right_face, right)
    return _LEFT + widths + _RIGHT


def _clamped(width: int, least: int) -> int:
    return max(least, min(width, _MOST_WIDTH))
