"""The habits of a file that a new class follows: where classes stand, what flows is called."""

import re
from collections.abc import Sequence

from inspector.edits.replacing import replacing
from inspector.outline.classes import bases, classes, method, parameters
from inspector.outline.emit import Emitter
from inspector.outline.nodes import Class, Function, Outline, Statement


def flowing_name(outline: Outline) -> str:
    """What the forwards of the file call what flows in: ``X``, or ``x`` where all do."""
    forwards = [method(each, "forward") for each in classes(outline).values()]
    names = {each.name for forward in forwards for each in parameters(forward)[:1]}
    return "x" if "x" in names and "X" not in names else "X"


def in_habit(outline: Outline, text: str) -> str:
    """The text of a class with the file's own name for what flows into a forward."""
    name = flowing_name(outline)
    return text if re.search(rf"\b{name}\b", text) else re.sub(r"\bX\b", name, text)


def place_for_class(body: Sequence[Statement], node: Class | Function) -> int | None:
    """The place right before the first statement that speaks of a definition, behind its bases.

    None if nothing speaks of it.
    """
    own = {each.name: number for number, each in enumerate(body) if isinstance(each, Class)}
    at = next((i for i, each in enumerate(body) if _speaks_of(each, node.name)), None)
    needed = bases(node) if isinstance(node, Class) else ()
    behind = (own[base] + 1 for base in needed if base in own)
    return max(at, *behind, 0) if at is not None else None


def _speaks_of(statement: Statement, name: str) -> bool:
    """Whether the code of a statement has a name, beside its strings and comments."""
    text = Emitter().statement(statement, "")
    return name in text and replacing(rf"\b{re.escape(name)}\b", "")(text) != text
