"""A search on its way: a few milliseconds at a time, so that typing never waits for it."""

from time import perf_counter

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from inspector.canvas.found import Found
from inspector.canvas.picture import Picture
from inspector.canvas.scene import Scene
from inspector.graph.catalog import Catalog, Hit
from inspector.graph.index import Index
from inspector.graph.search import Search
from inspector.report.place import Place

_BUDGET = 0.006
"""Seconds at a time."""
_PIECE = 200
_SIDE_KINDS = ("constant", "parameter", "buffer")


class Finding(QObject):
    """The hits of a query in order, which of them one is at, and where they are in the picture."""

    changed = Signal()
    """More was found, or counted in the picture."""
    arrived = Signal(Hit)
    """The first hit to show is known."""

    def __init__(self, picture: Picture, parent: QObject) -> None:
        super().__init__(parent)
        self.text = ""
        self.at: int | None = None
        """Which of the hits is shown."""
        self._picture = picture
        self._index: Index | None = None
        self._catalog: Catalog | None = None
        self._search: Search | None = None
        self._start = -1
        self._passed = 0
        """So many hits are before the start."""
        self._spread = _Spread(picture)
        self._clock = QTimer(self)
        self._clock.setInterval(0)
        self._clock.timeout.connect(self._go_on)

    @property
    def count(self) -> int:
        """How many were found so far."""
        return len(self._search) if self._search is not None else 0

    @property
    def is_done(self) -> bool:
        """Whether the whole model was looked through."""
        return self._search is None or self._search.is_done

    @property
    def found(self) -> Found | None:
        """The hits in the picture that is shown, as far as they are counted."""
        return self._spread.found if self._search is not None else None

    def prepare(self) -> None:
        """Get ready for a query while the user is about to type one."""
        self._follow()
        self._clock.start()

    def look_for(self, text: str, start: int) -> None:
        """Begin another query; the hit to show first is that at a call or the next after it."""
        self.text, self.at, self._start, self._passed = text, None, start, 0
        self._follow()
        self._begin()

    def follow(self) -> None:
        """The picture may be another now: search it, or count the hits in it again."""
        if self._search is None:
            return
        if self._picture.index is not self._index:
            self._follow()
            self._begin()
        elif self._spread.begin_if_new(self._search):
            self._clock.start()

    def step(self, by: int) -> Hit | None:
        """Go to the next hit or the one before; from the last to the first."""
        if self._search is None or not self.count:
            return None
        at = self.at if self.at is not None else -1 if by > 0 else 0
        self.at = (at + by) % self.count
        self.changed.emit()
        return self._search.hit(self.at)

    def end(self) -> None:
        """Look for nothing."""
        self.text, self.at, self._search = "", None, None
        self._spread.begin(None)
        self._clock.stop()
        self.changed.emit()

    def _follow(self) -> None:
        if self._picture.index is not self._index:
            self._index = self._picture.index
            self._catalog = Catalog(self._index) if self._index is not None else None

    def _begin(self) -> None:
        wanted = self._catalog is not None and self.text.strip()
        self._search = (
            Search(self._catalog, self.text) if self._catalog is not None and wanted else None
        )
        self._spread.begin(self._search)
        self._clock.start()
        self.changed.emit()

    def _go_on(self) -> None:
        """One piece of whatever is left to do."""
        end = perf_counter() + _BUDGET
        while perf_counter() < end:
            if self._search is None:
                if self._catalog is None or not self._catalog.grow(_PIECE):
                    self._clock.stop()
                    return
            elif not self._search.is_done:
                self._search.advance(_PIECE)
                self._arrive(self._search)
            elif not self._spread.advance(_PIECE):
                self._clock.stop()
                break
        if self._search is not None:
            self.changed.emit()

    def _arrive(self, search: Search) -> None:
        """The first hit from the start on; the very first if there is none."""
        if self.at is not None:
            return
        while self._passed < len(search):
            if _position(search.hit(self._passed)) >= self._start:
                break
            self._passed += 1
        if self._passed < len(search) or (search.is_done and len(search)):
            self.at = self._passed % len(search)
            self.arrived.emit(search.hit(self.at))


class _Spread:
    """Counts hits into the nodes of one scene, piece by piece."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._scene: Scene | None = None
        self._search: Search | None = None
        self._next = 0
        self._nodes = Found().nodes
        self._hidden: dict[int, int] = {}
        self._beside: dict[Place, int] = {}
        """The constants, parameters and buffers of the scene, by their places."""
        self._found = Found()

    @property
    def found(self) -> Found:
        """What is counted; nothing yet of a scene that has just taken the place of another."""
        return self._found if self._picture.scene is self._scene else Found()

    def begin(self, search: Search | None) -> None:
        scene = self._picture.scene if search is not None else None
        if scene is not self._scene:
            self._scene, self._beside = scene, _beside(scene)
        count = len(scene.graph.nodes) if scene is not None else 0
        self._search, self._next = search, 0
        self._nodes, self._hidden = np.zeros(count, dtype=np.bool_), {}
        self._found = Found()

    def begin_if_new(self, search: Search | None) -> bool:
        if self._picture.scene is self._scene:
            return False
        self.begin(search)
        return True

    def advance(self, count: int) -> bool:
        """Count so many more; False if that was all."""
        self.begin_if_new(self._search)
        if self._scene is None or self._search is None or self._next == len(self._search):
            return False
        end = min(self._next + count, len(self._search))
        for number in range(self._next, end):
            self._count(self._scene, self._search.hit(number))
        self._next = end
        self._found = Found(self._nodes.copy(), dict(self._hidden))
        return True

    def _count(self, scene: Scene, hit: Hit) -> None:
        own = node_of(self._picture, hit)
        if own is None and hit.place is not None:
            own = self._beside.get(hit.place) if hit.item is None else None
        if own is not None:
            self._nodes[own] = True
            return
        covered = hit.item if hit.item is not None else hit.container
        if covered < 0:
            return
        node = scene.graph.index.get(self._picture.key_of(covered))
        if node is not None and (hit.item is not None or not scene.graph.nodes[node].expanded):
            self._hidden[node] = self._hidden.get(node, 0) + 1


def _beside(scene: Scene | None) -> dict[Place, int]:
    nodes = enumerate(scene.graph.nodes if scene is not None else ())
    return {
        node.place: position
        for position, node in nodes
        if node.kind in _SIDE_KINDS and node.place is not None
    }


def node_of(picture: Picture, hit: Hit) -> int | None:
    """The node of a hit itself; None if it is not visible, or has no call."""
    if picture.scene is None or picture.index is None:
        return None
    key = picture.index.tree.items[hit.item].key if hit.item is not None else hit.key
    return picture.scene.graph.index.get(key)


def _position(hit: Hit) -> int:
    return hit.item if hit.item is not None else hit.container
