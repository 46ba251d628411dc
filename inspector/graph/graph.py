"""The visible graph as values: nodes in containers, and an edge for every tensor that flows."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, overload

from inspector.report.model import Severity
from inspector.report.place import Place

Kind = Literal[
    "module", "op", "loop", "group", "carried", "constant", "parameter", "buffer", "input", "output"
]
"""A group is a few calls that are repeated together, drawn once; what is carried comes into a trip
of a loop from the one before it."""


@dataclass(frozen=True, slots=True)
class Node:
    """One drawn thing: a module call, an op, a loop, or a tensor that comes in from the side."""

    key: str
    """Path of calls such as ``/2/linear#2``; the same after an edit elsewhere."""
    parent: str | None
    """Key of the expanded container around it; None at the top."""
    kind: Kind
    title: str
    type: str = ""
    detail: str = ""
    """The arguments that matter; for a tensor its shape."""
    badge: str = ""
    family: str = "function"
    """A family of ``inspector.look.theme``, by its value."""
    parameters: int = 0
    expandable: bool = False
    expanded: bool = False
    empty: bool = False
    """A container that calls nothing."""
    place: Place | None = None
    written: Place | None = None
    """Where this very call is written, if its module is called several times."""
    identity: str = ""
    """Path of the module called: the same for all calls of one module."""
    severity: Severity | None = None
    failed: bool = False
    reached: bool = True
    """False for a module after the one that failed."""
    call: int | None = None
    frame: int | None = None
    tensor: int | None = None
    repeats: int = 1
    """How many equal siblings it stands for; see `inspector.graph.repeats`."""
    ends: tuple[Place, Place] | None = None
    """Of several siblings the first and the last place; None if one expression makes them all."""
    trip: int = 0
    """The trip that is drawn of a loop; 0 where all are, or there are no others."""
    trips: int = 0


@dataclass(frozen=True, slots=True)
class Edge:
    """Tensors on their way from one node to another; nodes by key."""

    source: str
    target: str
    label: str = ""
    tensors: tuple[int, ...] = ()
    """Ids in the report; none for an edge that only says what would come next."""


@dataclass(frozen=True)
class Graph:
    """What is visible at one expansion state; containers stand right before what they contain."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()

    @cached_property
    def index(self) -> dict[str, int]:
        """Position of each node by its key."""
        return {node.key: position for position, node in enumerate(self.nodes)}

    @cached_property
    def parents(self) -> tuple[int, ...]:
        """Position of each node's container, or -1."""
        index = self.index
        return tuple(-1 if node.parent is None else index[node.parent] for node in self.nodes)

    def within(self, position: int) -> range:
        """The node at a position and all inside it, which stand right behind it."""
        parents, end = self.parents, position + 1
        while end < len(parents) and parents[end] >= position:
            end += 1
        return range(position, end)

    @cached_property
    def ends(self) -> "Ends":
        """Positions of the source and the target of each edge."""
        index = self.index
        return Ends(
            array("l", [index[edge.source] for edge in self.edges]),
            array("l", [index[edge.target] for edge in self.edges]),
        )


class Ends(Sequence[tuple[int, int]]):
    """Pairs of numbers in little room: a large graph has as many as everything else in it."""

    def __init__(self, sources: "array[int]", targets: "array[int]") -> None:
        self.sources, self.targets = sources, targets

    def __len__(self) -> int:
        return len(self.sources)

    @overload
    def __getitem__(self, edge: int) -> tuple[int, int]: ...
    @overload
    def __getitem__(self, edge: slice) -> "Ends": ...
    def __getitem__(self, edge: int | slice) -> "tuple[int, int] | Ends":
        if isinstance(edge, slice):
            return Ends(self.sources[edge], self.targets[edge])
        return self.sources[edge], self.targets[edge]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self.sources, self.targets, strict=True)
