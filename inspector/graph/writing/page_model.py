"""What a page knows of a model: every node and edge as short rows, and where they stand."""

from collections.abc import Container, Iterator

import msgspec

from inspector.graph.expansion import Expansion, comfortable_level, deepest_level
from inspector.graph.graph import Graph, Node
from inspector.graph.index import Index
from inspector.graph.layout.arrange import arrange
from inspector.graph.layout.geometry import SPACING, Size
from inspector.graph.shapes import tensor_label
from inspector.graph.visible import visible
from inspector.graph.writing.everything import Everything
from inspector.graph.writing.orders import SIDE_KINDS, Orders, orders
from inspector.graph.writing.told import told

MOST_NODES = 10_000
"""What lies deeper in a model with more than this is left out, and the page says so."""
_MODULE, _OP, _HEADER = Size(200, 44), Size(112, 26), Size(200, 30)


class PageNode(msgspec.Struct, frozen=True, array_like=True):
    """One node; the page knows it by its position."""

    parent: int
    row: int
    order: int
    kind: str
    family: str
    title: str
    type: str
    detail: str
    badge: str
    parameters: int
    expandable: bool
    state: str
    """``error`` or ``warning``, ``failed`` or ``unreached``; empty as a rule."""
    identity: int
    """The same number for all calls of one module; 0 for what is not called again."""
    tip: str


class PageEdge(msgspec.Struct, frozen=True, array_like=True):
    """One edge: its ends, the tensors on it, and where it passes the rows of each level."""

    source: int
    target: int
    tensors: list[int]
    passes: dict[int, list[int]]


class PageSide(msgspec.Struct, frozen=True, array_like=True):
    """A constant, parameter or buffer beside the node that reads it."""

    node: int
    reader: int
    owner: int
    """The container within which it is kept, and so seen only from inside; -1 for none."""
    tensor: int


class PageModel(msgspec.Struct, frozen=True):
    """All that the script of a page draws."""

    name: str
    open: list[int]
    """The containers that are open at first."""
    deepest: int
    spacing: dict[str, int]
    nodes: list[PageNode]
    edges: list[PageEdge]
    sides: list[PageSide]
    tensors: list[int]
    """The label of each tensor, by its position in `labels`."""
    labels: list[str]
    left_out: int
    """How many containers stay closed because the model is too large for a page."""


def page_model(index: Index, expanded: Container[str], most: int = MOST_NODES) -> PageModel:
    """Everything in a report, at first with those containers open whose keys are in `expanded`."""
    deepest = comfortable_level(index, limit=most)
    is_whole = deepest >= deepest_level(index)
    graph = visible(index, Everything() if is_whole else Expansion(index, deepest))
    sizes = [_rough_size(node) for node in graph.nodes]
    found = orders(graph, arrange(graph, sizes, [None] * len(graph.edges)))
    used = list(dict.fromkeys(tensor for edge in graph.edges for tensor in edge.tensors))
    number = {tensor: position for position, tensor in enumerate(used)}
    texts = [
        tensor_label(index.tensors[tensor], index.usual_dtype) if tensor in index.tensors else ""
        for tensor in used
    ]
    labels = {text: position for position, text in enumerate(dict.fromkeys(texts))}
    return PageModel(
        name=index.report.model,
        open=[
            position
            for position, node in enumerate(graph.nodes)
            if node.expanded and node.key in expanded
        ],
        deepest=deepest,
        spacing=SPACING._asdict(),
        nodes=list(_nodes(index, graph, found)),
        edges=[
            PageEdge(*ends, [number[tensor] for tensor in edge.tensors], passes)
            for edge, ends, passes in zip(graph.edges, graph.ends, found.passes, strict=True)
            if graph.nodes[ends[0]].kind not in SIDE_KINDS
        ],
        sides=list(_sides(index, graph)),
        tensors=[labels[text] for text in texts],
        labels=list(labels),
        left_out=sum(node.expandable and not node.expanded for node in graph.nodes),
    )


def _rough_size(node: Node) -> Size:
    """Of which size a node is matters little for the order in its row."""
    if node.expanded:
        return _HEADER
    return _MODULE if node.kind in ("module", "loop") else _OP


def _nodes(index: Index, graph: Graph, found: Orders) -> Iterator[PageNode]:
    called: dict[str, int] = {}
    for position, node in enumerate(graph.nodes):
        again = node.kind == "module" and len(index.calls_of.get(node.identity, ())) > 1
        yield PageNode(
            parent=graph.parents[position],
            row=found.row[position],
            order=found.order[position],
            kind=node.kind,
            family=node.family,
            title=" ".join(node.title.split()),
            type=node.type,
            detail=" ".join(node.detail.split()),
            badge=node.badge,
            parameters=node.parameters,
            expandable=node.expanded and not node.empty,
            state=_state(node),
            identity=called.setdefault(node.identity, len(called) + 1) if again else 0,
            tip=told(index, node),
        )


def _state(node: Node) -> str:
    if node.failed:
        return "failed"
    if not node.reached:
        return "unreached"
    return node.severity if node.severity in ("warning", "error") else ""


def _sides(index: Index, graph: Graph) -> Iterator[PageSide]:
    for source, target in graph.ends:
        node = graph.nodes[source]
        if node.kind in SIDE_KINDS and node.tensor is not None:
            yield PageSide(source, target, _owner(index, graph, node.tensor, target), node.tensor)


def _owner(index: Index, graph: Graph, tensor: int, reader: int) -> int:
    """The innermost call around a reader, of a module within which the tensor is kept."""
    owned = index.owners.get(tensor)
    if owned is None:
        return -1
    around = graph.parents[reader]
    while around >= 0:
        node = graph.nodes[around]
        path = node.identity
        if node.kind == "module" and (
            not path or owned.module == path or owned.module.startswith((f"{path}.", f"{path}["))
        ):
            return around
        around = graph.parents[around]
    return -1
