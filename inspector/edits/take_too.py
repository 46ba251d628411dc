"""Letting a value flow where nothing flowed in: as one more result, item or argument."""

from dataclasses import dataclass, replace

from inspector.edits.edit import Edit, EditError, located, parsed
from inspector.edits.imports import with_imports_for
from inspector.edits.naming import Value, named
from inspector.edits.wires import read_at, with_code_at
from inspector.outline.expressions import FLOWING
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Argument,
    Call,
    Code,
    Dict,
    Display,
    Entry,
    Expression,
    Outline,
    code,
)
from inspector.source.span import Span


@dataclass(frozen=True)
class ReturnToo(Edit):
    """Return a value beside what the forward returns at `returned` already."""

    value: Value
    returned: Span
    title: str = "Return too"

    def apply(self, outline: Outline) -> Outline:
        outline, name = named(outline, self.value, self.returned)
        index = Index(outline)
        return with_code_at(index, self.returned, _with_result(read_at(index, self.returned), name))


def _with_result(returned: Expression, name: str) -> Expression:
    """What is returned, with one more value."""
    match returned:
        case Display("tuple" | "list", items):
            return replace(returned, items=(*items, Argument(code(name))))
        case Dict(entries):
            return replace(returned, entries=(*entries, Entry(code(f'"{name}"'), code(name))))
        case Code(pieces):
            return replace(returned, pieces=(*pieces[:-1], f"{pieces[-1].rstrip(', ')}, {name}"))
    return Code(("", f", {name}"), (returned,))


@dataclass(frozen=True)
class TakeToo(Edit):
    """Let a value flow into the call at `step` as the argument `keyword`.

    Without one it is joined with the items that the call joins already, as ``torch.cat`` does.
    """

    value: Value
    step: Span
    keyword: str = ""
    title: str = "Connect"
    template: str = FLOWING
    """How the argument is made of the value, such as ``({x}, torch.zeros_like({x}))``."""

    def apply(self, outline: Outline) -> Outline:
        outline, name = named(outline, self.value, self.step)
        index = Index(outline)
        call = located(index, self.step, Call)
        if self.keyword:
            new = Argument(parsed(self.template.replace(FLOWING, name)), self.keyword)
            outline = index.replace(call, replace(call, arguments=(*call.arguments, new)))
            return with_imports_for(outline, self.template)
        items = call.arguments[0].value if call.arguments else None
        if not isinstance(items, Display):
            raise EditError("What it joins is not written as a list; edit it in the code.")
        more = replace(items, items=(*items.items, Argument(code(name))))
        return index.replace(items, more)
