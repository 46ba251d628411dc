"""Putting several neighbors into one container."""

import re
from dataclasses import dataclass

from inspector.edits.edit import Edit, EditError, made_at
from inspector.edits.flow import operand_of
from inspector.edits.free_names import needed
from inspector.edits.members import calls_of_member, owner_of_member, without_member
from inspector.edits.runs import run_of
from inspector.edits.wrap import Wrapper, with_wrapper, wrapped
from inspector.outline.classes import method
from inspector.outline.expressions import text_of
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Argument,
    Assign,
    Call,
    Class,
    Evaluate,
    Function,
    Outline,
    Return,
    code,
)
from inspector.source.span import Span

_NO_CHAIN = (
    "Each must be called once and only by what comes next, so that they are a chain; "
    "extract a class of them instead."
)


@dataclass(frozen=True)
class WrapSeveral(Edit):
    """Put modules that follow one another into one new container, in their order.

    They are items of a container, or members of a class that call each other's results; then the
    first one's attribute holds the container.
    """

    sites: tuple[Span, ...]
    wrapper: Wrapper

    @property
    def title(self) -> str:
        return f"Wrap {len(self.sites)} in {self.wrapper}"

    def apply(self, outline: Outline) -> Outline:
        index = Index(outline)
        for site in self.sites:
            made_at(index, site)
        run = run_of(index, self.sites)
        if run is not None:
            changed = run.replaced(index, wrapped(run.items, self.wrapper))
        else:
            changed = self._of_members(outline, index)
        return with_wrapper(changed, self.wrapper)

    def _of_members(self, outline: Outline, index: Index) -> Outline:
        nodes = [made_at(index, site) for site in self.sites]
        owned = [owner_of_member(index, node) for node in nodes]
        found = [each for each in owned if each is not None]
        if len(found) < len(owned) or len({id(owner) for owner, _ in found}) > 1:
            raise EditError("What is selected does not stand in one container or class.")
        owner = found[0][0]
        attributes = _in_order_of_calls(index, owner, [name for _, name in found])
        made = dict(zip((name for _, name in found), nodes, strict=True))
        items = tuple(Argument(made[name]) for name in attributes)
        outline = index.replace(made[attributes[0]], wrapped(items, self.wrapper))
        for name in attributes[1:]:
            outline = without_member(outline, owner.name, name)
        return outline


def _in_order_of_calls(index: Index, owner: Class, attributes: list[str]) -> list[str]:
    """The members in the order of their calls. Raises EditError if they are no chain."""
    forward = method(owner, "forward")
    calls = {name: calls_of_member(forward, name) for name in attributes}
    if forward is None or any(len(each) != 1 for each in calls.values()):
        raise EditError(_NO_CHAIN)
    waiting = {name: each[0] for name, each in calls.items()}
    ordered: list[str] = []
    while waiting:
        inner = [
            name
            for name, call in waiting.items()
            if not any(_feeds(index, forward, other, call) for other in waiting.values())
        ]
        if len(inner) != 1 or (
            ordered and not _feeds(index, forward, calls[ordered[-1]][0], waiting[inner[0]])
        ):
            raise EditError(_NO_CHAIN)
        ordered.append(inner[0])
        del waiting[inner[0]]
    return ordered


def _feeds(index: Index, forward: Function, call: Call, other: Call) -> bool:
    """Whether what one call gives flows into another and nowhere else, and nothing beside it."""
    if call is other or len(other.arguments) != 1:
        return False
    operand = operand_of(other)
    if operand is call:
        return True
    statement = index.parent(call)
    if not isinstance(statement, Assign) or operand != code(statement.target):
        return False
    body = forward.body
    at = next((n for n, each in enumerate(body[:-1]) if each is statement), None)
    following = body[at + 1] if at is not None else None
    if at is None or not isinstance(following, Assign | Return | Evaluate):
        return False
    if all(each is not following for each in index.ancestors(other)):
        return False
    name, value = statement.target, following.value
    reads = re.findall(rf"\b{re.escape(name)}\b", text_of(value)) if value is not None else []
    rebinds = isinstance(following, Assign) and following.target == name
    return len(reads) == 1 and (rebinds or name not in needed(body[at + 2 :]))
