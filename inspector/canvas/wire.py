"""An edge that the user draws: from the handle of a node to an operand of another."""

from dataclasses import dataclass
from math import hypot

from PySide6.QtCore import QPointF, QRectF

from inspector.canvas.hit import node_at
from inspector.canvas.scene import Scene
from inspector.canvas.walk import Way, flows_down, walk
from inspector.edits.edit import EditError
from inspector.graph.graph import Node
from inspector.session.given import Given
from inspector.session.sockets import Socket
from inspector.session.wiring import Wiring

_REACH = 9.0
"""Of a handle, in pixels of the screen."""
_BETWEEN = 26.0
"""Sockets of one node stand so far apart, in pixels of the picture, if there is room."""
_BORDER = 18.0
"""So near to the border at which the flow leaves a container one means what it returns."""
_LEAST_ZOOM = 0.45
"""Further away there are no handles: they would cover the nodes."""


def handle_of(scene: Scene, node: int) -> QPointF:
    """Where an edge is drawn from: the middle of the border at which the flow leaves a node."""
    rect = scene.rect(node)
    if flows_down(scene):
        return QPointF(rect.center().x(), rect.bottom())
    return QPointF(rect.right(), rect.center().y())


def gives(node: Node) -> bool:
    """Whether something comes out of a node that could flow elsewhere."""
    is_value = node.kind == "input" or (node.call is not None and not node.failed)
    return is_value and not node.expanded


def has_handle(node: Node, zoom: float) -> bool:
    """Whether an edge can be drawn from a node that is seen at a zoom."""
    return gives(node) and zoom >= _LEAST_ZOOM


def handle_at(scene: Scene, point: QPointF, zoom: float) -> int | None:
    """The node whose handle is at a point of the picture; half of it is outside the node."""
    reach = _REACH / zoom
    around = QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach)
    for node in reversed(scene.nodes_in(around).tolist()):
        away = point - handle_of(scene, node)
        if has_handle(scene.graph.nodes[node], zoom) and hypot(away.x(), away.y()) <= reach:
            return int(node)
    return None


def socket_places(scene: Scene, node: int, count: int) -> list[QPointF]:
    """Where the sockets of a node stand: side by side where the flow comes in.

    Those of an expanded container are where the flow leaves it, as what it returns.
    """
    rect, down = scene.rect(node), flows_down(scene)
    room, middle = (rect.width(), rect.center().x()) if down else (rect.height(), rect.center().y())
    step = min(_BETWEEN, room / (count + 1))
    places = [middle + (number - (count - 1) / 2) * step for number in range(count)]
    out = scene.graph.nodes[node].expanded
    if down:
        return [QPointF(at, rect.bottom() if out else rect.top()) for at in places]
    return [QPointF(rect.right() if out else rect.left(), at) for at in places]


@dataclass(frozen=True)
class Aim:
    """Where an edge under way would end."""

    target: Node
    given: tuple[Given, ...] = ()
    """What the source gives: one of these flows in."""
    sockets: tuple[Socket, ...] = ()
    """Empty if the target can take nothing; `refusal` says why."""
    chosen: int = 0
    refusal: str = ""
    """Why the edge cannot end there; empty if it can."""


