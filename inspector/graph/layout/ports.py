"""How edges pass through the borders of containers: as links at every level on their way."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from inspector.graph.graph import Graph
from inspector.graph.layout.geometry import Size

TOP = -1
"""The number of the level around everything."""
_SIDE_KINDS = frozenset({"constant", "parameter", "buffer"})
_Port = tuple[int, str]
"""The source of the tensors that cross a border, and their label; equal ones share a port."""
Join = tuple[int, int, int, int]
"""What a link joins: its source, the exit there, its target, and the entry there.

A source is a node, or with ~n the entry n of the level; a target is a node, or with ~n the exit n.
The exit and the entry are those of a container at this end, or -1.
"""


@dataclass(slots=True)
class Contents:
    """What stands at one level, by positions in the graph."""

    nodes: list[int] = field(default_factory=list)
    entries: dict[_Port, int] = field(default_factory=dict)
    exits: dict[_Port, int] = field(default_factory=dict)
    links: dict[Join, int] = field(default_factory=dict)
    """Numbered; edges of one source share a link where they run together."""
    labels: dict[int, Size] = field(default_factory=dict)
    undrawn: set[int] = field(default_factory=set)

    def entry(self, port: _Port) -> int:
        return self.entries.setdefault(port, len(self.entries))

    def exit(self, port: _Port) -> int:
        return self.exits.setdefault(port, len(self.exits))

    def link(self, join: Join) -> int:
        return self.links.setdefault(join, len(self.links))


@dataclass
class Nest:
    """All levels, the outer ones first, and the links that each edge runs along."""

    contents: dict[int, Contents]
    beside: dict[int, list[int]]
    """The constants that stand at the left of each node."""
    steps: list[list[tuple[int, int]]]
    """For each edge its levels and the links there, from source to target; none beside a node,
    and where an edge joins a node to itself or to what is in it."""
    upwards: set[int]
    """The edges that run against the order of the nodes: their links go from target to source."""
    labeled: dict[int, tuple[int, int]]
    """For each edge with a label of its own, the level and the link where it stands."""


def nest(graph: Graph, labels: Sequence[Size | None]) -> Nest:
    """Cut the edges of a graph at the borders of its containers."""
    beside = _beside(graph)
    aside = {side for sides in beside.values() for side in sides}
    contents: dict[int, Contents] = {TOP: Contents()}
    for node, parent in enumerate(graph.parents):
        if node not in aside:
            if parent not in contents:
                contents[parent] = Contents()
            contents[parent].nodes.append(node)
    steps: list[list[tuple[int, int]]] = []
    labeled: dict[int, tuple[int, int]] = {}
    joined: set[tuple[int, int]] = set()
    upwards: set[int] = set()
    parents = graph.parents
    for edge, (source, target) in enumerate(graph.ends):
        are_siblings = parents[source] == parents[target] and source != target
        if source in aside or not (are_siblings or _are_apart(parents, source, target)):
            steps.append([])
            continue
        port = source, graph.edges[edge].label
        if source > target:
            source, target = target, source
            upwards.add(edge)
        if are_siblings:
            level = parents[source]
            common, ends = 0, (source, target)
            path = [(level, contents[level].link((source, -1, target, -1)))]
        else:
            path, common, ends = _path(parents, contents, source, target, port)
        steps.append(path)
        label = labels[edge]
        if label is None or path[common][1] in contents[path[common][0]].labels:
            continue
        # Of several lines between two containers only the first has its label there: those of
        # the others stand where each goes its own way again.
        at = path[-1] if ends in joined else path[common]
        joined.add(ends)
        contents[at[0]].labels[at[1]] = label
        labeled[edge] = at
    _put_inputs_on_top(graph, contents[TOP])
    return Nest(contents, beside, steps, upwards, labeled)


def _are_apart(parents: Sequence[int], one: int, other: int) -> bool:
    """Whether neither of two nodes is the other, nor a container around it."""
    outer, inner = min(one, other), max(one, other)
    while inner > outer:
        inner = parents[inner]
    return inner != outer


def _beside(graph: Graph) -> dict[int, list[int]]:
    """The constants that only a neighbor reads, by that neighbor."""
    sides = {number for number, node in enumerate(graph.nodes) if node.kind in _SIDE_KINDS}
    readers: dict[int, list[int]] = {}
    for source, target in graph.ends if sides else ():
        if source in sides:
            readers.setdefault(source, []).append(target)
    beside: dict[int, list[int]] = {}
    for side, targets in readers.items():
        if len(targets) == 1 and graph.parents[side] == graph.parents[targets[0]]:
            beside.setdefault(targets[0], []).append(side)
    return beside


def _path(
    parents: Sequence[int],
    contents: dict[int, Contents],
    source: int,
    target: int,
    port: _Port,
) -> tuple[list[tuple[int, int]], int, tuple[int, int]]:
    """The links of one edge; which of them is at the level that holds both ends; what it joins."""
    around = {TOP}
    level = parents[source]
    while level != TOP:
        around.add(level)
        level = parents[level]
    down: list[tuple[int, int]] = []
    outer, into = target, -1
    level = parents[target]
    while level not in around:
        entry = contents[level].entry(port)
        down.append((level, contents[level].link((~entry, -1, outer, into))))
        outer, into = level, entry
        level = parents[level]
    common = level
    steps: list[tuple[int, int]] = []
    inner, out_of = source, -1
    level = parents[source]
    while level != common:
        exit = contents[level].exit(port)
        steps.append((level, contents[level].link((inner, out_of, ~exit, -1))))
        inner, out_of = level, exit
        level = parents[level]
    steps.append((common, contents[common].link((inner, out_of, outer, into))))
    return steps + down[::-1], len(steps) - 1, (inner, outer)


def _put_inputs_on_top(graph: Graph, top: Contents) -> None:
    """Keep the inputs above and the outputs below everything, also where nothing links them."""
    inputs = [node for node in top.nodes if graph.nodes[node].kind == "input"]
    outputs = [node for node in top.nodes if graph.nodes[node].kind == "output"]
    if not inputs and not outputs:
        return
    ends = {*inputs, *outputs}
    inner = [(join[0], join[2]) for join in top.links if ends.isdisjoint((join[0], join[2]))]
    reading, read = {target for _, target in inner}, {source for source, _ in inner}
    first = [node for node in top.nodes if node not in ends and node not in reading]
    last = [node for node in top.nodes if node not in ends and node not in read]
    linked = {(source, target) for source, _, target, _ in top.links}
    for above, below in ((inputs, first), (last, outputs)):
        for one in above:
            for other in below:
                if (one, other) not in linked:
                    top.undrawn.add(top.link((one, -1, other, -1)))
