"""What could be written at a place in the code: names of torch, of the class, of arguments."""

import keyword
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inspector.catalog.catalog import catalog
from inspector.edits.call_hint import call_hint
from inspector.outline.classes import members
from inspector.outline.document import imported_names, qualified, top_level_names
from inspector.outline.nodes import Class, Function, Outline
from inspector.outline.operands import TENSOR_METHODS

_WORD = re.compile(r"[A-Za-z_][\w.]*$")
_DEF = re.compile(r"^(?P<blanks>[ \t]*)(?:async )?def \w+\((?P<takes>[^)]*(?:\)[^:\n]*)?)", re.M)
_BOUND = re.compile(r"^[ \t]+(?:for )?(?P<names>[A-Za-z_]\w*(?:, *[A-Za-z_]\w*)*) (?:=|in) ", re.M)
_WORDS = re.compile(r"[A-Za-z_]\w*")
_LONGEST = 20_000
"""Characters of a function that are looked at."""
_PYTHON = (
    *(each for each in keyword.kwlist if len(each) > 2),
    *("dict", "enumerate", "float", "getattr", "int", "isinstance", "len", "list", "max", "min"),
    *("print", "range", "reversed", "sum", "super", "tuple", "zip"),
)
_GIVEN = re.compile(r"(\w+)\s*=(?!=)")


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
        start = offset - len(part)
        found = (*_arguments(text, start, outline), *_here(text, start), *_names(outline))
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
    if "." not in owner and owner in {each.text for each in _here(text, offset)}:
        return (Suggestion(name, "of tensors") for name in sorted(TENSOR_METHODS))
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
    for name in _PYTHON:
        yield Suggestion(name, "Python")


def _here(text: str, offset: int) -> Iterator[Suggestion]:
    """The parameters of the function around a place, and its variables, the last one first."""
    line = text.rfind("\n", 0, offset) + 1
    indent = len(text[line:offset]) - len(text[line:offset].lstrip())
    heads = list(_DEF.finditer(text, max(0, offset - _LONGEST), line))
    around = next((each for each in reversed(heads) if len(each["blanks"]) < indent), None)
    if around is None:
        return
    for name in _parameters(around["takes"]):
        yield Suggestion(name, "parameter")
    for match in reversed(list(_BOUND.finditer(text, around.end(), line))):
        for name in _WORDS.findall(match["names"]):
            yield Suggestion(name, "variable")


def _parameters(takes: str) -> Iterator[str]:
    """The names between the parentheses of a ``def``."""
    for each in re.sub(r"\[[^\]]*\]|\([^)]*\)", "", takes).split(","):
        name = each.partition(":")[0].partition("=")[0].strip(" *\n")
        if name.isidentifier() and name != "self":
            yield name


def _arguments(text: str, offset: int, outline: Outline) -> Iterator[Suggestion]:
    """The arguments that the call around a place does not have yet."""
    hint = call_hint(text, offset, outline)
    if hint is None:
        return
    given = set(_GIVEN.findall(text[hint.start + 1 : offset]))
    for each in hint.parameters:
        if each.kind != "var" and each.name not in given:
            default = f"default {each.default}" if each.default is not None else "required"
            told = f"{default}. {each.description}" if each.description else default
            yield Suggestion(f"{each.name}=", told)
