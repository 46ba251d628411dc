"""One more input of the model: a parameter of its forward, and a tensor for it in ``X``."""

import ast
from dataclasses import dataclass, replace

from inspector.edits.edit import Edit, EditError
from inspector.edits.items import unique
from inspector.edits.members import forward_of
from inspector.edits.wires import names_in
from inspector.outline.classes import classes, members, parameters
from inspector.outline.document import input_assignment
from inspector.outline.emit import Emitter
from inspector.outline.heads import function_head
from inspector.outline.index import Index
from inspector.outline.nodes import Argument, Call, Display, Outline


@dataclass(frozen=True)
class AddInput(Edit):
    """Let the forward of the model, which is of a class in the file, take one more tensor.

    It is a second one like the first, and nothing reads it yet.
    """

    class_name: str
    title: str = "Add input"

    def apply(self, outline: Outline) -> Outline:
        _refuse_if_used_within(outline, self.class_name)
        forward = forward_of(outline, self.class_name)
        required = [each.name for each in parameters(forward) if each.required]
        if not required:
            raise EditError("Its forward takes no tensor yet; give it one in the code.")
        taken = names_in(Emitter().statement(forward, ""))
        header = _with_parameter(forward.header, required[-1], unique(required[0], taken))
        outline = Index(outline).replace(forward, replace(forward, header=header))
        return _with_tensor(outline)


def _refuse_if_used_within(outline: Outline, class_name: str) -> None:
    for owner in classes(outline).values():
        made = [each.name for each in members(owner).values() if isinstance(each, Call)]
        if class_name in made:
            raise EditError(f"{owner.name} calls it too, and would have to give it the input.")


def _with_parameter(header: str, last: str, name: str) -> str:
    """The head of a forward with one more parameter behind one that it has."""
    tree = function_head(header)
    assert tree is not None
    found = next(n for n in ast.walk(tree) if isinstance(n, ast.arg) and n.arg == last)
    lines = header.split("\n")
    row = (found.end_lineno or 1) - 1
    line = lines[row].encode()
    end = found.end_col_offset or 0
    lines[row] = (line[:end] + f", {name}".encode() + line[end:]).decode()
    return "\n".join(lines)


def _with_tensor(outline: Outline) -> Outline:
    """The outline in which ``X`` holds one tensor more, like its first."""
    given = input_assignment(outline)
    if given is None:
        return outline
    match given.value:
        case Display("tuple", items) if items:
            value = replace(given.value, items=(*items, items[0]))
        case one:
            value = Display("tuple", (Argument(one), Argument(one)))
    return Index(outline).replace(given, replace(given, value=value))
