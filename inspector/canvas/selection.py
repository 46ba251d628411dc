"""What is selected on the canvas: a place, all nodes of it, and the one the keyboard is at."""

from inspector.canvas.marks import Marks
from inspector.canvas.picture import Picture
from inspector.canvas.scene import Scene
from inspector.graph.reach import downstream, upstream, within
from inspector.report.place import Place


class Selection:
    """Kept by place and key, so that it outlives the scene."""

    def __init__(self, picture: Picture) -> None:
        self.place: Place | None = None
        self.is_tracing = False
        self._picture = picture
        self._key: str | None = None
        self._hovered: str | None = None

    def take(self, place: Place | None, key: str | None = None) -> None:
        """Select a place, or a node without one by its key; nothing by two Nones."""
        if key is None and place is not None and self._is_at(self._key, place):
            key = self._key
        self.place, self._key = place, key

    def hover(self, key: str | None) -> bool:
        """Note what the pointer is on; whether that is something else now."""
        changed = key != self._hovered
        self._hovered = key
        return changed

    @property
    def nodes(self) -> list[int]:
        """The nodes to highlight, in the picture's order."""
        scene = self._picture.scene
        if scene is None:
            return []
        if self.place is not None:
            return self._picture.nodes_at(self.place)
        position = scene.graph.index.get(self._key) if self._key is not None else None
        return [position] if position is not None else []

    @property
    def current(self) -> int | None:
        """The node from which the arrow keys go on."""
        scene, nodes = self._picture.scene, self.nodes
        if scene is None or not nodes:
            return None
        position = scene.graph.index.get(self._key) if self._key is not None else None
        return position if position in nodes else nodes[0]

    def marks(self) -> Marks:
        """All of this for the scene that is shown now."""
        scene = self._picture.scene
        if scene is None:
            return Marks()
        hovered = scene.graph.index.get(self._hovered) if self._hovered is not None else None
        faded = self._off_the_path(scene) if self.is_tracing else frozenset()
        return Marks(frozenset(self.nodes), self.current, hovered, faded)

    def _off_the_path(self, scene: Scene) -> frozenset[int]:
        current = self.current
        if current is None:
            return frozenset()
        graph, key = scene.graph, scene.graph.nodes[current].key
        kept = upstream(graph, key) | downstream(graph, key) | within(graph, key)
        return frozenset(n for n, node in enumerate(graph.nodes) if node.key not in kept)

    def _is_at(self, key: str | None, place: Place) -> bool:
        scene = self._picture.scene
        if scene is None or key is None or key not in scene.graph.index:
            return False
        return scene.graph.nodes[scene.graph.index[key]].place == place
