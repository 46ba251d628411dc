"""All the calls that one node stands for: of a fold those of every member."""

from bisect import bisect_left

from inspector.graph.folding import first_of
from inspector.graph.graph import Node
from inspector.graph.index import Index


def member_items(index: Index, node: Node) -> list[int]:
    """Positions of the siblings that share a folded node, in order; none for another node."""
    items = index.tree.items
    first = index.tree.position(first_of(node.key))
    if node.repeats < 2 or first is None or items[first].parent < 0:
        return []
    container = items[first].parent
    children = index.flows.children[container]
    number = bisect_left(children, first)
    for run in index.repeats.runs(container):
        if run.start <= number < run.end:
            return list(children[number : number + node.repeats * run.period])
    return []
