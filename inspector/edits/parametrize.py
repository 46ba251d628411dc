"""Making an argument of the class of a number that is written in its constructor or a step."""

from dataclasses import dataclass, replace

from inspector.edits.constructor import names_read, with_parameter
from inspector.edits.edit import Edit, EditError, located
from inspector.edits.members import class_named, new_attribute, with_member, with_methods
from inspector.edits.names import checked_name
from inspector.edits.signatures import bound, signature
from inspector.outline.classes import method, parameters
from inspector.outline.expressions import text_of
from inspector.outline.index import Index
from inspector.outline.nodes import Argument, Call, Class, Function, Outline, code
from inspector.source.span import Span


@dataclass(frozen=True)
class MakeParameter(Edit):
    """Let the class around `site` take an argument of the call there from outside.

    What is written now becomes the default, so that nothing else has to change. For a step the
    class keeps the argument under its name, and the step reads it from there.
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
        function, owner = index.around(call, Function), index.around(call, Class)
        if function is None or owner is None or index.parent(function) is not owner:
            raise EditError("Only what the methods of a class make or call can take its arguments.")
        given = self._given(outline, call)
        is_made = function.name == "__init__"
        read = name if is_made else f"self.{name}"
        if not is_made and new_attribute(outline, owner.name, name) != name:
            raise EditError(f"{owner.name} has an attribute “{name}” already.")
        changed = index.replace(given, replace(given, value=code(read)))
        if not is_made:
            changed = with_methods(changed, owner.name)
            changed = with_member(changed, owner.name, name, name, None)
        init = method(class_named(changed, owner.name), "__init__")
        assert init is not None
        value = text_of(given.value)
        if is_made and any(
            each.name == name and each.default == value for each in parameters(init)
        ):
            return changed  # the class takes it already, for another of its modules
        header = with_parameter(init, name, value)
        return Index(changed).replace(init, replace(init, header=header))

    def _given(self, outline: Outline, call: Call) -> Argument:
        """The argument as it is written, which must mean the same outside of the class."""
        given = bound(signature(outline, call) or (), call).get(self.argument)
        if given is None:
            raise EditError(f"Give {self.argument} a value first; it becomes the default.")
        if names_read(given.value):
            raise EditError(f"{self.argument} is {text_of(given.value)}, which is no plain value.")
        return given
