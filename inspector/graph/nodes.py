"""Nodes made from the calls, loops and tensors of a report: their words, marks and places."""

from inspector.graph.call_tree import Item
from inspector.graph.captions import class_name, module_detail, op_caption, relative_path
from inspector.graph.families import function_family, module_family
from inspector.graph.graph import Node
from inspector.graph.index import Index
from inspector.graph.levels import is_plain_container
from inspector.graph.shapes import dtype_text
from inspector.report.model import Call, Frame, Module, Severity
from inspector.report.place import Place
from inspector.report.units import shape_text

_CHILDREN_NAMED = 6
_UNITS = {"constant": "const", "parameter": "parameter", "buffer": "buffer"}


def is_expandable(index: Index, position: int) -> bool:
    """Whether an item has an inside: children, or room for them."""
    return index.flows.has_children(position) or is_empty(index, position)


def is_empty(index: Index, position: int) -> bool:
    """Whether an item is a container that calls nothing, so that things can be dropped into it."""
    call = index.tree.calls[position]
    if call is None or call.module is None or index.flows.has_children(position):
        return False
    module = index.modules.get(call.module)
    return module is not None and is_plain_container(module)


def item_node(
    index: Index, position: int, parent: str | None, expanded: bool, severity: Severity | None
) -> Node:
    """The node of a call or a loop; `severity` is the gravest one in what it shows or hides."""
    item = index.tree.items[position]
    if item.frame is not None:
        return _loop_node(index, item, item.frame, parent, expanded, severity)
    assert item.call is not None
    if item.call.module is None:
        return _op_node(index, item, item.call, parent, severity)
    return _module_node(index, item, item.call, parent, expanded, severity)


def _module_node(
    index: Index,
    item: Item,
    call: Call,
    parent: str | None,
    expanded: bool,
    severity: Severity | None,
) -> Node:
    path = call.module or ""
    module = index.modules.get(path) or Module(path=path, type=call.name, parent=None)
    children = index.flows.children[item.position]
    empty = is_empty(index, item.position)
    badge = _call_badge(index, item, path)
    return Node(
        key=item.key,
        parent=parent,
        kind="module",
        title=relative_path(path, item.home) if path else index.report.model,
        type=class_name(module),
        detail=inside_text(index, children) if children or empty else module_detail(module),
        badge=badge,
        family=module_family(module.type, bool(children)),
        parameters=index.parameters.get(path, 0),
        expandable=bool(children) or empty,
        expanded=expanded,
        empty=empty,
        place=index.place(item.position),
        written=_call_place(index, item, call) if badge else None,
        identity=path,
        severity=severity,
        failed=item.position == index.culprit,
        call=call.id,
    )


def _op_node(
    index: Index, item: Item, call: Call, parent: str | None, severity: Severity | None
) -> Node:
    title, type, detail = op_caption(call.name, call.arguments, len(set(call.inputs)))
    return Node(
        key=item.key,
        parent=parent,
        kind="op",
        title=title,
        type=type,
        detail=detail,
        family=function_family(call.name),
        place=index.place(item.position),
        severity=severity,
        failed=item.position == index.culprit,
        call=call.id,
    )


def _loop_node(
    index: Index,
    item: Item,
    frame: Frame,
    parent: str | None,
    expanded: bool,
    severity: Severity | None,
) -> Node:
    return Node(
        key=item.key,
        parent=parent,
        kind="loop",
        title=frame.header or frame.kind,
        detail=inside_text(index, index.flows.children[item.position]),
        badge=f"× {frame.trips}",
        trip=index.flows.loops.shown.get(item.position, 0) if frame.trips > 1 else 0,
        trips=frame.trips,
        family="container",
        expandable=bool(index.flows.children[item.position]),
        expanded=expanded,
        place=index.place(item.position),
        severity=severity,
        failed=item.position == index.culprit,
        frame=frame.id,
    )


