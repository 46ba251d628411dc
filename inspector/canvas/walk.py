"""Where the arrow keys lead: along the edges, to neighbors, into containers and out of them."""

from enum import Enum

from inspector.canvas.scene import Scene


class Way(Enum):
    """A direction that a key asks for."""

    DOWN = "down"
    UP = "up"
    LEFT = "left"
    RIGHT = "right"
    IN = "in"
    OUT = "out"


def walk(scene: Scene, node: int | None, way: Way) -> int | None:
    """The node that one comes to; None if there is none that way."""
    if not scene.graph.nodes:
        return None
    if node is None:
        return 0
    if way is Way.IN:
        return _first_inside(scene, node)
    if way is Way.OUT:
        parent = scene.graph.parents[node]
        return parent if parent >= 0 else None
    along = _along_edges(scene, node, way) if way in (Way.DOWN, Way.UP) else None
    return along if along is not None else _beside(scene, node, way)


def _first_inside(scene: Scene, node: int) -> int | None:
    parents = scene.graph.parents
    return next((child for child in range(node + 1, len(parents)) if parents[child] == node), None)


def _along_edges(scene: Scene, node: int, way: Way) -> int | None:
    """The nearest end of an edge that leaves or enters the node, or what is inside it."""
    inside = {node}
    for child in range(node + 1, len(scene.graph.parents)):
        if scene.graph.parents[child] in inside:
            inside.add(child)
    pairs = scene.graph.ends if way is Way.DOWN else [(b, a) for a, b in scene.graph.ends]
    ends = [end for start, end in pairs if start in inside and end not in inside]
    center = scene.rect(node).center()
    return min(
        ends,
        key=lambda end: (abs(scene.rect(end).center().x() - center.x()), end),
        default=None,
    )


def _beside(scene: Scene, node: int, way: Way) -> int | None:
    """The nearest sibling on that side."""
    here = scene.box(node)
    best: tuple[int, int] | None = None
    for other, parent in enumerate(scene.graph.parents):
        if other == node or parent != scene.graph.parents[node]:
            continue
        box = scene.box(other)
        ahead, aside = {
            Way.LEFT: (here.x - box.right, _gap(here.y, here.bottom, box.y, box.bottom)),
            Way.RIGHT: (box.x - here.right, _gap(here.y, here.bottom, box.y, box.bottom)),
            Way.UP: (here.y - box.bottom, _gap(here.x, here.right, box.x, box.right)),
            Way.DOWN: (box.y - here.bottom, _gap(here.x, here.right, box.x, box.right)),
        }[way]
        if ahead >= 0 and (best is None or ahead + 4 * aside < best[0]):
            best = ahead + 4 * aside, other
    return best[1] if best is not None else None


def _gap(low: int, high: int, other_low: int, other_high: int) -> int:
    return max(0, other_low - high, low - other_high)
