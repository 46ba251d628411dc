"""Operations put into and taken out of a forward, while what it computes else stays."""

import re
from collections.abc import Sequence
from dataclasses import replace

from inspector.edits.cargo import attribute_for
from inspector.edits.edit import EditError
from inspector.edits.flat import with_call_exchanged
from inspector.edits.items import unique
from inspector.edits.replacing import replacing, with_text
from inspector.outline.classes import parameters, statements_within
from inspector.outline.emit import Emitter
from inspector.outline.expressions import (
    FLOWING,
    assign,
    enclosed,
    filled,
    left_operand,
    placeless,
    statements,
    text_of,
)
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Argument,
    Assign,
    Call,
    Clause,
    Code,
    Dict,
    Display,
    Evaluate,
    Expression,
    Function,
    Node,
    Other,
    Outline,
    Region,
    Return,
    Simple,
    Statement,
    code,
)
from inspector.outline.results import results

_SIMPLE = (Assign, Evaluate, Return, Other)
_ITEM = re.compile(r"\[\d+\]")
"""What takes one of several values that a call gives."""


def put_after(index: Index, node: Node, template: str) -> Outline:
    """Apply `template` to what the expression or loop at `node` leaves behind."""
    if isinstance(node, Region):
        variable = _variable(index, node)
        return index.replace(node, node, _flowing(variable, template))
    if isinstance(node, Assign):
        return index.replace(node, node, _flowing(node.target, template))
    statement = statement_of(index, node)
    node = _first_of_it(index, node)
    if isinstance(statement, Assign) and statement.value is node and statement.operator == "=":
        name = _first_name(statement.target)
        if name:
            return index.replace(statement, statement, _flowing(name, template))
    return _wrapped(index, node, template)


def put_before(index: Index, node: Node, template: str) -> Outline:
    """Apply `template` to what flows into the expression or loop at `node`."""
    if isinstance(node, Region):
        return index.replace(node, _flowing(_variable(index, node), template), node)
    if isinstance(node, Assign):
        return index.replace(node, _flowing(node.target, template), node)
    operand = operand_of(node)
    statement = statement_of(index, node)
    name = operand.text if isinstance(operand, Code) else ""
    if name.isidentifier() and _is_whole(statement, node) and _uses(statement, name) == 1:
        return index.replace(statement, _flowing(name, template), statement)
    if isinstance(node, Call) and template.count(FLOWING) > 1 and not name.isidentifier():
        return _wrapped(index, operand, template)
    if isinstance(node, Call):
        return index.replace(node, _with_operand(node, filled(template, operand)))
    raise EditError("What flows in here is part of a larger expression; edit it in the code.")


def put_at_end(index: Index, function: Function, template: str) -> Outline:
    """Apply `template` to what a forward returns."""
    last = function.body[-1]
    if not isinstance(last, Return) or last.value is None:
        if _has_return(function):
            raise EditError("This forward returns in several places; edit it in the code.")
        variable = first_parameter(function)
        return index.replace(function, _appended(function, _flowing(variable, template)))
    if isinstance(enclosed(last.value), Display | Dict):
        raise EditError("This forward returns several values; put it after one of its steps.")
    if isinstance(last.value, Code) and last.value.text.isidentifier():
        return index.replace(last, _flowing(last.value.text, template), last)
    if template.count(FLOWING) > 1:
        variable = first_parameter(function)
        value = filled(template, code(variable))
        return index.replace(last, Assign(variable, last.value), replace(last, value=value))
    return index.replace(last, replace(last, value=filled(template, last.value)))


def put_at_region_end(index: Index, region: Region, template: str) -> Outline:
    """Apply `template` once more at the end of each trip of a loop, or in a branch."""
    clause = region.clauses[0]
    return index.replace(clause, _appended(clause, _flowing(_variable(index, region), template)))


def put_statement(index: Index, node: Node, text: str, after: bool) -> Outline:
    """Put a loop or branch before or after the statement that holds `node`."""
    statement: Statement = node if isinstance(node, Region) else statement_of(index, node)
    variable = _variable(index, statement)
    if isinstance(statement, Return) and after:
        if statement.value is None:
            raise EditError("Nothing runs after a return.")
        new = _read(text, variable)
        kept = Assign(variable, statement.value)
        done = replace(statement, value=code(variable))
        if statement.value == code(variable):
            return index.replace(statement, *new, done)
        return index.replace(statement, kept, *new, done)
    new = _read(text, variable)
    pair = (statement, *new) if after else (*new, statement)
    return index.replace(statement, *pair)