def unreached_node(index: Index, module: Module, parent: str, home: str) -> Node:
    """A module that would have been called after the one that failed."""
    title = relative_path(module.path, home)
    return Node(
        key=f"{parent.rstrip('/')}/{title}",
        parent=parent,
        kind="module",
        title=title,
        type=class_name(module),
        detail=module_detail(module),
        family=module_family(module.type, False),
        parameters=index.parameters.get(module.path, 0),
        place=Place(module.path),
        identity=module.path,
        reached=False,
    )


def carried_node(index: Index, loop: int) -> Node:
    """What a trip of a loop gets from the one before it."""
    key = index.tree.key(loop)
    return Node(
        key=f"{key}:carried",
        parent=key,
        kind="carried",
        title=f"from trip {index.flows.loops.shown[loop] - 1}",
        family="input",
    )


def tensor_node(index: Index, tensor: int, consumer: Node, home: str) -> Node:
    """A constant, parameter or buffer beside the node that reads it."""
    owned = index.owners.get(tensor)
    value = index.tensors.get(tensor)
    kind = owned.kind if owned is not None else "constant"
    shape = shape_text(value.shape) if value is not None else ""
    if value is not None and dtype_text(value.dtype) != index.usual_dtype:
        shape = f"{shape} {dtype_text(value.dtype)}"
    return Node(
        key=f"{consumer.key}:{owned.path if owned is not None else tensor}",
        parent=consumer.parent,
        kind=kind,
        title=relative_path(owned.path, home) if owned is not None else "tensor",
        detail=f"{shape} {_UNITS[kind]}",
        family="linear" if kind == "parameter" else "constant",
        place=Place(owned.path) if owned is not None else None,
        tensor=tensor,
    )


def input_node(index: Index, name: str, tensor: int, key: str) -> Node:
    """One argument of the root's forward."""
    value = index.tensors.get(tensor)
    dtype = dtype_text(value.dtype) if value is not None else ""
    return Node(
        key=key, parent=None, kind="input", title=name, type=dtype, family="input",
        tensor=tensor,
    )  # fmt: skip


def output_node(index: Index, name: str, tensors: tuple[int, ...]) -> Node:
    """What the root returned; the number itself where it is only one."""
    value = index.tensors.get(tensors[0]) if len(tensors) == 1 else None
    text = (value.value or "") if value is not None else f"{len(tensors)} tensors"
    return Node(
        key=f"output:{name}", parent=None, kind="output", title=name, type=text, family="input",
        tensor=tensors[0] if len(tensors) == 1 else None,
    )  # fmt: skip


def inside_text(index: Index, children: list[int]) -> str:
    """The names of the children, for a container that is collapsed."""
    items = [index.tree.items[child] for child in children[:_CHILDREN_NAMED]]
    names = [short_name(item) for item in items]
    return " · ".join(names) + (" …" if len(children) > _CHILDREN_NAMED else "")


def short_name(item: Item) -> str:
    if item.frame is not None:
        return item.frame.kind
    assert item.call is not None
    if item.call.module is not None:
        return relative_path(item.call.module, item.home)
    return op_caption(item.call.name, item.call.arguments, len(set(item.call.inputs)))[0]


def _call_place(index: Index, item: Item, call: Call) -> Place | None:
    """The expression of a call; None if it does not stand in the model's own file."""
    root = index.modules.get("")
    if call.source is None or root is None or root.source is None:
        return None
    own = call.source.file == root.source.file
    return Place(item.home, call.source.span) if own else None


def _call_badge(index: Index, item: Item, path: str) -> str:
    """``call 1/2`` for a shared module; not within one that is itself called as often."""
    calls = index.calls_among(path)
    if not calls:
        return ""
    around = len(index.calls_of.get(item.home, [])) if item.parent >= 0 else 1
    if len(calls) <= max(around, 1):
        return ""
    return f"call {calls.index(item.position) + 1}/{len(calls)}"
