"""What could be written at a place in the code: names of torch, of the class, of arguments."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inspector.catalog.catalog import catalog
from inspector.edits.signatures import signature
from inspector.outline.classes import members
from inspector.outline.document import imported_names, qualified, top_level_names
from inspector.outline.expressions import call
from inspector.outline.nodes import Class, Function, Outline

_WORD = re.compile(r"[A-Za-z_][\w.]*$")
_CALLED = re.compile(r"([A-Za-z_][\w.]*)\s*$")
_GIVEN = re.compile(r"(\w+)\s*=(?!=)")
_FARTHEST = 4000
"""So many characters back the parenthesis of a call is looked for."""


@dataclass(frozen=True)
class Suggestion:
    """One way to go on, and what it is."""

    text: str
    detail: str = ""


@dataclass(frozen=True)
class Completion:
    """The suggestions for what stands between `start` and the caret."""

    start: int
    suggestions: tuple[Suggestion, ...] = ()


def complete(text: str, offset: int, outline: Outline) -> Completion:
    """What fits at an offset of a text; `outline` is of it, or of an earlier state of it."""
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    if _is_quoted(line):
        return Completion(offset)
    match = _WORD.search(line)
    word = match.group() if match is not None else ""
    owner, dot, part = word.rpartition(".")
    if dot:
        found = _attributes(text, offset, outline, owner)
    else:
        found = (*_arguments(text, offset - len(part), outline), *_names(outline))
    return Completion(offset - len(part), tuple(_fitting(found, part)))


def _is_quoted(line: str) -> bool:
    """Whether a place is in a comment or string, as far as its line tells."""
    bare = re.sub(r"'[^']*'|\"[^\"]*\"", "", line)
    return any(sign in bare for sign in "#'\"")


def _fitting(found: Iterable[Suggestion], part: str) -> Iterator[Suggestion]:
    seen: set[str] = set()
    for each in found:
        fits = each.text.lower().startswith(part.lower()) and each.text != part
        if fits and each.text not in seen:
            seen.add(each.text)
            yield each


def _attributes(text: str, offset: int, outline: Outline, owner: str) -> Iterable[Suggestion]:
    if owner == "self":
        return _of_class(_class_at(text, offset, outline))
    prefix = f"{qualified(owner, imported_names(outline))}."
    named = [
        Suggestion(each.qualified.removeprefix(prefix), each.summary)
        for each in catalog().entries
        if each.qualified.startswith(prefix)
    ]
    return sorted((s for s in named if "." not in s.text), key=lambda each: each.text.lower())


def _class_at(text: str, offset: int, outline: Outline) -> Class | None:
    """The last class that begins above a place."""
    line = text.count("\n", 0, offset) + 1
    found = [
        each
        for each in outline.body
        if isinstance(each, Class) and each.span is not None and each.span.line <= line
    ]
    return found[-1] if found else None


def _of_class(owner: Class | None) -> Iterator[Suggestion]:
    if owner is None:
        return
    for name, value in members(owner).items():
        made = getattr(value, "name", "")
        yield Suggestion(name, f"{made}(…)" if made else "")
    for each in owner.body:
        if isinstance(each, Function) and not each.name.startswith("__"):
            yield Suggestion(each.name, "method")


def _names(outline: Outline) -> Iterator[Suggestion]:
    for name in sorted(top_level_names(outline)):
        yield Suggestion(name)


def _arguments(text: str, offset: int, outline: Outline) -> Iterator[Suggestion]:
    """The arguments that the call around a place does not have yet."""
    opening = _opening(text, offset)
    called = _CALLED.search(text[max(0, opening - 200) : opening]) if opening >= 0 else None
    if called is None:
        return
    given = set(_GIVEN.findall(text[opening + 1 : offset]))
    for each in signature(outline, call(called.group(1))) or ():
        if each.kind != "var" and each.name not in given:
            default = f"default {each.default}" if each.default is not None else "required"
            yield Suggestion(f"{each.name}=", default)


def _opening(text: str, offset: int) -> int:
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
