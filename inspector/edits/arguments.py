"""The arguments of a constructor: as fields of a form, and set one by one."""

from collections.abc import Hashable
from dataclasses import dataclass, replace

from inspector.catalog.entry import Parameter, ParameterType
from inspector.edits.change_container import handed_over
from inspector.edits.edit import Edit, EditError, located, parsed
from inspector.edits.imports import with_imports_for
from inspector.edits.signatures import bound, signature
from inspector.outline.classes import classes, is_dataclass
from inspector.outline.document import assignment
from inspector.outline.expressions import text_of
from inspector.outline.index import Index
from inspector.outline.nodes import Argument, Call, Code, Expression, Outline, code
from inspector.source.span import Span

POSITIONAL = 2
"""How many required arguments are written without their names."""


@dataclass(frozen=True)
class ArgumentField:
    """One line of the form."""

    name: str
    required: bool
    default: str | None
    given: str | None
    """The argument as written; None if it is left to the default."""
    type: ParameterType = "any"
    choices: tuple[str, ...] = ()
    description: str = ""
    call: Span | None = None
    """The call that takes it, if that is itself an argument: ``config.width`` of ``Config(…)``."""

    @property
    def keyword(self) -> str:
        """The name by which the call takes it."""
        return self.name.rpartition(".")[2]


def argument_fields(outline: Outline, site: Span) -> tuple[ArgumentField, ...]:
    """The fields for the call at a place, in the order of its signature.

    Arguments that no signature tells of come last, by their names.
    """
    call = Index(outline).at(site, Call)
    if call is None:
        return ()
    fields = _fields_of(outline, call)
    for name, argument in bound(signature(outline, call) or (), call).items():
        made = _configuration(outline, argument.value)
        if made is not None:
            inner = _fields_of(outline, made)
            fields += [replace(each, name=f"{name}.{each.name}", call=made.span) for each in inner]
    return tuple(fields)


def _fields_of(outline: Outline, call: Call) -> list[ArgumentField]:
    found = signature(outline, call) or ()
    given = bound(found, call)
    fields = [_field(each, given.get(each.name)) for each in found if each.kind != "var"]
    known = {each.name for each in found}
    fields += [
        ArgumentField(name, False, None, text_of(argument.value))
        for name, argument in given.items()
        if name not in known
    ]
    return fields


def _configuration(outline: Outline, value: Expression) -> Call | None:
    """The call of a dataclass of the file, which is given there or by a variable."""
    if isinstance(value, Code) and (assigned := assignment(outline, value.text)):
        value = assigned.value
    own = classes(outline).get(value.name) if isinstance(value, Call) else None
    return value if isinstance(value, Call) and own is not None and is_dataclass(own) else None


def _field(parameter: Parameter, argument: Argument | None) -> ArgumentField:
    return ArgumentField(
        parameter.name,
        parameter.required,
        parameter.default,
        text_of(argument.value) if argument is not None else None,
        parameter.type,
        parameter.choices,
        parameter.description,
    )


@dataclass(frozen=True)
class SetArgument(Edit):
    """Give the call at `site` an argument as code, or leave it to its default with None."""

    site: Span
    name: str
    value: str | None

    @property
    def title(self) -> str:
        return f"Set {self.name}" if self.value is not None else f"Reset {self.name}"

    @property
    def merge_key(self) -> Hashable:
        return ("argument", self.site.start, self.name)

    def apply(self, outline: Outline) -> Outline:
        index = Index(outline)
        call = located(index, self.site, Call)
        found = signature(outline, call) or ()
        old = bound(found, call).get(self.name)
        if self.value is None:
            return index.replace(call, self._without(call, found, old)) if old else outline
        value = parsed(self.value)
        if old is not None:
            changed = index.replace(old, replace(old, value=value))
        else:
            changed = index.replace(call, _with(call, found, self.name, Argument(value)))
        return with_imports_for(changed, self.value)

    def _without(self, call: Call, found: tuple[Parameter, ...], old: Argument) -> Call:
        parameter = next((each for each in found if each.name == self.name), None)
        if parameter is not None and parameter.required:
            raise EditError(f"{self.name} is required; it has no default to go back to.")
        at = next(i for i, each in enumerate(call.arguments) if each is old)
        behind = [each for each in call.arguments[at + 1 :] if not each.keyword]
        if old.keyword or not behind:
            return replace(call, arguments=(*call.arguments[:at], *call.arguments[at + 1 :]))
        if parameter is None or parameter.default is None:
            raise EditError(f"{self.name} stands before other arguments; edit it in the code.")
        default = replace(old, value=parsed(parameter.default))
        return replace(call, arguments=(*call.arguments[:at], default, *call.arguments[at + 1 :]))


@dataclass(frozen=True)
class ChangeType(Edit):
    """Construct another class at `site`; the arguments that it also takes are kept."""

    site: Span
    type: str
    """The class as the file writes it, such as ``nn.LazyLinear``."""

    @property
    def title(self) -> str:
        return f"Change to {self.type.rpartition('.')[2]}"

    def apply(self, outline: Outline) -> Outline:
        index = Index(outline)
        call = located(index, self.site, Call)
        given = bound(signature(outline, call) or (), call)
        changed = replace(call, function=code(self.type), arguments=())
        found = signature(outline, changed)
        if found is None:
            raise EditError(f"{self.type} is neither in torch.nn nor in this file.")
        container = handed_over(outline, call, self.type)
        if container is not None:
            fitting = {each.name for each in found}
            others = tuple(each for each in call.arguments if each.keyword in fitting)
            changed = replace(container, arguments=(*container.arguments, *others))
            return with_imports_for(index.replace(call, changed), text_of(changed))
        kept = _as_written(call, given, replace(call, function=code(self.type)), found)
        if kept is not None:
            return with_imports_for(index.replace(call, kept), self.type)
        for parameter in found:
            argument = given.get(parameter.name)
            if argument is not None:
                changed = _with(changed, found, parameter.name, Argument(argument.value))
        return with_imports_for(index.replace(call, changed), self.type)


def _as_written(
    call: Call, given: dict[str, Argument], other: Call, found: tuple[Parameter, ...]
) -> Call | None:
    """The other call with the arguments that it takes as they stand, if they then mean the same."""
    names = {each.name for each in found}
    fitting = {name: argument for name, argument in given.items() if name in names}
    if len(given) != len(call.arguments):
        return None
    kept = replace(other, arguments=tuple(fitting.values()))
    return kept if bound(found, kept) == fitting else None


def _with(call: Call, found: tuple[Parameter, ...], name: str, new: Argument) -> Call:
    """The call with one more argument, by position where people write it so."""
    positional = [each.name for each in found if each.kind == "positional"]
    required = {each.name for each in found if each.required}
    count = sum(not each.keyword for each in call.arguments)
    by_position = (
        not any(each.star for each in call.arguments)
        and name in required
        and name in positional[:POSITIONAL]
        and positional.index(name) == count
    )
    if by_position:
        return replace(call, arguments=(*call.arguments[:count], new, *call.arguments[count:]))
    return replace(call, arguments=(*call.arguments, replace(new, keyword=name)))
