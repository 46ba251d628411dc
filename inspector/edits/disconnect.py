"""Taking an edge away: what is left flows on without it."""

import ast
from dataclasses import dataclass

from inspector.edits.edit import MOVED_ON, Edit, EditError
from inspector.edits.flat import exchanged, flat, part, tree_of, unflat
from inspector.edits.flow import without
from inspector.edits.spare import without_spare_names
from inspector.edits.takes import takes
from inspector.edits.wires import Wiring, names_in, read_at, with_code_at, with_exchanged
from inspector.outline.emit import nodes_of
from inspector.outline.expressions import text_of
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Argument,
    Assign,
    Call,
    Code,
    Display,
    Entry,
    Outline,
    Return,
    Structure,
    code,
)
from inspector.source.span import Span

_GONE = "_gone_"
_ALIKE = (ast.Add, ast.Mult, ast.BitAnd, ast.BitOr)
"""Operators that either side of can do without the other."""
_FIRST_STAYS = (ast.Sub, ast.Div)
_JOINING = ("cat", "concat", "concatenate", "stack", "hstack", "vstack", "dstack")
_OF_TWO = ("add", "mul", "multiply", "maximum", "minimum")


@dataclass(frozen=True)
class Disconnect(Edit):
    """Let a value no longer flow in at `operand`; what else flows in there stays.

    A name that was read only there is taken away as well, if it only stood for another name.
    """

    operand: Span
    title: str = "Disconnect"

    def apply(self, outline: Outline) -> Outline:
        wiring = Wiring(Index(outline), self.operand)
        read = names_in(text_of(read_at(wiring.index, self.operand)))
        index = Index(with_code_at(wiring.index, self.operand, code(_GONE)))
        holder = next((n for n in nodes_of(index.outline) if _mentions(n)), None)
        if not isinstance(holder, Code) or wiring.forward.span is None:
            raise EditError(MOVED_ON)
        rest = _without_whole(index, holder) if holder == code(_GONE) else _in_text(index, holder)
        return without_spare_names(rest, wiring.forward.span, read)


def _mentions(node: object) -> bool:
    return isinstance(node, Code) and any(_GONE in piece for piece in node.pieces)


def _in_text(index: Index, holder: Code) -> Outline:
    """Of an operator the other side stays, of several that are returned the others."""
    text, calls = flat(holder)
    tree = tree_of(text)
    for node in ast.walk(tree) if tree is not None else ():
        match node:
            case ast.BinOp(left, operator, ast.Name(id=gone)) if gone == _GONE:
                stays = isinstance(operator, (*_ALIKE, *_FIRST_STAYS))
            case ast.BinOp(ast.Name(id=gone), operator, left) if gone == _GONE:
                stays = isinstance(operator, _ALIKE)
            case ast.Tuple(elts) if node is tree and index.parent(holder).__class__ is Return:
                return _replaced(index, holder, _without_element(text, elts), calls)
            case _:
                continue
        if stays:
            start, end = part(text, left)
            new = exchanged(text, part(text, node), text[start:end])
            return _replaced(index, holder, new, calls)
        break
    raise EditError("The operation needs this; connect another value instead.")


def _replaced(index: Index, holder: Code, text: str, calls: tuple[Structure, ...]) -> Outline:
    return index.replace(holder, unflat(text, calls))


def _without_element(text: str, elements: list[ast.expr]) -> str:
    """The text of a tuple without the element that is gone."""
    gone = next((n for n, e in enumerate(elements) if getattr(e, "id", "") == _GONE), None)
    if gone is None:
        raise EditError("The operation needs this; connect another value instead.")
    if len(elements) == 2:
        start, end = part(text, elements[1 - gone])
        return text[start:end]
    if gone == 0:
        return text[part(text, elements[1])[0] :]
    before, end = part(text, elements[gone - 1])[1], part(text, elements[gone])[1]
    return text[:before] + text[end:]


def _without_whole(index: Index, holder: Code) -> Outline:
    """An argument, an item or a whole statement that is gone."""
    parent = index.parent(holder)
    match parent:
        case Assign(operator="+=" | "*=" | "-=" | "/="):
            return without(index, parent)
        case Entry() if isinstance(index.parent(index.parent(parent) or parent), Return):
            return index.replace(parent)
        case Argument():
            around = index.parent(parent)
            if isinstance(around, Display):
                return _without_item(index, around, parent)
            if isinstance(around, Call):
                return _without_argument(index, around, parent)
        case Return():
            raise EditError("A forward returns something; connect another value to its output.")
    raise EditError("This step needs what flows in here; connect another value instead.")


def _without_item(index: Index, around: Display, item: Argument) -> Outline:
    """The list of what is joined, or returned, without one; a single one is not joined."""
    owner = index.parent(around)
    call = index.parent(owner) if isinstance(owner, Argument) else None
    joined = isinstance(call, Call) and call.name.rpartition(".")[2] in _JOINING
    if isinstance(owner, Argument) and isinstance(call, Call) and _is_recurrent(index, call):
        return _without_argument(index, call, owner)  # A hidden state goes with its cell state.
    if not joined and not isinstance(owner, Return):
        raise EditError("It is kept in a list that something else reads; edit it in the code.")
    rest = [each for each in around.items if each is not item]
    if not rest:
        raise EditError("Nothing else flows in here; connect another value instead.")
    is_stack = isinstance(call, Call) and call.name.rpartition(".")[2] == "stack"
    if len(rest) == 1 and not rest[0].star and not is_stack:
        whole = call if isinstance(call, Call) else around
        return with_exchanged(index, whole, rest[0].value)
    return index.replace(item)


def _is_recurrent(index: Index, call: Call) -> bool:
    found = takes(index, call)
    return found is not None and "hx" in found.optional


def _without_argument(index: Index, call: Call, gone: Argument) -> Outline:
    """A call without an argument that it can do without."""
    short, others = call.name.rpartition(".")[2], [e for e in call.arguments if e is not gone]
    if short in _OF_TWO and len(others) == 1 and call.name.startswith("torch."):
        return with_exchanged(index, call, others[0].value)
    found = takes(index, call)
    place = call.arguments.index(gone)
    needed = len(found.required) if found is not None else 0
    if gone.keyword:
        optional = found is None or gone.keyword not in found.required
    else:
        is_last = not any(not each.keyword for each in call.arguments[place + 1 :])
        optional = found is not None and place >= needed and is_last
    if not optional:
        raise EditError(f"{short} needs this; connect another value instead.")
    return index.replace(gone)
