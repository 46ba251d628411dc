"""The edits that problems offer as cures, by the names that reports give them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from inspector.edits.arguments import ChangeType, SetArgument
from inspector.edits.cargo import ItemSpot, StepSpot, attribute_for, module
from inspector.edits.code import AddImport, RegisterModules, ReplaceCode, WrapCode
from inspector.edits.edit import Edit, EditError, step_at
from inspector.edits.give import given
from inspector.edits.inputs import SetInput
from inspector.edits.items import item_around
from inspector.edits.methods import (
    AddSelf,
    CallSuperInit,
    RegisterBuffer,
    RenameMethod,
    ReturnLast,
)
from inspector.edits.take import is_child
from inspector.outline.containers import items_of
from inspector.outline.index import Index
from inspector.outline.nodes import Call, Dict, Display, Outline
from inspector.outline.read import OutlineError
from inspector.report.model import Fix
from inspector.source.span import Span


@dataclass(frozen=True)
class InsertBefore(Edit):
    """Put a new module before the one made at `site`, in its chain or before its call."""

    site: Span
    call: Span | None
    code: str

    @property
    def title(self) -> str:
        return f"Add {self.code.partition('(')[0].rpartition('.')[2]}"

    def apply(self, outline: Outline) -> Outline:
        index = Index(outline)
        label = self.code.partition("(")[0].rpartition(".")[2]
        try:
            cargo = module(label, self.code)
        except OutlineError as error:
            raise EditError(str(error)) from None
        item = item_around(index, step_at(index, self.site))
        holder = index.parent(item) if item is not None else None
        if item is not None and is_child(index, item) and holder is not None and holder.span:
            assert isinstance(holder, Call | Display | Dict)
            at = next(i for i, each in enumerate(items_of(holder)) if each is item)
            return given(outline, cargo, ItemSpot(holder.span, at))
        if self.call is None:
            raise EditError(f"Where {attribute_for(label)} would be called was not found.")
        return given(outline, cargo, StepSpot(self.call, after=False))


def _span(value: object) -> Span:
    if not isinstance(value, list | tuple) or len(value) != 4:
        raise EditError("The report does not tell where.")
    return Span(*map(int, value))


_EDITS: Mapping[str, Callable[[dict[str, Any]], Edit]] = {
    "set_argument": lambda a: SetArgument(_span(a["site"]), a["name"], a["value"]),
    "change_type": lambda a: ChangeType(_span(a["site"]), a["type"]),
    "insert_before": lambda a: InsertBefore(
        _span(a["site"]), _span(a["call"]) if a.get("call") else None, a["code"]
    ),
    "wrap_expression": lambda a: WrapCode(_span(a["site"]), a["function"]),
    "replace_expression": lambda a: ReplaceCode(_span(a["site"]), a["code"]),
    "register_modules": lambda a: RegisterModules(_span(a["site"])),
    "set_input": lambda a: SetInput(a["code"]),
    "call_super_init": lambda a: CallSuperInit(a["class"]),
    "return_last": lambda a: ReturnLast(a["class"]),
    "rename_method": lambda a: RenameMethod(a["class"], a["name"], a["new"]),
    "add_self": lambda a: AddSelf(a["class"], a["name"]),
    "register_buffer": lambda a: RegisterBuffer(a["class"], a["name"]),
    "add_import": lambda a: AddImport(a["code"]),
}


def edit_of(fix: Fix) -> Edit:
    """The edit of a fix. Raises EditError if the fix names none, or not all that it needs."""
    make = _EDITS.get(fix.edit)
    if make is None:
        raise EditError(f"There is no edit called “{fix.edit}”.")
    try:
        return make(fix.arguments)
    except (KeyError, ValueError, TypeError):
        raise EditError(f"“{fix.title}” does not say all that it needs.") from None
