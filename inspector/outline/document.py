"""What a file says as a whole: its model, its input, the names it has imported."""

import ast
import sys
from typing import TypeGuard

from inspector.outline.classes import module_classes, statements_within
from inspector.outline.nodes import Assign, Call, Node, Other, Outline


def assignment(outline: Outline, name: str) -> Assign | None:
    """The last assignment to a variable at the top level."""
    for node in reversed(outline.body):
        if isinstance(node, Assign) and node.target == name and node.operator == "=":
            return node
    return None


def model_assignment(outline: Outline) -> Assign | None:
    """The assignment that makes the model: to ``model``, else ``net``, else the last module.

    What a call of an unknown function returns is not known without running it; such a call
    counts only if it is assigned to ``model`` or ``net``.
    """
    for name in ("model", "net"):
        found = assignment(outline, name)
        if found is not None:
            return found
    own = {node.name for node in module_classes(outline)}
    for node in reversed(outline.body):
        if isinstance(node, Assign) and isinstance(node.value, Call) and node.operator == "=":
            name = node.value.name
            if name in own or name.startswith(("nn.", "torch.nn.")):
                return node
    return None


def input_assignment(outline: Outline) -> Assign | None:
    """The line ``X = …``."""
    return assignment(outline, "X")


def is_import(node: Node) -> TypeGuard[Other]:
    """Whether a statement is an import."""
    return isinstance(node, Other) and node.code.text.startswith(("import ", "from "))


def import_kind(node: Other) -> int:
    """The group that the style guide puts an import in, counted from the top of a file.

    From ``__future__``, of the standard library, of packages, of the file's own package.
    """
    first = node.code.text.split()[1].partition(".")[0]
    if first == "__future__":
        return 0
    return 3 if not first else 1 if first in sys.stdlib_module_names else 2


def imported_names(outline: Outline) -> dict[str, str]:
    """The names that imports at the top level bind, under ``if`` or ``try`` as well.

    Each comes with what it stands for: ``from torch import nn`` binds ``nn`` to ``torch.nn``.
    """
    names: dict[str, str] = {}
    for node in statements_within(outline.body):
        if not is_import(node):
            continue
        for statement in ast.parse(node.code.text).body:
            if isinstance(statement, ast.Import):
                for alias in statement.names:
                    bound = alias.asname or alias.name.partition(".")[0]
                    names[bound] = alias.name if alias.asname else bound
            elif isinstance(statement, ast.ImportFrom):
                module = "." * statement.level + (statement.module or "")
                for alias in statement.names:
                    names[alias.asname or alias.name] = f"{module}.{alias.name}"
    return names


def qualified(name: str, imports: dict[str, str]) -> str:
    """A dotted name as written, with its first part as what it was imported as."""
    head, dot, rest = name.partition(".")
    return f"{imports.get(head, head)}{dot}{rest}"


def top_level_names(outline: Outline) -> set[str]:
    """Every name that the top level binds."""
    names = set(imported_names(outline))
    for node in statements_within(outline.body):
        if isinstance(node, Assign):
            names.add(node.target.partition(":")[0].strip())
        elif hasattr(node, "name"):
            names.add(node.name)
    return names
