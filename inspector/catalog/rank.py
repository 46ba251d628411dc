"""How well a name answers to what is typed into a search box."""

import re
from typing import TypeAlias

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+[a-z]?")
_NOISE = re.compile(r"[\W_]+")

Rank: TypeAlias = tuple[int, int]
"""Smaller is better: how it matches, then how much is left of a name that begins with it."""

BEGINNING, LETTERS_IN_ORDER = 1, 6
"""Ways to match, see `rank`."""


def rank(query: str, name: str, group: str = "", summary: str = "") -> Rank | None:
    """How well the query matches, or None if it does not; spaces and case make no difference.

    The whole name comes before its beginning, that before its words' beginnings, its inside, its
    letters in order; then the group and the summary, in which every word must be found.
    """
    wanted = _NOISE.sub("", query).lower()
    whole = _NOISE.sub("", name).lower()
    if not wanted:
        return None if query.strip() else (0, 0)
    tests = (
        whole == wanted,
        whole.startswith(wanted),
        _starts_words(query, name),
        wanted in whole,
        _has_words(query, group),
        _has_words(query, f"{name} {group} {summary}"),
        len(wanted) > 1 and _is_subsequence(wanted, whole),
    )
    place = next((place for place, met in enumerate(tests) if met), None)
    if place is None:
        return None
    return place, len(whole) - len(wanted) if place == BEGINNING else 0


def words(name: str) -> list[str]:
    """The words of a name: ``LazyConv2d`` is lazy conv 2d."""
    return [found.lower() for found in _WORD.findall(name)]


def _starts_words(query: str, name: str) -> bool:
    """Whether each word typed begins a word of the name, in any order: ``2d conv``."""
    parts = words(name)
    return all(any(part.startswith(typed) for part in parts) for typed in words(query.lower()))


def _has_words(query: str, text: str) -> bool:
    """Whether each word typed begins a word of the text."""
    parts = [_NOISE.sub("", each) for each in text.lower().split()]
    typed = [_NOISE.sub("", each) for each in query.lower().split()]
    return all(any(part.startswith(each) for part in parts) for each in typed if each)


def _is_subsequence(wanted: str, whole: str) -> bool:
    """Whether the letters stand in the name in this order, the first at its beginning."""
    rest = iter(whole)
    return whole.startswith(wanted[0]) and all(letter in rest for letter in wanted)
