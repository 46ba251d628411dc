"""Making an argument of the class of a number that is written in its constructor."""

from dataclasses import dataclass, replace

from inspector.edits.constructor import names_read, with_parameter
from inspector.edits.edit import Edit, EditError, located, place_of
from inspector.edits.names import checked_name
from inspector.edits.signatures import bound, signature
from inspector.outline.classes import parameters
from inspector.outline.expressions import text_of
from inspector.outline.index import Index
from inspector.outline.nodes import Call, Class, Function, Outline, code
from inspector.source.span import Span


@dataclass(frozen=True)
class MakeParameter(Edit):
    """Let the class around `site` take an argument of the call there from outside.

    What is written now becomes the default, so that nothing else has to change.
    """

    site: Span
    argument: str
    name: str

    @property
    def title(self) -> str:
        return f"Make {self.name.strip()} an argument"

    def apply(self, outline: Outline) -> Outline:
        name = checked_name(self.name)
        index = Index(outline)
        call = located(index, self.site, Call)
        init = index.around(call, Function)
        owner = index.around(call, Class)
        if init is None or owner is None or init.name != "__init__":
            raise EditError("Only what the __init__ of a class makes can take its arguments.")
        given = bound(signature(outline, call) or (), call).get(self.argument)
        if given is None:
            raise EditError(f"Give {self.argument} a value first; it becomes the default.")
        if names_read(given.value):
            raise EditError(f"{self.argument} is {text_of(given.value)}, which is no plain value.")
        value = text_of(given.value)
        changed = index.replace(given, replace(given, value=code(name)))
        if any(each.name == name and each.default == value for each in parameters(init)):
            return changed  # the class takes it already, for another of its modules
        header = with_parameter(init, name, value)
        moved = located(Index(changed), place_of(init), Function)
        return Index(changed).replace(moved, replace(moved, header=header))
