"""Which nodes and lines are one branch of several that run side by side."""

from inspector.canvas.scene import Scene
from inspector.canvas.walk import below


def is_branch(scene: Scene, node: int) -> bool:
    """Whether another module of the same parent reads the same tensor, beside this one."""
    nodes, parents = scene.graph.nodes, scene.graph.parents
    holder = nodes[node].identity.rpartition(".")[0]
    level = parents[node]
    beside = [
        other
        for other in (below(scene, level) if level >= 0 else range(len(nodes)))
        if parents[other] == level
        and other != node
        and nodes[other].kind == nodes[node].kind == "module"
        and nodes[other].identity.rpartition(".")[0] == holder
    ]
    read = _read(scene, node) if beside else set()
    return any(read & _read(scene, other) for other in beside)


def is_branch_line(scene: Scene, source: int, target: int) -> bool:
    """Whether a line is one of several from its source, and the only one to its target."""
    ends = scene.graph.ends
    leaving = [e for e in scene.edges_in(scene.rect(source)).tolist() if ends[e][0] == source]
    entering = [e for e in scene.edges_in(scene.rect(target)).tolist() if ends[e][1] == target]
    return len(leaving) > 1 and len(entering) == 1


def _read(scene: Scene, node: int) -> set[int]:
    """The tensors that come into a node, or through its border to what is in it."""
    inside = range(node, below(scene, node).stop)
    ends, edges = scene.graph.ends, scene.graph.edges
    return {
        tensor
        for edge in scene.edges_in(scene.rect(node)).tolist()
        if ends[edge][1] in inside and ends[edge][0] not in inside
        for tensor in edges[edge].tensors
    }
