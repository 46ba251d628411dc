"""Taking something from where it is: as the outline without it, and as cargo."""

from inspector.edits.cargo import Cargo
from inspector.edits.edit import EditError, step_at
from inspector.edits.flow import taken_out, template_of, without
from inspector.edits.items import item_around, removed
from inspector.edits.members import calls_when_run, owner_of_member, without_member
from inspector.outline.containers import container_of
from inspector.outline.emit import Emitter
from inspector.outline.expressions import FLOWING
from inspector.outline.handed import is_handed_up
from inspector.outline.index import Index
from inspector.outline.making import is_making
from inspector.outline.nodes import (
    Argument,
    Assign,
    Call,
    Class,
    Code,
    Comprehension,
    Dict,
    Display,
    Entry,
    Evaluate,
    Expression,
    Function,
    Node,
    Outline,
    Region,
    Return,
)
from inspector.source.span import Span

_APPENDING = {"append": 1, "add_module": 2, "register_module": 2}
"""Methods of a container that keep a module, and how many arguments they take."""
_SEVERAL = "This line makes several modules; change their number, or the code."


def taken(outline: Outline, site: Span) -> tuple[Outline, Cargo]:
    """The outline without what stands at `site`, and that as cargo.

    Raises EditError if it cannot be taken from there.
    """
    cargo = cargo_at(outline, site)
    index = Index(outline)
    node = step_at(index, site)
    item = item_around(index, node)
    owned = owner_of_member(index, node)
    if item is not None and is_child(index, item):
        return removed(index, item), cargo
    appending = appending_of(index, node)
    if appending is not None:
        return without(index, appending), cargo
    if owned is not None:
        owner, attribute = owned
        return without_member(outline, owner.name, attribute), cargo
    return taken_out(index, node), cargo


def cargo_at(outline: Outline, site: Span) -> Cargo:
    """What stands at `site`, to be put elsewhere as well. Raises EditError if it cannot be."""
    index = Index(outline)
    node = step_at(index, site)
    around = index.parent(node)
    if isinstance(around, Evaluate) and not is_making(index, node):
        return Cargo(label_of(node), statement=Emitter().statement(around, ""))
    if isinstance(node, Region | Assign):
        return Cargo("loop", statement=Emitter().statement(node, ""))
    if not isinstance(node, Call | Code | Display | Dict | Comprehension):
        raise EditError("This cannot be taken from its place; edit it in the code.")
    item = item_around(index, node)
    if item is not None and is_child(index, item):
        return Cargo(label_of(node), node)
    owned = owner_of_member(index, node)
    if owned is not None:
        return _member_cargo(*owned, node)
    if appending_of(index, node) is not None:
        return Cargo(label_of(node), node)
    _refuse_if_made_there(index, node)
    return Cargo(label_of(node), template=template_of(node))


def _member_cargo(owner: Class, attribute: str, node: Expression) -> Cargo:
    calls = calls_when_run(owner, attribute)
    template = template_of(calls[0]) if calls else ""
    if template == f"self.{attribute}({FLOWING})":
        template = ""
    return Cargo(label_of(node), node, template, attribute)


def is_child(index: Index, item: Argument | Entry) -> bool:
    """Whether an item is a child module of the container, or of the list, that it stands in."""
    holder = index.parent(item)
    if isinstance(holder, Display) and isinstance(index.parent(holder), Assign):
        return holder.kind == "list" and is_making(index, holder)
    if is_handed_up(index, holder):
        return True
    call = holder if isinstance(holder, Call) else index.around(item, Call)
    if call is not None and call is not holder and call.name.endswith("OrderedDict"):
        call = index.around(call, Call)
    return call is not None and container_of(index.outline, call) in (holder, call)


def appending_of(index: Index, node: Node) -> Evaluate | None:
    """The statement ``layers.append(module)`` that makes a module once and keeps it in a list.

    Or ``layers.add_module("name", module)``. Raises EditError if a loop runs it.
    """
    item = item_around(index, node)
    call = index.parent(item) if item is not None else None
    statement = index.parent(call) if call is not None else None
    if not isinstance(call, Call) or not isinstance(statement, Evaluate):
        return None
    holder, _, verb = call.name.rpartition(".")
    if holder in ("", "self") or len(call.arguments) != _APPENDING.get(verb):
        return None
    if not is_making(index, node):
        return None
    loop = index.around(node, Region)
    if loop is not None and loop.kind in ("for", "while"):
        raise EditError(_SEVERAL)
    return statement


def refuse_named(appending: Evaluate) -> None:
    """Raise EditError if a statement gives what it keeps a name, which is there only once."""
    call = appending.value
    if isinstance(call, Call) and len(call.arguments) > 1:
        raise EditError(f"{call.name} gives it a name of its own; write a second one in the code.")


def _refuse_if_made_there(index: Index, node: Node) -> None:
    """Refuse what is a module, but neither a child, nor a member, nor a call in a forward."""
    if not is_making(index, node):
        return
    parent, function = index.parent(node), index.around(node, Function)
    if isinstance(parent, Comprehension):
        raise EditError(_SEVERAL)
    if function is not None and isinstance(parent, Assign | Return):
        raise EditError(f"{function.name} makes this and hands it on; edit it in the code.")
    if isinstance(parent, Assign):
        raise EditError("This is the model itself; it cannot be taken away.")
    call = index.around(node, Call)
    if isinstance(parent, Argument) and call is not None:
        raise EditError(f"{label_of(call)} needs this argument; give it another instead.")
    raise EditError("This is made within a larger expression; edit it in the code.")


def label_of(node: Node) -> str:
    """What the user would call an expression: the short name of its class or function."""
    if isinstance(node, Call):
        return node.name.rpartition(".")[2]
    return "operation" if isinstance(node, Code) else "list"
