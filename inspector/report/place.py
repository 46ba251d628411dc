"""Places in a model, as the tree, the canvas, the code and the edits all name them."""

from dataclasses import dataclass
from typing import Literal

from inspector.source.span import Span


@dataclass(frozen=True, slots=True)
class Place:
    """A module by its path, or one expression or loop in the forward of that module.

    ``Place("2.linear")`` is a module and ``Place("2.rand_weight")`` a constant, by their paths;
    ``Place("2", site)`` is the op or loop at `site`, in the forward of module ``2``. ``""`` is
    the root.
    """

    path: str
    site: Span | None = None

    @property
    def parent_path(self) -> str:
        """The path of the module that holds the one of this place."""
        return self.path.rpartition(".")[0]


@dataclass(frozen=True)
class DropTarget:
    """Where something dragged would land, seen from a place that is already there.

    ``before`` and ``after`` follow the order of the code. Of branches that run side by side, this
    makes one more; ``upstream`` and ``downstream`` stay in the branch of the place. ``along`` is
    in a single line: in what flows into the call `reader` as one of `tensors`, and nowhere else.
    """

    relation: Literal["into", "before", "after", "upstream", "downstream", "along"]
    place: Place
    reader: int | None = None
    tensors: tuple[int, ...] = ()
