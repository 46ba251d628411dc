"""The rows of the tree: what the outline and the report say together of each place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from inspector.report.model import Severity
from inspector.report.place import Place
from inspector.source.span import Span

Kind = Literal["module", "step", "region", "constant"]


@dataclass(frozen=True)
class Row:
    """One row. A module stands once, where it is first used; later calls of it are steps."""

    key: str
    """Stable through edits elsewhere: the path, and for a step its order in the forward."""
    parent: str | None
    kind: Kind
    place: Place
    name: str
    """Attribute of a module or constant; ``relu`` or ``while`` for a step."""
    type: str = ""
    """Class as written (``LazyLinear``), or the function of a step (``F.relu``)."""
    qualified: str = ""
    """The class or function with its imports resolved: ``torch.nn.LazyLinear``."""
    arguments: str = ""
    site: Span | None = None
    """The constructor of a module or constant, the expression or loop of a step."""
    origin: Span | None = None
    """Where the run made a module without `site`: in code that is not taken apart."""
    held: Span | None = None
    """What the enclosing class or container keeps, if a helper in the file makes the module."""
    call_sites: tuple[Span, ...] = ()
    """Where the enclosing forward calls the module."""
    instances: int = 1
    """How many live modules the site makes."""
    repeats: int = 1
    """How many of them stand side by side in the same module."""
    owner: str = ""
    """The class of the file whose forward or constructor holds this row, if one does."""
    container: Span | None = None
    """What the children of this module are written in: a call, list or dict; None if nowhere."""
    slot: int | None = None
    """The position among the items of the parent's container."""
    own_class: str = ""
    """The class of the file that this module is an instance of, if it is one."""
    output: str = ""
    """Shape of the last output (``2 × 20``), or ``× 4`` for a loop."""
    parameters: int | None = None
    """At and below the module; None while unknown."""
    calls: int = 0
    registered: bool = True
    severity: Severity | None = None

    @property
    def part(self) -> Span | None:
        """The code that goes along when the row is moved, taken away, renamed or wrapped."""
        return self.held or self.site


class Rows:
    """All rows of a model, each after its parent."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.by_key = {row.key: row for row in rows}
        self._children: dict[str | None, list[Row]] = {}
        for row in self.by_key.values():
            self._children.setdefault(row.parent, []).append(row)
        self._by_call = {
            Place(row.place.parent_path, site): row
            for row in self.by_key.values()
            for site in row.call_sites
        }
        self._by_place = {row.place: row for row in reversed(self.by_key.values())}

    def __iter__(self) -> Iterator[Row]:
        return iter(self.by_key.values())

    def __len__(self) -> int:
        return len(self.by_key)

    @property
    def root(self) -> Row | None:
        """The model itself; None if the file has none."""
        top = self._children.get(None, ())
        return top[0] if top else None

    def children(self, key: str) -> list[Row]:
        """The rows right below one, in order."""
        return self._children.get(key, [])

    def parent(self, row: Row) -> Row | None:
        """The row above one."""
        return self.by_key.get(row.parent) if row.parent is not None else None

    def alike(self, row: Row) -> list[Row]:
        """The modules beside one that its line makes as well, with it."""
        place = row.place.parent_path
        every = (each for each in self if each.kind == row.kind and each.site == row.site)
        found = [each for each in every if each.place.parent_path == place]
        return found if row.site is not None else [row]

    def outermost(self, chosen: Iterable[Row]) -> tuple[Row, ...]:
        """Those of some rows that lie within none of the others, in the order of the tree."""
        keys = {row.key for row in chosen}
        return tuple(row for row in self if row.key in keys and not self._is_within(row, keys))

    def beside(self, chosen: Sequence[Row]) -> Row | None:
        """What stands next to some rows: best what is of their kind, and before them."""
        if not chosen:
            return None
        siblings = self._children.get(chosen[0].parent, [])
        parts = {row.part for row in chosen}
        at = siblings.index(chosen[0])
        near = [*reversed(siblings[:at]), *siblings[at + 1 :]]
        left = [row for row in near if row.part not in parts]
        alike = [row for row in left if row.kind == chosen[0].kind]
        return next(iter((*alike, *left)), self.parent(chosen[0]))

    def _is_within(self, row: Row, keys: set[str]) -> bool:
        above = self.parent(row)
        while above is not None and above.key not in keys:
            above = self.parent(above)
        return above is not None

    def at(self, place: Place) -> Row | None:
        """The row of a place; None if the place has none of its own."""
        return self._by_place.get(place)

    def around(self, place: Place) -> Row | None:
        """The row of a place, or of the module called there, or of the one that it belongs to."""
        return self.at(place) or self._by_call.get(place) or self.at(Place(place.path))

    def at_span(self, span: Span) -> Row | None:
        """The row whose code is the smallest that holds a span."""
        best: tuple[tuple[int, int, int], Row] | None = None
        for row in self.by_key.values():
            for site in (row.site, *row.call_sites):
                if site is None or not site.contains(span):
                    continue
                size = (
                    site.end_line - site.line,
                    site.end_column - site.column,
                    -(row.key.count("/")),
                )
                if best is None or size < best[0]:
                    best = (size, row)
        return best[1] if best else None