def _read(text: str, variable: str) -> tuple[Statement, ...]:
    return tuple(placeless(each) for each in statements(text.replace(FLOWING, variable)))


def _first_of_it(index: Index, node: Node) -> Node:
    """``self.lstm(X)[0]``, if of several values that the node gives the first flows on."""
    around = index.parent(node)
    return around if isinstance(around, Code) and around.pieces == ("", "[0]") else node


def _first_name(target: str) -> str:
    """The first variable that an assignment binds to something that is used; empty if none."""
    names = (each.name for each in results(target))
    return next((name for name in names if name.strip("_")), "")


def taken_out(index: Index, node: Node) -> Outline:
    """The outline without one operation: its operand flows on in its place."""
    if isinstance(node, Region | Assign | Evaluate):
        return without(index, node)
    operand = operand_of(node)
    statement = statement_of(index, node)
    node = _first_of_it(index, node)
    if not _is_whole(statement, node):
        return index.replace(node, operand)
    if isinstance(statement, Evaluate):
        return without(index, statement)
    if isinstance(statement, Assign):
        return _without_assignment(index, statement, operand)
    return index.replace(node, operand)


def _without_assignment(index: Index, statement: Assign, operand: Expression) -> Outline:
    """The outline with an operand assigned in the place of what was made of it, if need be."""
    first, *others = statement.target.strip("()").split(",")
    target = first.strip() if others else statement.target
    if operand == code(target):
        return without(index, statement)
    read = _read_at_once(index, statement)
    if read is not None and isinstance(operand, Code) and operand.text.isidentifier():
        return _with_name_read(index, statement, read, operand.text)
    return index.replace(statement, replace(statement, target=target, value=operand))


def _read_at_once(index: Index, statement: Assign) -> Assign | None:
    """The next statement, if it gives the variable of this one another value."""
    block: Sequence[Statement] = getattr(index.parent(statement), "body", ())
    at = next(i for i, each in enumerate(block) if each is statement)
    for following in block[at + 1 : at + 2]:
        if isinstance(following, Assign) and following.operator == "=":
            same = following.target == statement.target and statement.target.isidentifier()
            return following if same else None
    return None


def _with_name_read(index: Index, statement: Assign, read: Assign, name: str) -> Outline:
    """The outline without a statement; what reads its variable next reads another name."""
    pattern = rf"(?<![\w.]){re.escape(statement.target)}\b(?!\s*=(?!=))"
    value = with_text(read.value, replacing(pattern, name))
    changed = index.replace(read, replace(read, value=value))
    return Index(changed).replace(statement)


def without(index: Index, statement: Statement) -> Outline:
    """The outline without a statement; a block never becomes empty."""
    block: Sequence[Statement] = getattr(index.parent(statement), "body", ())
    if len(block) == 1 and index.parent(statement) is not index.outline:
        return index.replace(statement, Other(code("pass")))
    return index.replace(statement)


def operand_of(node: Node) -> Expression:
    """What flows into an operation: its first argument, the tensor of a method, its left side.

    Raises EditError if nothing does.
    """
    found: Expression | None = None
    if isinstance(node, Call):
        found = _method_operand(node)
        if found is None:
            given = [a for a in node.arguments if not a.keyword and not a.star]
            given += [a for a in node.arguments if a.keyword in ("input", "x", "X")]
            found = given[0].value if given else None
    elif isinstance(node, Code):
        found = left_operand(node)
    if found is None:
        raise EditError("Nothing flows into this expression that could flow on without it.")
    if isinstance(found, Display) and found.items:
        if len(found.items) > 1 or found.items[0].star:
            raise EditError("Several values flow in here; wire the one that is to flow on.")
        return found.items[0].value
    return found


def template_of(node: Node) -> str:
    """An operation as a template, so that it can be put elsewhere."""
    operand = operand_of(node)
    if isinstance(node, Call):
        return text_of(_with_operand(node, code(FLOWING)))
    assert isinstance(node, Code)
    return text_of(node).replace(text_of(operand), FLOWING, 1)


def _with_operand(node: Call, operand: Expression) -> Call:
    """The call with something else flowing in."""
    old = _method_operand(node)
    if old is not None:
        method = node.name.rpartition(".")[2] if isinstance(node.function, Code) else ""
        function = filled(f"{FLOWING}.{method}", operand)
        return replace(node, function=function)
    arguments = list(node.arguments)
    for i, argument in enumerate(arguments):
        if (not argument.keyword and not argument.star) or argument.keyword in ("input", "x", "X"):
            arguments[i] = Argument(operand, argument.keyword)
            break
    return replace(node, arguments=tuple(arguments))


