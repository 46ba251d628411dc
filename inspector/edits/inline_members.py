"""Writing a class out among the members of another: its __init__, and each of its calls."""

import re
from dataclasses import replace

from inspector.edits.edit import EditError
from inspector.edits.flow import statement_of, without
from inspector.edits.inline_arguments import values_of
from inspector.edits.inline_body import Body
from inspector.edits.inline_class import Whole, whole
from inspector.edits.inline_code import is_simple
from inspector.edits.inline_names import Members, local
from inspector.edits.inline_place import Place
from inspector.edits.inline_uses import refuse_other_uses
from inspector.edits.members import attribute_of, class_named, mentions
from inspector.edits.replacing import replacing, with_text
from inspector.outline.classes import method
from inspector.outline.document import top_level_names
from inspector.outline.emit import Emitter, nodes_of
from inspector.outline.expressions import placeless, statements, text_of
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Assign,
    Call,
    Class,
    Evaluate,
    Function,
    Outline,
    Region,
    Simple,
    Statement,
)

_MOST_CALLS = 60


def with_members(outline: Outline, node: Call, owner: Class) -> Outline:
    """The outline with ``self.block = Block(…)`` as the members and steps of the class around it.

    Raises EditError if that would be another model, or if the code does not tell enough.
    """
    index = Index(outline)
    holder, attribute = _member(index, node, owner)
    inner = whole(outline, owner)
    refuse_other_uses(outline, holder, attribute, inner)
    text = Emitter().statement(holder, "")
    members = inner.members(attribute, set(re.findall(r"\bself\.(\w+)", text)) | _methods(holder))
    inlining = _Inlining(holder.name, attribute, inner, members)
    outline = inlining.with_call(outline, node, "__init__")
    outline = inlining.with_all_calls(outline)
    return _with_members_used(outline, holder.name, attribute, owner.name, members)


def _member(index: Index, node: Call, owner: Class) -> tuple[Class, str]:
    """The class that keeps what a call makes as a member, and its attribute there."""
    statement, init = index.parent(node), index.around(node, Function)
    holder = index.around(node, Class)
    attribute = attribute_of(statement) if isinstance(statement, Assign) else None
    is_of_init = init is not None and init.name == "__init__" and index.parent(init) is holder
    if holder is None or attribute is None or not is_of_init:
        raise EditError(
            f"{owner.name} is no chain of modules. Only where the __init__ of a class keeps it as "
            f"a member, as in self.block = {owner.name}(…), can it be written out step by step."
        )
    around = (each for each in index.ancestors(node) if isinstance(each, Region))
    if any(each.kind in ("for", "while") for each in around):
        raise EditError(f"{owner.name} is made several times here, in a loop.")
    if holder.name == owner.name:
        raise EditError(f"{owner.name} is made within itself.")
    return holder, attribute


def _methods(node: Class) -> set[str]:
    return {each.name for each in node.body if isinstance(each, Function)}


class _Inlining:
    """One class written out as a member of another, call by call."""

    def __init__(self, holder: str, attribute: str, inner: Whole, members: Members) -> None:
        self._holder = holder
        self._attribute = attribute
        self._inner = inner
        self._members = members

    def with_all_calls(self, outline: Outline) -> Outline:
        """The outline with each call of a method of the class written out."""
        is_called = False
        for _ in range(_MOST_CALLS):
            found = self._next(outline)
            if found is None:
                break
            call, name = found
            is_called = is_called or call.name == f"self.{self._attribute}"
            outline = self.with_call(outline, call, name)
        else:
            raise EditError(f"{self._inner.name} calls itself; edit it in the code.")
        if not is_called:
            raise EditError(f"{self._holder} never calls self.{self._attribute}.")
        return outline

    def _next(self, outline: Outline) -> tuple[Call, str] | None:
        """A call that is still to be written out, with the name of the method."""
        of_self = f"self.{self._attribute}"
        found = [
            each for each in nodes_of(class_named(outline, self._holder)) if isinstance(each, Call)
        ]
        for each in reversed(found):
            if each.name == of_self:
                return each, "forward"
            name = each.name.removeprefix(f"{of_self}.")
            if name != each.name and name in self._inner.methods:
                return each, name
        return None

    def with_call(self, outline: Outline, call: Call, name: str) -> Outline:
        """The outline with the statements of a method in the place of a call of it."""
        where = f"{name} of {self._inner.name}"
        index = Index(outline)
        statement = statement_of(index, call)
        around = index.around(call, Function)
        found = self._inner.methods.get(name)
        if around is None or (found is None and name != "__init__"):
            raise EditError(f"{self._inner.name} has no {name} in this file.")
        if found is None:
            return without(index, statement)
        if found.function.decorators or found.function.header.startswith("async"):
            raise EditError(f"{where} is more than a plain method; edit it in the code.")
        place = Place(around, statement, call)
        values = values_of(call, found, around, where)
        body = Body(where, self._members, values.by_name, values.computed, top_level_names(outline))
        body.write(found.text)
        texts = [*values.before, *body.statements]
        earlier = place.earlier(where) if texts and name != "__init__" else []
        texts = [*(f"{local(name)} = {text}" for name, text in earlier), *texts]
        if name != "__init__" or not isinstance(statement, Assign):
            texts.append(place.rest(body.result or "None", bool(texts), where))
        new = place.named(texts, self._attribute, body.outside, where)
        return _replaced(index, statement, new)


def _replaced(index: Index, statement: Simple, texts: list[str]) -> Outline:
    new = [placeless(each) for text in texts for each in statements(text) if not _is_idle(each)]
    if not new:
        return without(index, statement)
    first = replace(new[0], span=statement.span)  # comments are about what begins there now
    return index.replace(statement, first, *new[1:])


def _is_idle(statement: Statement) -> bool:
    """Whether a statement changes nothing: ``x = x``, or a lone name."""
    match statement:
        case Assign(target, value, "="):
            return text_of(value) == target
        case Evaluate(value):
            return is_simple(text_of(value))
    return False


def _with_members_used(
    outline: Outline, holder: str, attribute: str, inner: str, members: Members
) -> Outline:
    """The outline with other uses of the members renamed, and without what nothing uses."""
    node = class_named(outline, holder)
    changed = node
    for old, new in members.names.items():
        pattern = rf"\bself\.{re.escape(attribute)}\.{re.escape(old)}\b"
        changed = with_text(changed, replacing(pattern, f"self.{new}"))
    text = Emitter().statement(changed, "")
    if mentions(text, attribute):
        raise EditError(
            f"{holder} also uses self.{attribute} other than by calling it; edit it in the code."
        )
    outline = Index(outline).replace(node, changed)
    for new in members.names.values():
        init = method(class_named(outline, holder), "__init__")
        made = [each for each in nodes_of(init) if isinstance(each, Assign)] if init else []
        made = [each for each in made if attribute_of(each) == new]
        uses = len(re.findall(rf"\bself\.{re.escape(new)}\b", text))
        if len(made) == uses == 1 and is_simple(text_of(made[0].value)):
            outline = without(Index(outline), made[0])
    return outline
