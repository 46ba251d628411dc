"""Where in a file a name is defined."""

import re

from inspector.outline.classes import bases, classes, method, statements_within
from inspector.outline.document import imported_names, is_import
from inspector.outline.nodes import Assign, Class, Function, Outline
from inspector.source.span import Span

_DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")


def name_at(line: str, column: int) -> str:
    """The dotted name at a column of a line, up to the part that the column is in.

    In ``self.block.conv(x)`` a column within ``block`` gives ``self.block``; "" without a name.
    """
    for match in _DOTTED.finditer(line):
        if match.start() <= column <= match.end():
            rest = line[column : match.end()]
            return match.group()[: column - match.start()] + rest.partition(".")[0]
    return ""


def definition(outline: Outline, name: str, line: int) -> Span | None:
    """Where a name that is used on a line was defined last; None if the file does not tell.

    ``self.conv`` is where ``__init__`` of the class, or of its bases in the file, sets it.
    """
    owner = _class_at(outline, line)
    head, _, rest = name.partition(".")
    if head == "self" and rest and owner is not None:
        return _attribute(outline, owner, rest.partition(".")[0])
    for node in reversed(outline.body):
        if isinstance(node, Class | Function) and node.name == head and rest:
            inner = method(node, rest.partition(".")[0]) if isinstance(node, Class) else None
            return inner.span if inner is not None else node.span
        if isinstance(node, Class | Function) and node.name == head:
            return node.span
        if isinstance(node, Assign) and _target(node) == head:
            return node.span
    if head in imported_names(outline):
        pattern = re.compile(rf"\b{re.escape(head)}\b")
        for statement in statements_within(outline.body):
            if is_import(statement) and pattern.search(statement.code.text):
                return statement.span
    return None


def _class_at(outline: Outline, line: int) -> Class | None:
    found = [
        each
        for each in outline.body
        if isinstance(each, Class) and each.span and each.span.line <= line <= each.span.end_line
    ]
    return found[-1] if found else None


def _attribute(outline: Outline, owner: Class, name: str) -> Span | None:
    """A method, or where an attribute is set: in ``__init__``, else in any method or the body."""
    for each in _lineage(outline, owner):
        found = method(each, name)
        if found is not None:
            return found.span
        functions = [node for node in each.body if isinstance(node, Function)]
        functions.sort(key=lambda function: function.name != "__init__")
        places = [(function.body, f"self.{name}") for function in functions]
        for body, target in (*places, (each.body, name)):
            for statement in statements_within(body):
                if isinstance(statement, Assign) and _target(statement) == target:
                    return statement.span
    return None


def _target(node: Assign) -> str:
    return node.target.partition(":")[0].strip()


def _lineage(outline: Outline, owner: Class) -> list[Class]:
    """A class and those of its bases that are in the file, the nearest first."""
    known, found = classes(outline), [owner]
    for each in found:  # grows
        found += [known[base] for base in bases(each) if base in known and known[base] not in found]
    return found
