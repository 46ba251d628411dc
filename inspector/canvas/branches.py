"""Which nodes and lines are one branch of several that run side by side."""

from inspector.canvas.gaps import at_level
from inspector.canvas.scene import Scene


def is_branch(scene: Scene, node: int) -> bool:
    """Whether another module of the same parent reads the same tensor, beside this one.

    Looks only at what comes into the node and at what else leaves there, so that it costs little
    while something is dragged.
    """
    ends, edges = scene.graph.ends, scene.graph.edges
    level, inside = scene.graph.parents[node], scene.graph.within(node)
    for edge in scene.edges_in(scene.rect(node)).tolist():
        source, target = ends[edge]
        if target not in inside or source in inside:
            continue
        for other in scene.edges_in(scene.rect(source)).tolist():
            shares = ends[other][0] == source and not set(edges[edge].tensors).isdisjoint(
                edges[other].tensors
            )
            if shares and _is_sibling(scene, node, at_level(scene, ends[other][1], level)):
                return True
    return False


def _is_sibling(scene: Scene, node: int, other: int | None) -> bool:
    """Whether both are modules, not the same, and of one parent."""
    if other is None or other == node:
        return False
    one, two = scene.graph.nodes[node], scene.graph.nodes[other]
    if one.kind != "module" or two.kind != "module":
        return False
    return one.identity.rpartition(".")[0] == two.identity.rpartition(".")[0]


def is_branch_line(scene: Scene, source: int, target: int) -> bool:
    """Whether a line is one of several from its source, and the only one to its target."""
    leaving, entering = _crowds(scene, source, target)
    return leaving > 1 and entering == 1


def is_one_of_many(scene: Scene, source: int, target: int) -> bool:
    """Whether a line is one of several both from its source and to its target, as a skip is."""
    leaving, entering = _crowds(scene, source, target)
    return leaving > 1 and entering > 1


def _crowds(scene: Scene, source: int, target: int) -> tuple[int, int]:
    """How many lines leave the one and come into the other."""
    ends = scene.graph.ends
    leaving = [e for e in scene.edges_in(scene.rect(source)).tolist() if ends[e][0] == source]
    entering = [e for e in scene.edges_in(scene.rect(target)).tolist() if ends[e][1] == target]
    return len(leaving), len(entering)
