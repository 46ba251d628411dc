"""A class written out in one expression: as its base, or as a Sequential of its members."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import takewhile

from inspector.edits.chain import Link, chain_of
from inspector.edits.edit import EditError
from inspector.edits.members import attribute_of, is_docstring
from inspector.edits.signatures import bound, signature
from inspector.outline.classes import bases, method, parameters
from inspector.outline.emit import nodes_of
from inspector.outline.expressions import FLOWING, call, expression, filled, text_of
from inspector.outline.handed import is_of_base
from inspector.outline.nodes import (
    Argument,
    Assign,
    Call,
    Class,
    Code,
    Display,
    Evaluate,
    Expression,
    Function,
    Outline,
    Statement,
    code,
)


def in_one_expression(outline: Outline, owner: Class, node: Call) -> Call:
    """What the class makes in a call of it, with the arguments of that in their places.

    A class that only gives arguments to its base is that base; one whose forward is a chain is a
    Sequential that keeps the names of its members. Raises EditError for any other.
    """
    init = method(owner, "__init__")
    made = [each for each in init.body if not is_docstring(each)] if init else []
    names = list(takewhile(_names_a_value, made))
    written = _written_out(owner, made[len(names) :])
    values = _values(outline, node)
    for each in names:
        assert isinstance(each, Assign)
        name = each.target.partition(":")[0].strip()
        values[name] = _with_values(each.value, values)
    result = _with_values(written, values)
    assert isinstance(result, Call)
    if re.search(r"\bself\b", text_of(result)):
        raise EditError(f"{owner.name} keeps values for itself; edit it in the code.")
    arguments = zip(written.arguments, result.arguments, strict=True)
    return replace(result, arguments=tuple(_one_by_one(arguments)))


def _names_a_value(statement: Statement) -> bool:
    """Whether a statement is ``name = value``, which what follows reads by that name."""
    if not isinstance(statement, Assign) or statement.operator != "=":
        return False
    return statement.target.partition(":")[0].strip().isidentifier()


def _one_by_one(arguments: Iterable[tuple[Argument, Argument]]) -> Iterator[Argument]:
    """Arguments, each as written and with its value: ``*layers`` as what is in the list."""
    for written, each in arguments:
        is_named = written.star == "*" and isinstance(written.value, Code)
        if is_named and isinstance(each.value, Display) and each.value.kind == "list":
            yield from each.value.items
        else:
            yield each


def _written_out(owner: Class, made: list[Statement]) -> Call:
    """What a class makes by the statements of its constructor, from the call of its base on."""
    init = method(owner, "__init__")
    others = [each for each in owner.body if each is not init and not is_docstring(each)]
    start = made[0].value if made and isinstance(made[0], Evaluate) else None
    if not isinstance(start, Call) or not is_of_base(start) or len(bases(owner)) != 1:
        raise EditError(f"{owner.name} does more than hold its modules; edit it in the code.")
    if init is not None and any(each.kind for each in parameters(init)):
        raise EditError(f"{owner.name} passes on whatever it is given; edit it in the code.")
    if not others and len(made) == 1:
        return Call(code(bases(owner)[0]), start.arguments)
    if not others and bases(owner)[0] in ("nn.Sequential", "torch.nn.Sequential"):
        members = _members(owner, made[1:])
        if start.arguments or not all(isinstance(each, Call) for each in members.values()):
            raise EditError(f"{owner.name} keeps values for itself; edit it in the code.")
        return _sequential([(name, value) for name, value in members.items()])
    if start.arguments or bases(owner)[0].rpartition(".")[2] != "Module":
        raise EditError(f"{owner.name} is built on {bases(owner)[0]}; edit it in the code.")
    if [each.name for each in others if isinstance(each, Function)] != ["forward"]:
        raise EditError(f"{owner.name} does more than hold its modules; edit it in the code.")
    return _as_sequential(owner, made[1:])


def _as_sequential(owner: Class, made: list[Statement]) -> Call:
    """``nn.Sequential(OrderedDict([(name, module), …]))``, in the order of the forward."""
    members = _members(owner, made)
    forward = method(owner, "forward")
    assert forward is not None
    links = chain_of(forward)
    called = [link.member for link in links if link.member]
    if called != list(members):
        raise EditError(
            f"{owner.name} does not call each of its modules once and in the order in which it "
            "makes them; as a Sequential it would be another model."
        )
    return _sequential([(link.name, _made(link, members)) for link in links])


def _members(owner: Class, made: list[Statement]) -> dict[str, Expression]:
    """What an ``__init__`` that does nothing else assigns to attributes, in order."""
    members: dict[str, Expression] = {}
    for each in made:
        attribute = attribute_of(each) if isinstance(each, Assign) else None
        if attribute is None or not isinstance(each, Assign) or attribute in members:
            raise EditError(f"The __init__ of {owner.name} does more than make its modules.")
        members[attribute] = each.value
    return members


def _made(link: Link, members: dict[str, Expression]) -> Expression:
    return members[link.member] if link.member else expression(link.module)


def _sequential(modules: list[tuple[str, Expression]]) -> Call:
    pairs = [
        Argument(Display("tuple", (Argument(code(f'"{name}"')), Argument(value))))
        for name, value in modules
    ]
    return call("nn.Sequential", call("OrderedDict", Display("list", tuple(pairs))))


def _values(outline: Outline, node: Call) -> dict[str, Expression]:
    """What each parameter of the class has in a call: its argument or its default."""
    found = signature(outline, node) or ()
    given = bound(found, node)
    values = {each.name: expression(each.default) for each in found if each.default is not None}
    values |= {name: argument.value for name, argument in given.items()}
    missing = next((each.name for each in found if each.name not in values), None)
    if missing is not None or any(each.star for each in node.arguments):
        raise EditError(f"What {missing or node.name} gets is known only when it runs.")
    return values


def _with_values(node: Expression, values: Mapping[str, Expression]) -> Expression:
    """The expression with values in the places of parameters, all at once.

    Raises EditError if a module would be made more than once by that.
    """
    text = text_of(node)
    marks: dict[str, Expression] = {}
    for name, value in values.items():
        mark = f"_argument{len(marks)}_"
        pattern = rf"(?<![\w.]){re.escape(name)}\b(?!\s*=(?!=))"
        marked, times = re.subn(pattern, mark, text)
        if times > 1 and any(isinstance(each, Call) for each in nodes_of(value)):
            raise EditError(f"{text_of(value)} is used {times} times; give it a name first.")
        if times:
            text, marks[mark] = marked, value
    result: Expression = expression(text) if marks else node
    for mark, value in marks.items():
        result = filled(text_of(result).replace(mark, FLOWING), value)
    return result