class Wire:
    """One edge under way, from a node to the pointer or to where the keys have led it.

    Nodes are kept by key: the picture may be laid out anew meanwhile.
    """

    def __init__(self, wiring: Wiring, source: Node) -> None:
        self.source = source
        self.aim: Aim | None = None
        self.end: QPointF | None = None
        """In the picture."""
        self._wiring = wiring
        self._given: tuple[Given, ...] | str = self._ask(source)
        self._sockets: dict[str, tuple[Socket, ...] | str] = {}
        self._refused: dict[tuple[str, int], str] = {}

    @property
    def refusal(self) -> str:
        """Why the edge cannot begin or end where it does; empty if it can."""
        if isinstance(self._given, str):
            return self._given
        return self.aim.refusal if self.aim is not None else ""

    def move(self, scene: Scene, point: QPointF) -> None:
        """The pointer is elsewhere now."""
        self.end = point
        node = node_at(scene, point)
        self.aim = self._aimed(scene, node, point) if node is not None else None

    def _aimed(self, scene: Scene, node: int, point: QPointF) -> Aim | None:
        target = scene.graph.nodes[node]
        if not self.can_aim_at(target) or not self._is_meant(scene, node, point):
            return None
        sockets = self._sockets_of(target)
        if isinstance(sockets, str):
            return Aim(target, refusal=sockets)
        places = socket_places(scene, node, len(sockets))
        nearest = min(range(len(places)), key=lambda n: (places[n] - point).manhattanLength())
        return self._aim(target, sockets, nearest)

    def can_aim_at(self, target: Node) -> bool:
        """Whether a node is one that an edge could end at, or at least be refused by."""
        if target.kind == "output":
            return True
        around = target.expanded and self.source.parent != target.key
        return target.call is not None and target.key != self.source.key and not around

    def _is_meant(self, scene: Scene, node: int, point: QPointF) -> bool:
        """Whether a point in an expanded container is where its results come out."""
        rect = scene.rect(node)
        far = rect.bottom() - point.y() if flows_down(scene) else rect.right() - point.x()
        return not scene.graph.nodes[node].expanded or far <= _BORDER

    # By keys

    def aim_at(self, scene: Scene, node: int, number: int = 0) -> None:
        """Let the edge end at a socket of a node; -1 is the last one."""
        target = scene.graph.nodes[node]
        sockets = self._sockets_of(target)
        if isinstance(sockets, str):
            self.aim, place = Aim(target, refusal=sockets), socket_places(scene, node, 1)[0]
        else:
            self.aim = self._aim(target, sockets, number % len(sockets))
            place = socket_places(scene, node, len(sockets))[self.aim.chosen]
        self.end = place

    def step(self, scene: Scene, forwards: bool) -> None:
        """On to the next socket in reading order, or back to the one before."""
        step = 1 if forwards else -1
        if self.aim is not None and 0 <= self.aim.chosen + step < len(self.aim.sockets):
            self.aim_at(scene, self._at(scene), self.aim.chosen + step)
        else:
            self.walk(scene, Way.NEXT if forwards else Way.PREVIOUS)

    def walk(self, scene: Scene, way: Way) -> None:
        """On to the next node that way which something can flow into."""
        node: int | None = self._at(scene)
        passed: set[int | None] = set()
        while node not in passed:
            passed.add(node)
            node = walk(scene, node, way)
            if node is None:
                return
            if self.can_aim_at(scene.graph.nodes[node]):
                self.aim_at(scene, node, -1 if way is Way.PREVIOUS else 0)
                return

    def _at(self, scene: Scene) -> int:
        at = self.aim.target.key if self.aim is not None else self.source.key
        return scene.graph.index.get(at, 0)

    # What the model says

    def _aim(self, target: Node, sockets: tuple[Socket, ...], number: int) -> Aim:
        if isinstance(self._given, str):
            return Aim(target, refusal=self._given)
        asked = target.key, number
        if asked not in self._refused:
            said = [self._wiring.refusal(each, sockets[number]) for each in self._given]
            self._refused[asked] = "" if "" in said else said[0]
        return Aim(target, self._given, sockets, number, self._refused[asked])

    def _ask(self, source: Node) -> tuple[Given, ...] | str:
        if source.repeats > 1:
            return _folded(source)
        try:
            if source.call is not None:
                return self._wiring.given_by_call(source.call)
            return self._wiring.given_by_input(-1 if source.tensor is None else source.tensor)
        except EditError as error:
            return str(error)

    def _sockets_of(self, target: Node) -> tuple[Socket, ...] | str:
        if target.repeats > 1:
            return _folded(target)
        if target.key not in self._sockets:
            try:
                self._sockets[target.key] = self._read(target)
            except EditError as error:
                self._sockets[target.key] = str(error)
        return self._sockets[target.key]

    def _read(self, target: Node) -> tuple[Socket, ...]:
        if target.kind == "output":
            return self._wiring.outputs(target.tensor)
        call = target.call or 0
        return self._wiring.results(call) if target.expanded else self._wiring.sockets(call)


def _folded(node: Node) -> str:
    return f"{node.title} stands for {node.repeats}; unfold it to connect one of them."
