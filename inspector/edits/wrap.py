"""Putting a module into a container, and taking a container from around its modules."""

import ast
from dataclasses import dataclass
from typing import Literal

from inspector.edits.constructor import names_read
from inspector.edits.containers import PARALLEL, REPEAT_COUNT, RESIDUAL
from inspector.edits.edit import Edit, EditError, located, made_at
from inspector.edits.give import with_definitions
from inspector.edits.imports import refuse_other_meaning, with_imports_for
from inspector.edits.items import item_around
from inspector.edits.take import is_child
from inspector.outline.containers import container_of, items_of, module_of_item, name_of_item
from inspector.outline.expressions import call, text_of
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Argument,
    Call,
    Code,
    Comprehension,
    Dict,
    Entry,
    Expression,
    Outline,
    code,
)
from inspector.source.span import Span

Wrapper = Literal["Sequential", "Residual", "Parallel", "Repeat"]
_FROM_ELSEWHERE = "Its modules come from elsewhere; edit it in the code."
_UNCALLED = ("ModuleList", "ModuleDict", "ParameterList", "ParameterDict")


@dataclass(frozen=True)
class Wrap(Edit):
    """Put the module made at `site` into a new container."""

    site: Span
    wrapper: Wrapper

    @property
    def title(self) -> str:
        return f"Wrap in {self.wrapper}"

    def apply(self, outline: Outline) -> Outline:
        index = Index(outline)
        node = made_at(index, self.site)
        if isinstance(node, Call) and node.name.rpartition(".")[2] in _UNCALLED:
            raise EditError(f"{node.name} is not called as a whole; wrap one of its items.")
        changed = index.replace(node, wrapped((Argument(node),), self.wrapper))
        return with_wrapper(changed, self.wrapper)


def wrapped(items: tuple[Argument, ...], wrapper: Wrapper) -> Call:
    """A container that holds some items."""
    match wrapper:
        case "Sequential":
            return Call(code("nn.Sequential"), items)
        case "Repeat":
            is_one = len(items) == 1 and not items[0].star
            return repeated(
                items[0].value if is_one else wrapped(items, "Sequential"), REPEAT_COUNT
            )
        case _:
            return Call(code(wrapper), items)


def with_wrapper(outline: Outline, wrapper: Wrapper) -> Outline:
    """The outline with what the container needs: its class, and the imports for it."""
    definitions = {"Residual": (RESIDUAL,), "Parallel": (PARALLEL,)}.get(wrapper, ())
    needed = " ".join(("nn.Sequential", *definitions))
    refuse_other_meaning(outline, needed)
    return with_imports_for(with_definitions(outline, definitions), needed)


def repeated(node: Expression, count: int) -> Call:
    """``nn.Sequential(*[node for _ in range(count)])``."""
    clauses = Code(("for _ in ", ""), (call("range", str(count)),))
    items = Argument(Comprehension("list", node, clauses), star="*")
    return Call(code("nn.Sequential"), (items,))


@dataclass(frozen=True)
class Unwrap(Edit):
    """Put the modules of the container made at `site` in its place."""

    site: Span

    @property
    def title(self) -> str:
        return "Unwrap"

    def apply(self, outline: Outline) -> Outline:
        index = Index(outline)
        node = located(index, self.site, Call)
        container = container_of(outline, node)
        if container is None:
            raise EditError(f"{node.name} does not hold its modules between its parentheses.")
        inner = [_single(each) for each in items_of(container) if not _keyword(each)]
        if len(inner) == 1 and isinstance(inner[0], Code):  # it may be a list or a dict
            raise EditError(_FROM_ELSEWHERE)
        if not inner:
            raise EditError(f"{node.name} is empty; remove it instead.")
        item = item_around(index, node)
        if isinstance(item, Argument) and not item.star and is_child(index, item):
            holder = index.parent(item)
            if not isinstance(holder, Dict) and not name_of_item(item):
                return index.replace(item, *(Argument(each) for each in inner))
        if len(inner) > 1:
            raise EditError("Several modules can take its place only within a chain.")
        return index.replace(node, inner[0])


def _keyword(item: Argument | Entry) -> bool:
    return isinstance(item, Argument) and item.keyword is not None


def _single(item: Argument | Entry) -> Expression:
    """The module of an item; of a repetition, one of those it makes."""
    value = item.value
    if isinstance(item, Argument) and item.star:
        if isinstance(value, Comprehension):
            _refuse_what_counts(value)
            return value.element
        raise EditError(_FROM_ELSEWHERE)
    return module_of_item(item)


def _refuse_what_counts(node: Comprehension) -> None:
    """Refuse a repetition whose modules differ by what the loop goes through."""
    tree = ast.parse(f"[0 {text_of(node.clauses)}\n]", mode="eval")
    counted = {
        each.id
        for each in ast.walk(tree)
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    }
    used = next((name for name in names_read(node.element) if name in counted), None)
    if used is not None:
        raise EditError(f"Each of its modules is made with its own {used}; edit it in the code.")
