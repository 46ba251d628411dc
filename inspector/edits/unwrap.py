"""Taking a container from around its modules."""

import ast
import builtins
import re
from collections.abc import Sequence
from dataclasses import dataclass

from inspector.edits.chain_class import class_of, links_of
from inspector.edits.constructor import names_read
from inspector.edits.edit import Edit, EditError, located
from inspector.edits.inline_members import with_members
from inspector.edits.items import item_around
from inspector.edits.members import calls_when_run, owner_of_member
from inspector.edits.replacing import with_text
from inspector.edits.take import is_child
from inspector.outline.containers import container_of, items_of, module_of_item, name_of_item
from inspector.outline.document import top_level_names
from inspector.outline.emit import nodes_of
from inspector.outline.expressions import text_of
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Argument,
    Assign,
    Call,
    Class,
    Code,
    Comprehension,
    Dict,
    Entry,
    Expression,
    Outline,
    code,
)
from inspector.source.span import Span

_FROM_ELSEWHERE = "Its modules come from elsewhere; edit it in the code."
_CHAIN, _HOLDER = "_Chain", "_holder"
"""What the class of the modules is called while it is written out, and the one around it there."""


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
            return _among_members(outline, self.site, items_of(container))
        return index.replace(node, inner[0])


def _among_members(outline: Outline, site: Span, items: Sequence[Argument | Entry]) -> Outline:
    """The outline with the modules of a chain as members of the class that keeps the chain.

    That is writing out a class that consists of them, and is given what they read.
    """
    index = Index(outline)
    node = located(index, site, Call)
    is_chain = node.name.rpartition(".")[2] == "Sequential"
    owned = owner_of_member(index, node)
    if not is_chain or owned is None:
        raise EditError("Several modules can take its place only within a chain, or a class.")
    found = links_of(items)
    links = [each._replace(value=with_text(each.value, _of_holder)) for each in found]
    known = {*top_level_names(outline), *dir(builtins)}
    read = dict.fromkeys(name for each in links for name in names_read(each.value))
    given = [name for name in read if name not in known]
    flowing = _flowing_into(index, *owned)
    values = (code("self" if name == _HOLDER else name) for name in given)
    outline = index.replace(node, Call(code(_CHAIN), tuple(map(Argument, values)), span=site))
    made = located(Index(outline), site, Call)
    outline = with_members(outline, made, class_of(_CHAIN, links, given, flowing))
    for each in found:
        outline = _as_it_was(outline, each.value)
    return outline


def _flowing_into(index: Index, owner: Class, attribute: str) -> str:
    """The variable of the statement that calls a member: what it assigns, or else reads."""
    call = next(iter(calls_when_run(owner, attribute)), None)
    if call is None:
        return "X"
    statement = index.parent(call)
    read = next((text_of(each.value) for each in call.arguments), "")
    name = statement.target if isinstance(statement, Assign) else read
    return name if name.isidentifier() else "X"


def _as_it_was(outline: Outline, made: Expression) -> Outline:
    """The outline with an expression laid out as before, with its comments, where it is now."""
    for each in nodes_of(outline):
        if isinstance(each, Assign) and each.value.span is None and each.value == made:
            return Index(outline).replace(each.value, made)
    return outline


def _of_holder(text: str) -> str:
    return re.sub(r"\bself\b", _HOLDER, text)


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
