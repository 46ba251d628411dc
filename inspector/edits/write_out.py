"""Writing what a repetition makes one by one, so that one of them can be changed alone."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from inspector.edits.edit import Edit, EditError, located
from inspector.edits.syntax import span_of
from inspector.outline.emit import Emitter
from inspector.outline.expressions import expression, statements, text_of
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Argument,
    Call,
    Class,
    Code,
    Comprehension,
    Display,
    Expression,
    Function,
    Node,
    Outline,
    Region,
    Statement,
)
from inspector.outline.read import OutlineError
from inspector.source.lines import Lines
from inspector.source.span import Span

MOST = 64
"""More than this is not written one by one."""
_CLAUSES = re.compile(r"for\s+(\w+)\s+in\s+range\(\s*(?:(\d+)\s*,\s*)?(\d+)\s*\)")
_PLAIN = re.compile(r"""\bf(?P<quote>["'])(?P<text>(?:(?!(?P=quote))[^{}\\]|\{\d+\})*)(?P=quote)""")
"""An f-string that needs no ``f``, for all that it shows is numbers."""


@dataclass(frozen=True)
class WriteOut(Edit):
    """Write the items of the comprehension or loop around `site` one by one.

    The model stays the same to the bit: the same modules are made in the same order.
    """

    site: Span

    @property
    def title(self) -> str:
        return "Write out repeat"

    def apply(self, outline: Outline) -> Outline:
        index = Index(outline)
        node = located(index, self.site, Call)
        for holder in index.ancestors(node):
            if isinstance(holder, Function | Class):
                break
            repeated = _as_comprehension(holder)
            if repeated is not None:
                return _with_items(index, holder, _items(repeated))
            if isinstance(holder, Region) and holder.kind == "for":
                return index.replace(holder, *_turns(holder))
        raise EditError("No repetition makes this; it stands there once.")


def _as_comprehension(node: Node) -> Comprehension | None:
    if isinstance(node, Comprehension):
        return node
    if not isinstance(node, Code) or " for " not in node.text:
        return None
    text = text_of(node).strip()
    inner = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    try:
        found = expression(f"[{inner}]")
    except OutlineError:
        return None
    return found if isinstance(found, Comprehension) else None


def _items(node: Comprehension) -> tuple[Argument, ...]:
    name, values = _range(text_of(node.clauses))
    element = text_of(node.element)
    return tuple(Argument(expression(with_value(element, name, value))) for value in values)


def _turns(node: Region) -> Iterator[Statement]:
    (first, *others) = node.clauses
    if others:
        raise EditError("The loop has an else; edit it in the code.")
    name, values = _range(text_of(first.header))
    emitter = Emitter()
    text = "\n".join(emitter.statement(each, "") for each in first.body)
    if re.search(r"\b(break|continue|return)\b", text):
        raise EditError("The loop does not go straight through; edit it in the code.")
    for value in values:
        yield from statements(with_value(text, name, value))


def _range(clauses: str) -> tuple[str, range]:
    """The variable and the numbers that it goes through, if they are written there."""
    found = _CLAUSES.fullmatch(" ".join(clauses.split()))
    if found is None:
        raise EditError(
            f"“{clauses}” holds no plain number, so its items cannot be written one by one."
        )
    name, start, stop = found.groups()
    values = range(int(start or 0), int(stop))
    if len(values) > MOST:
        raise EditError(f"{len(values):,} are too many to be written one by one.")
    return name, values


def _with_items(index: Index, node: Node, items: tuple[Argument, ...]) -> Outline:
    """The outline with the items among the others of a call, or else in a list."""
    holder = index.parent(node)
    if isinstance(holder, Argument) and holder.star:
        return index.replace(holder, *items)
    written: Expression = Display("list", items)
    if isinstance(holder, Argument):
        return index.replace(holder, replace(holder, value=written))
    return index.replace(node, written)


def with_value(text: str, name: str, value: int) -> str:
    """Code with a number in the place of a name, also where an f-string shows it."""
    tree, lines = ast.parse(text), Lines(text)
    places: list[tuple[int, int, str]] = []
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name) and node.id == name:
            places.append((*lines.offsets(span_of(node)), str(value)))
        elif isinstance(node, ast.JoinedStr):  # places in f-strings are wrong before 3.12
            start, end = lines.offsets(span_of(node))
            shown = re.sub(rf"(?<=\{{)\s*{name}\b", str(value), text[start:end])
            places.append((start, end, _PLAIN.sub(_plain, shown)))
        else:
            waiting.extend(ast.iter_child_nodes(node))
    for start, end, new in sorted(places, reverse=True):
        text = f"{text[:start]}{new}{text[end:]}"
    return text


def _plain(found: re.Match[str]) -> str:
    quote = found["quote"]
    return quote + re.sub(r"[{}]", "", found["text"]) + quote
