"""Writing out a class of the file where it is constructed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from inspector.edits.chain import Link, chain_of
from inspector.edits.edit import Edit, EditError, located
from inspector.edits.imports import with_import, with_imports_for
from inspector.edits.members import attribute_of, class_named, is_docstring
from inspector.edits.signatures import bound, signature
from inspector.outline.classes import bases, method
from inspector.outline.emit import Emitter
from inspector.outline.expressions import FLOWING, call, expression, filled, text_of
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Argument,
    Assign,
    Call,
    Class,
    Display,
    Evaluate,
    Expression,
    Function,
    Outline,
    Statement,
    code,
)
from inspector.source.span import Span


@dataclass(frozen=True)
class InlineClass(Edit):
    """Construct at `site` what the class there consists of, instead of the class.

    A class that only gives arguments to its base becomes that base with the arguments; one whose
    forward is a chain becomes a Sequential that keeps the names of its members. A class that is
    not used any more goes.
    """

    site: Span

    @property
    def title(self) -> str:
        return "Inline class"

    def apply(self, outline: Outline) -> Outline:
        index = Index(outline)
        node = located(index, self.site, Call)
        owner = class_named(outline, node.name)
        written = _with_values(_written_out(outline, owner, node), _values(outline, node))
        if re.search(r"\bself\b", text_of(written)):
            raise EditError(f"{owner.name} keeps values for itself; edit it in the code.")
        changed = with_imports_for(index.replace(node, written), text_of(written))
        if "OrderedDict(" in text_of(written):
            changed = with_import(changed, "from collections import OrderedDict")
        return _without_unused(changed, owner.name)


def _written_out(outline: Outline, owner: Class, node: Call) -> Call:
    init = method(owner, "__init__")
    others = [each for each in owner.body if each is not init and not is_docstring(each)]
    made = [each for each in init.body if not is_docstring(each)] if init else []
    start = made[0] if made else None
    if not others and len(made) == 1 and isinstance(start, Evaluate):
        value = start.value
        if isinstance(value, Call) and _is_super_init(value):
            return Call(code(bases(owner)[0]), value.arguments)
    if not made or [each.name for each in others if isinstance(each, Function)] != ["forward"]:
        raise EditError(f"{owner.name} does more than hold its modules; edit it in the code.")
    return _as_sequential(owner, made[1:])


def _as_sequential(owner: Class, made: list[Statement]) -> Call:
    """``nn.Sequential(OrderedDict([(name, module), …]))``, in the order of the forward."""
    members: dict[str, Expression] = {}
    for each in made:
        attribute = attribute_of(each) if isinstance(each, Assign) else None
        if attribute is None or not isinstance(each, Assign):
            raise EditError(f"The __init__ of {owner.name} does more than make its modules.")
        members[attribute] = each.value
    forward = method(owner, "forward")
    assert forward is not None
    links = chain_of(forward)
    called = [link.member for link in links if link.member]
    if called != list(members):
        raise EditError(
            f"{owner.name} does not call each of its modules once and in the order in which it "
            "makes them; as a Sequential it would be another model."
        )
    pairs = [Argument(_pair(link, members)) for link in links]
    return call("nn.Sequential", call("OrderedDict", Display("list", tuple(pairs))))


def _pair(link: Link, members: dict[str, Expression]) -> Display:
    made = members[link.member] if link.member else expression(link.module)
    return Display("tuple", (Argument(code(f'"{link.name}"')), Argument(made)))


def _is_super_init(node: Call) -> bool:
    return Emitter().expression(replace(node, arguments=()), "") == "super().__init__()"


def _values(outline: Outline, node: Call) -> dict[str, Expression]:
    """What each parameter of the class has in a call: its argument or its default."""
    found = signature(outline, node) or ()
    given = bound(found, node)
    values = {each.name: expression(each.default) for each in found if each.default is not None}
    return values | {name: argument.value for name, argument in given.items()}


def _with_values(node: Call, values: Mapping[str, Expression]) -> Call:
    """The expression with values in the places of parameters, all at once."""
    text = text_of(node)
    marks: dict[str, Expression] = {}
    for name, value in values.items():
        mark = f"_argument{len(marks)}_"
        marked = re.sub(rf"(?<![\w.]){re.escape(name)}\b(?!\s*=(?!=))", mark, text)
        if marked != text:
            text, marks[mark] = marked, value
    result: Expression = expression(text) if marks else node
    for mark, value in marks.items():
        result = filled(text_of(result).replace(mark, FLOWING), value)
    assert isinstance(result, Call)
    return result


def _without_unused(outline: Outline, name: str) -> Outline:
    """The outline without the class, unless something else speaks of it."""
    rest = tuple(
        each for each in outline.body if not (isinstance(each, Class) and each.name == name)
    )
    pattern = re.compile(rf"\b{re.escape(name)}\b")
    if any(pattern.search(Emitter().statement(each, "")) for each in rest):
        return outline
    return Outline(rest, span=outline.span)
