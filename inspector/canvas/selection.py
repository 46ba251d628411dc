"""What is selected on the canvas: places, all nodes of them, and the one the keyboard is at."""

from enum import Enum

from inspector.canvas.marks import Marks
from inspector.canvas.picture import Picture
from inspector.canvas.scene import Scene
from inspector.graph.reach import Reach, between, coming_out, flowing_in
from inspector.report.place import Place


class Trace(Enum):
    """Which way along the tensors the picture is followed from the selection."""

    IN = "in"
    OUT = "out"
    BOTH = "both"
    BETWEEN = "between"


class Selection:
    """Kept by place and key, so that it outlives the scene."""

    def __init__(self, picture: Picture) -> None:
        self.place: Place | None = None
        self.key: str | None = None
        """Of the one node that was meant, if one was."""
        self.also: tuple[Place, ...] = ()
        """The places that are selected beside the first."""
        self.other: str | None = None
        """Key of the second node, to which a path is asked for."""
        self.trace: Trace | None = None
        self._picture = picture
        self._hovered: str | None = None
        self._nodes: tuple[object, list[int]] | None = None
        self._every: tuple[object, frozenset[int]] | None = None
        self._traced: tuple[object, Reach] | None = None

    def take(
        self, place: Place | None, key: str | None = None, also: tuple[Place, ...] = ()
    ) -> None:
        """Select a place, or a node without one by its key; nothing by two Nones."""
        if key is None and place is not None and self._is_at(self.key, place):
            key = self.key
        self.place, self.key, self.also = place, key, also

    @property
    def places(self) -> tuple[Place, ...]:
        """All places that are selected, the one of the keyboard first."""
        return (self.place, *self.also) if self.place is not None else ()

    def hover(self, key: str | None) -> bool:
        """Note what the pointer is on; whether that is something else now."""
        changed = key != self._hovered
        self._hovered = key
        return changed

    @property
    def every_node(self) -> frozenset[int]:
        """The nodes of all places that are selected."""
        scene = self._picture.scene
        if scene is None or not self.also:
            return frozenset(self.nodes)
        asked = (scene, self.places, self.key)
        if self._every is None or self._every[0] != asked:
            found = {node for place in self.also for node in self._picture.nodes_at(place)}
            self._every = asked, frozenset(found.union(self.nodes))
        return self._every[1]

    @property
    def nodes(self) -> list[int]:
        """The nodes of the first place, in the picture's order; looked for once in each scene."""
        scene = self._picture.scene
        if scene is None:
            return []
        asked = (scene, self.place, self.key)
        if self._nodes is None or self._nodes[0] != asked:
            self._nodes = asked, self._find(scene)
        return self._nodes[1]

    def _find(self, scene: Scene) -> list[int]:
        if self.place is not None:
            return self._picture.nodes_at(self.place)
        position = scene.graph.index.get(self.key) if self.key is not None else None
        return [position] if position is not None else []

    @property
    def current(self) -> int | None:
        """The node from which the arrow keys go on."""
        scene, nodes = self._picture.scene, self.nodes
        if scene is None or not nodes:
            return None
        position = scene.graph.index.get(self.key) if self.key is not None else None
        return position if position in nodes else nodes[0]

    @property
    def second(self) -> int | None:
        """The node to which a path is asked for."""
        scene = self._picture.scene
        if scene is None or self.other is None:
            return None
        return scene.graph.index.get(self.other)

    def marks(self) -> Marks:
        """All of this for the scene that is shown now."""
        scene = self._picture.scene
        if scene is None:
            return Marks()
        hovered = scene.graph.index.get(self._hovered) if self._hovered is not None else None
        second = frozenset[int]() if self.second is None else frozenset((self.second,))
        return Marks(self.every_node | second, self.current, hovered, self._path(scene))

    def _path(self, scene: Scene) -> Reach | None:
        """What is traced now; found once for each scene and selection."""
        current, second = self.current, self.second
        if self.trace is None or current is None:
            self._traced = None
            return None
        asked = (scene, current, second, self.trace)
        if self._traced is None or self._traced[0] != asked:
            self._traced = asked, _traced(scene, current, second, self.trace)
        return self._traced[1]

    def _is_at(self, key: str | None, place: Place) -> bool:
        scene = self._picture.scene
        if scene is None or key is None or key not in scene.graph.index:
            return False
        return scene.graph.nodes[scene.graph.index[key]].place == place


def _traced(scene: Scene, node: int, other: int | None, trace: Trace) -> Reach:
    graph = scene.graph
    if trace is Trace.BETWEEN:
        return between(graph, node, other) if other is not None else Reach()
    reach = Reach()
    if trace is not Trace.OUT:
        reach |= flowing_in(graph, node)
    if trace is not Trace.IN:
        reach |= coming_out(graph, node)
    return reach
