"""Names for the values of a forward, so that a later step can read them."""

import re
from collections.abc import Iterable, Sequence

from inspector.edits.cargo import attribute_for
from inspector.edits.edit import MOVED_ON, EditError, located, parsed, place_of
from inspector.edits.flat import flat, is_same, with_call_exchanged
from inspector.edits.items import unique
from inspector.edits.parts import brackets_around, code_around, part_of, with_part
from inspector.edits.take import label_of
from inspector.outline.emit import Emitter, nodes_of
from inspector.outline.expressions import FLOWING, assign, filled, text_of
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Assign,
    Code,
    Evaluate,
    Expression,
    Function,
    Node,
    Outline,
    Region,
    Return,
    Statement,
    code,
)
from inspector.source.span import Span

_NAMES = re.compile(r"(?<![\w.])[A-Za-z_]\w*")


class Wiring:
    """The forward around an operand, and the statement of it that the operand stands in."""

    def __init__(self, index: Index, operand: Span) -> None:
        self.index = index
        around = [
            each
            for each in index.all(Function)
            if each.span is not None and each.span.contains(operand)
        ]
        if not around:
            raise EditError("Only what a forward of this file computes can be wired.")
        self.forward = max(around, key=lambda each: each.span or Span(0, 0, 0, 0))
        self.position = position_of(self.forward, operand)
        self.statement = place_of(self.forward.body[self.position])

    def between(self, first: int) -> tuple[Statement, ...]:
        """The statements after the one at `first` and before that of the operand."""
        return self.forward.body[first + 1 : self.position]

    def new_name(self, node: Expression) -> str:
        """A name for what an expression gives, after what computes it."""
        return self.unused(name_for(node))

    def unused(self, wanted: str) -> str:
        """The name, or one like it, that the forward does not use yet."""
        text = Emitter().statement(self.forward, "")
        return unique(wanted, names_in(text))


def names_in(text: str) -> set[str]:
    """All that could be names of variables in a piece of code."""
    return set(_NAMES.findall(text))


def position_of(forward: Function, site: Span) -> int:
    """The number of the statement of a forward that a place lies in.

    Raises EditError if that is a loop or branch: what flows there depends on the run.
    """
    for number, each in enumerate(forward.body):
        if each.span is not None and each.span.contains(site):
            if isinstance(each, Assign | Evaluate | Return):
                return number
            kind = getattr(each, "kind", "this statement")
            raise EditError(f"It is within “{kind}”; wire it in the code.")
    raise EditError("Both must be computed by one forward; pass the value on as an argument.")


def is_rebound(name: str, statements: Iterable[Statement]) -> bool:
    """Whether a name means something else, or is changed, after some statements."""
    return any(name in targets(each) for statement in statements for each in nodes_of(statement))


def is_changed_in_place(name: str, statements: Iterable[Statement]) -> bool:
    """Whether ``X /= 2`` or the like changes the very tensor that a name means."""
    return any(
        isinstance(each, Assign) and each.operator != "=" and name in targets(each)
        for statement in statements
        for each in nodes_of(statement)
    )


def kept_as(name: str, statements: Sequence[Statement]) -> str:
    """The name under which some statements keep a value before they change what `name` means.

    Empty if they do not.
    """
    for number, each in enumerate(statements):
        if isinstance(each, Assign) and each.operator == "=" and each.target.isidentifier():
            rest, kept = statements[number + 1 :], text_of(each.value)
            is_kept = kept in (copied_before_change(name, statements), f"{name}.clone()")
            if is_kept and not is_rebound(each.target, rest):
                return each.target
        if is_rebound(name, (each,)):
            break
    return ""


def copied_before_change(name: str, statements: Iterable[Statement]) -> str:
    """What keeps the value of a name that some statements change."""
    return f"{name}.clone()" if is_changed_in_place(name, statements) else name


def targets(node: Node) -> set[str]:
    """The names that an assignment gives a meaning."""
    if not isinstance(node, Assign):
        return set()
    return names_in(node.target.partition(":")[0])


def names_read(statement: Statement) -> set[str]:
    """The names in a statement, but for those that it only assigns."""
    if isinstance(statement, Assign) and statement.operator == "=":
        return names_in(Emitter().expression(statement.value, ""))
    return names_in(Emitter().statement(statement, ""))


def read_at(index: Index, site: Span) -> Expression:
    """The expression at a place. Raises EditError if the code has moved on."""
    node = _expression_at(index, site)
    return node if node is not None else part_of(_code_around(index, site), site)


def with_code_at(index: Index, site: Span, new: Expression) -> Outline:
    """The outline with another expression at a place."""
    node = _expression_at(index, site)
    if node is not None:
        return with_exchanged(index, node, new)
    around, text = _code_around(index, site), text_of(new)
    plain, bracketed = (with_part(around, site, each) for each in (text, f"({text})"))
    forms = [plain, bracketed]
    outer = brackets_around(around, site)
    if outer is not None:
        forms.insert(0, with_part(around, outer, text))
    whole = next(each for each in forms if is_same(flat(each)[0], flat(bracketed)[0]))
    return index.replace(around, parsed(text_of(whole)))


def put_in_line(index: Index, sites: Sequence[Span], template: str) -> Outline:
    """Apply `template` to the value that a step takes at some places, and to no other use of it."""
    value = read_at(index, sites[0])
    if len(sites) == 1 and (template.count(FLOWING) == 1 or text_of(value).isidentifier()):
        return with_code_at(index, sites[0], filled(template, value))
    wiring = Wiring(index, sites[0])
    kept = filled(template, value) if len(sites) > 1 else value
    name = wiring.new_name(kept)
    taken = code(name) if len(sites) > 1 else filled(template, code(name))
    outline = index.outline
    for site in sites:
        outline = with_code_at(Index(outline), site, taken)
    return with_statement_before(outline, wiring.statement, assign(name, kept))


def with_exchanged(index: Index, node: Expression, new: Expression) -> Outline:
    """The outline with another expression for one, in brackets only where they matter."""
    holder = index.parent(node)
    if not isinstance(holder, Code):
        return index.replace(node, new)
    number = next(n for n, each in enumerate(holder.holes) if each is node)
    return index.replace(holder, with_call_exchanged(holder, number, new))


def _expression_at(index: Index, site: Span) -> Expression | None:
    """The node at a place; None if it is only a part of one, or no expression."""
    node = index.expression_at(site)
    node = node.value if isinstance(node, Evaluate) else node
    return node if isinstance(node, Expression) else None


def _code_around(index: Index, site: Span) -> Code:
    around = code_around(index, site)
    if around is None:
        raise EditError(MOVED_ON)
    return around


def with_statement_before(outline: Outline, place: Span, new: Statement) -> Outline:
    """The outline with a statement before the one that stood at a place."""
    index = Index(outline)
    for kind in (Assign, Return, Region):
        anchor = index.at(place, kind)
        if anchor is not None:
            return index.replace(anchor, new, anchor)
    statement = located(index, place, Evaluate)
    return index.replace(statement, new, statement)


def name_for(node: Expression) -> str:
    """What a value is called after what computes it: ``hidden`` of ``self.hidden(X)``."""
    label = label_of(node)
    name = attribute_for(label) if label.isidentifier() else "value"
    return name if name != "operation" else "value"