def _method_operand(node: Call) -> Expression | None:
    """``X`` of ``X.sum()``; None for ``self.net(X)`` and ``torch.sum(X)``."""
    if not isinstance(node.function, Code):
        return None
    head = node.name.partition(".")[0]
    if head in ("self", "torch", "nn", "F", "super") or "." not in node.name:
        return None
    return left_operand(node.function)


def statement_of(index: Index, node: Node) -> Simple:
    """The simple statement that is or holds a node. Raises EditError if a header holds it."""
    for each in (node, *index.ancestors(node)):
        if isinstance(each, _SIMPLE):
            return each
        if isinstance(each, Clause):
            break
    raise EditError("This stands in the head of a loop or branch; edit it in the code.")


def first_parameter(function: Function) -> str:
    """The name of the value that flows into a forward."""
    found = parameters(function)
    return found[0].name if found else "X"


def _variable(index: Index, statement: Statement) -> str:
    """The variable that flows through a statement: the one that it assigns, or returns."""
    stack: list[Node] = [statement]
    while stack:
        node = stack.pop(0)
        if isinstance(node, Assign) and node.target.isidentifier():
            return node.target
        returned = node.value if isinstance(node, Return) else None
        if isinstance(returned, Code) and returned.text.isidentifier():
            return returned.text
        stack += getattr(node, "clauses", ()) or getattr(node, "body", ())
    function = index.around(statement, Function)
    if function is None:
        raise EditError("This is not within a forward.")
    return first_parameter(function)


def _variable_for(index: Index, statement: Simple, node: Node) -> str:
    """A variable for what a part of a statement gives, that nothing else there reads."""
    variable = _variable(index, statement)
    inside = text_of(node) if isinstance(node, Expression) else ""
    if _uses(statement, variable) == len(re.findall(rf"\b{re.escape(variable)}\b", inside)):
        return variable
    function = index.around(statement, Function)
    text = Emitter().statement(function, "") if function is not None else ""
    label = node.name if isinstance(node, Call) else "value"
    return unique(attribute_for(label), set(re.findall(r"\w+", text)))


def _wrapped(index: Index, node: Node, template: str) -> Outline:
    if template.count(FLOWING) > 1:
        statement = statement_of(index, node)
        variable = _variable_for(index, statement, node)
        outline = index.replace(node, filled(template, code(variable)))
        again = Index(outline)
        assert statement.span is not None
        moved = again.at(statement.span, type(statement))
        assert moved is not None
        return again.replace(moved, assign(variable, node), moved)  # type: ignore[arg-type]
    around = index.parent(node)
    if isinstance(around, Code):
        return index.replace(around, _wrapped_within(around, node, template))
    return index.replace(node, filled(template, node))  # type: ignore[arg-type]


def _wrapped_within(around: Code, node: Node, template: str) -> Expression:
    """An expression with an operation around one call in it, or around the item taken of that."""
    number = next(n for n, each in enumerate(around.holes) if each is node)
    pieces, item = list(around.pieces), _ITEM.match(around.pieces[number + 1])
    value: Expression = node  # type: ignore[assignment]
    if item is not None:
        pieces[number + 1] = pieces[number + 1][item.end() :]
        value = Code(("", item.group()), (value,))  # type: ignore[arg-type]
    rest = replace(around, pieces=tuple(pieces))
    return with_call_exchanged(rest, number, filled(template, value))


def _flowing(variable: str, template: str) -> Assign:
    return Assign(variable, filled(template, code(variable)))


def _appended(block: Function | Clause, *new: Statement) -> Function | Clause:
    body = tuple(each for each in block.body if each != Other(code("pass")))
    return replace(block, body=(*body, *new))


def _is_whole(statement: Simple, node: Node) -> bool:
    return not isinstance(statement, Other) and statement.value is node


def _uses(statement: Simple, name: str) -> int:
    """How often a name is read by a statement; counted in its text."""
    value = None if isinstance(statement, Other) else statement.value
    return len(re.findall(rf"\b{re.escape(name)}\b", text_of(value))) if value else 0


def _has_return(function: Function) -> bool:
    return any(isinstance(each, Return) for each in statements_within(function.body))
