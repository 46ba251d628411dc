"""Making an argument of the class of a value that is written in its constructor or a step."""

import builtins
from dataclasses import dataclass, replace
from textwrap import shorten

from inspector.edits.constructor import names_read, with_parameter
from inspector.edits.edit import Edit, EditError, located
from inspector.edits.members import class_named, new_attribute, with_member, with_methods
from inspector.edits.names import checked_name
from inspector.edits.signatures import bound, signature
from inspector.outline.classes import method, parameters
from inspector.outline.document import top_level_names
from inspector.outline.emit import nodes_of
from inspector.outline.expressions import text_of
from inspector.outline.index import Index
from inspector.outline.nodes import Argument, Call, Class, Expression, Function, Outline, code
from inspector.source.span import Span

_MOST_SHOWN = 60


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
        reason = _obstacle(Index(outline), call, given.value)
        if reason:
            text = shorten(text_of(given.value), _MOST_SHOWN, placeholder="…")
            raise EditError(f"{self.argument} is {text}, {reason}.")
        return given


def arguments_for_class(outline: Outline, site: Span) -> dict[str, str]:
    """What the class around a call could take from outside: its arguments, as they are written."""
    index = Index(outline)
    call = index.at(site, Call)
    if call is None or index.around(call, Class) is None:
        return {}
    given = bound(signature(outline, call) or (), call)
    return {
        name: text_of(each.value)
        for name, each in given.items()
        if not _obstacle(index, call, each.value)
    }


def _obstacle(index: Index, call: Call, value: Expression) -> str:
    """Why a value cannot be a default of the class around a call; empty if it can."""
    function, owner = index.around(call, Function), index.around(call, Class)
    text = text_of(value)
    if function is not None and text in [each.name for each in parameters(function)]:
        return "which is an argument already"
    if any(isinstance(each, Call) for each in nodes_of(value)):
        return "which is made anew each time"
    above = _above(index.outline, owner) if owner is not None else Outline(())
    inner = [each for each in names_read(value) if each not in top_level_names(above)]
    builtin = [each for each in inner if hasattr(builtins, each)]
    return "" if builtin == inner else "which is not known above the class"


def _above(outline: Outline, owner: Class) -> Outline:
    """What has run before a class of the file is defined; nothing, for a class within another."""
    place = outline.body.index(owner) if owner in outline.body else 0
    return Outline(outline.body[:place])
