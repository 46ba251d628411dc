"""Exchanging a name in a piece of code: where it is read, not where a text speaks of it."""

import re
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, TypeVar

from inspector.outline.nodes import Node

N = TypeVar("N", bound=Node)

_STRING = (
    r"(?P<prefix>(?<!\w)[a-zA-Z]{1,2})?"
    r'(?P<quoted>"{3}(?:\\.|[^\\])*?"{3}|'
    r"'{3}(?:\\.|[^\\])*?'{3}|"
    r'"(?:\\.|[^"\\])*"|'
    r"'(?:\\.|[^'\\])*')"
)
_COMMENT = r"(?P<comment>\#[^\n]*)"
_FIELDS = re.compile(r"\{\{|\}\}|\{(?:[^{}]|\{[^{}]*\})*\}")


def replacing(name: str, new: str) -> Callable[[str], str]:
    """A change of code that writes `new` where the regular expression `name` matches.

    Comments and strings stay, except what stands in the fields of an f-string.
    """
    wanted = re.compile(name)
    either = re.compile(rf"{_STRING}|{_COMMENT}|(?:{name})", re.DOTALL)

    def changed(match: re.Match[str]) -> str:
        if match["comment"]:
            return match[0]
        if match["quoted"]:
            is_formatted = "f" in (match["prefix"] or "").lower()
            return _FIELDS.sub(in_field, match[0]) if is_formatted else match[0]
        return new

    def in_field(match: re.Match[str]) -> str:
        return match[0] if match[0] in ("{{", "}}") else wanted.sub(new, match[0])

    return lambda code: either.sub(changed, code)


def with_text(node: N, change: Callable[[str], str]) -> N:
    """The node with every piece of its code changed; names of keywords and classes are kept."""
    changed: dict[str, Any] = {}
    for each in fields(node):
        value = getattr(node, each.name)
        if isinstance(value, Node):
            new: Any = with_text(value, change)
        elif isinstance(value, tuple) and each.name not in ("span",):
            new = tuple(
                with_text(x, change) if isinstance(x, Node) else change(x) if x else x
                for x in value
            )
        elif each.name in ("target", "header"):
            new = change(value)
        else:
            continue
        if new != value:
            changed[each.name] = new
    return replace(node, **changed) if changed else node
