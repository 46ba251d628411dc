"""Which picture is shown: a report at an expansion state, kept from one report to the next."""

from inspector.canvas.scene import Scene
from inspector.graph.expansion import Expansion, comfortable_level, deepest_level
from inspector.graph.index import Index
from inspector.graph.layout.arrange import Memory
from inspector.graph.visible import visible
from inspector.report.model import Report
from inspector.report.place import Place


class Picture:
    """The scene of the last report in which something ran, and what the user opened in it."""

    def __init__(self) -> None:
        self.index: Index | None = None
        self.scene: Scene | None = None
        self._memory = Memory()
        self._level = 0
        self._choices: dict[str, bool] = {}

    def show(self, report: Report) -> None:
        """Take a report with calls; what is expanded stays so, by the keys of the containers."""
        first = self.index is None
        self.index = Index(report)
        if first:
            self._level = comfortable_level(self.index)
            self._choices = {}
        self._draw()

    def forget(self) -> None:
        """Show nothing, so that the next report is one of another model."""
        self.index = self.scene = None
        self._memory = Memory()

    def toggle(self, key: str) -> None:
        """Expand a collapsed container or collapse an expanded one."""
        if self.scene is None or key not in self.scene.graph.index:
            return
        node = self.scene.graph.nodes[self.scene.graph.index[key]]
        if node.expandable:
            self._choices[key] = not node.expanded
            self._draw()

    def expand_inside(self, key: str) -> None:
        """Expand a container and everything in it."""
        position = self.index.tree.by_key.get(key) if self.index is not None else None
        if self.index is None or position is None:
            return
        items = self.index.tree.items
        inside = items[position : items[position].end]
        self._choices.update((item.key, True) for item in inside)
        self._draw()

    def expand_to(self, level: int) -> None:
        """Expand everything down to a level; the single choices so far are given up."""
        if self.index is not None:
            self._level = min(max(level, 0), deepest_level(self.index))
            self._choices = {}
            self._draw()

    @property
    def deepest(self) -> int:
        return deepest_level(self.index) if self.index is not None else 0

    def nodes_at(self, place: Place) -> list[int]:
        """The nodes of a place; where a collapsed container hides it, that container."""
        if self.index is None or self.scene is None:
            return []
        graph = self.scene.graph
        found = [n for n, node in enumerate(graph.nodes) if node.place == place]
        if found:
            return found
        items = self.index.items_at.get(place, []) or self._nearest_items(place)
        keys = dict.fromkeys(self._visible_key(item) for item in items)
        covering = [graph.index[key] for key in keys if key in graph.index]
        return [node for node in covering if not graph.nodes[node].expanded]

    def _nearest_items(self, place: Place) -> list[int]:
        """The calls of the innermost module around a place that was called."""
        assert self.index is not None
        path = place.path
        while path and path not in self.index.calls_of:
            path = path.rpartition(".")[0]
        return self.index.calls_of.get(path, [])

    def _visible_key(self, item: int) -> str:
        assert self.index is not None
        assert self.scene is not None
        items = self.index.tree.items
        while items[item].parent >= 0 and items[item].key not in self.scene.graph.index:
            item = items[item].parent
        return items[item].key

    def _draw(self) -> None:
        assert self.index is not None
        expanded = Expansion(self.index, self._level, self._choices)
        self.scene = Scene(visible(self.index, expanded), self._memory)
