"""A forward that is a chain: each thing takes what the one before it gave."""

from typing import NamedTuple

from inspector.edits.edit import EditError
from inspector.edits.items import unique
from inspector.outline.classes import parameters
from inspector.outline.expressions import text_of
from inspector.outline.nodes import (
    Assign,
    Call,
    Code,
    Evaluate,
    Expression,
    Function,
    Return,
    code,
)

_MODULES = {
    "F.relu": "nn.ReLU()",
    "torch.relu": "nn.ReLU()",
    "F.gelu": "nn.GELU()",
    "F.silu": "nn.SiLU()",
    "F.tanh": "nn.Tanh()",
    "torch.tanh": "nn.Tanh()",
    "F.sigmoid": "nn.Sigmoid()",
    "torch.sigmoid": "nn.Sigmoid()",
}
"""Functions that draw nothing and hold nothing, as the modules that do the same."""


_MAY_BE_IN_PLACE = ("nn.ReLU()", "nn.SiLU()")


class Link(NamedTuple):
    """One thing of the chain: a member of the class, or a module for a function."""

    name: str
    member: str = ""
    module: str = ""


def chain_of(forward: Function) -> list[Link]:
    """The links from the input to what is returned. Raises EditError if it is no such chain."""
    inputs = [each for each in parameters(forward) if not each.kind]
    if len(inputs) != 1:
        raise EditError(f"It takes {len(inputs)} inputs; a Sequential takes one.")
    flowing, links = inputs[0].name, list[Link]()
    for statement in forward.body:
        match statement:
            case Assign(target, value, "=") if target.isidentifier():
                _follow(value, flowing, links)
                flowing = target
            case Return(value) if value is not None and statement is forward.body[-1]:
                _follow(value, flowing, links)
                return _with_own_names(links)
            case Evaluate(Code()):
                continue
            case _:
                break
    raise EditError("Its forward is not a chain of modules; edit it in the code.")


def _follow(node: Expression, flowing: str, links: list[Link]) -> None:
    """Add what is applied in an expression, from the inside out."""
    applied: list[Link] = []
    while node != code(flowing):
        if not isinstance(node, Call) or not node.arguments:
            raise EditError("Its forward is not a chain of modules; edit it in the code.")
        only, *more = node.arguments
        if only.keyword or only.star or (more and [each.keyword for each in more] != ["inplace"]):
            raise EditError("Its forward is not a chain of modules; edit it in the code.")
        link = _link(node.name)
        if more:
            if link.member or link.module not in _MAY_BE_IN_PLACE:
                raise EditError("Its forward is not a chain of modules; edit it in the code.")
            link = link._replace(module=f"{link.module[:-1]}inplace={text_of(more[0].value)})")
        applied.append(link)
        node = only.value
    links += reversed(applied)


def _link(function: str) -> Link:
    member = function.removeprefix("self.")
    if member != function and member.isidentifier():
        return Link(member, member=member)
    module = _MODULES.get(function)
    if module is None:
        raise EditError(f"{function} is no module; put it into one first.")
    return Link(function.rpartition(".")[2], module=module)


def _with_own_names(links: list[Link]) -> list[Link]:
    """The links with names that differ, those of the members unchanged."""
    taken = {link.name for link in links if link.member}
    result = []
    for link in links:
        name = link.name if link.member else unique(link.name, taken)
        taken.add(name)
        result.append(link._replace(name=name))
    return result
