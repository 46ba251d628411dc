"""What becomes of things that are dropped, inserted by key, moved, removed or renamed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, QObject, Signal

from inspector.edits.cargo import Cargo, EndSpot, LineSpot, Spot, StepSpot, module
from inspector.edits.clipboard import Paste
from inspector.edits.compose import Copy, Duplicate, Insert, Move, Remove
from inspector.edits.edit import Edit, EditError
from inspector.edits.several import InsertSeveral, MoveSeveral, Several
from inspector.edits.take import cargo_at
from inspector.graph.rows import Row
from inspector.outline.expressions import FLOWING
from inspector.outline.nodes import Class, Function
from inspector.report.place import DropTarget, Place
from inspector.session.component import Component, from_mime
from inspector.session.component_code import insertion_of
from inspector.session.place_mime import places_from_mime
from inspector.session.session import Session
from inspector.session.state import State, followed
from inspector.session.targets import incoming_shape, spot_for
from inspector.source.span import Span


class Drops(QObject):
    """Turns drops on the tree and the canvas into edits; both ask the same object."""

    inserted = Signal(object)
    """A `Component` has been put into the model."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self.next_target: DropTarget | None = None
        """Where the next thing goes that is added by key or menu; None for after the selection."""

    # DropHandler

    def refusal(self, data: QMimeData, target: DropTarget, copy: bool) -> str | None:
        """Why a drop cannot be, as a sentence; None if it can."""
        try:
            self._edit(data, target, copy).apply(self._session.state.outline)
        except EditError as error:
            return str(error)
        return None

    def drop(self, data: QMimeData, target: DropTarget, copy: bool) -> None:
        """Carry a drop out as one edit, and select what was dropped."""
        try:
            edit = self._edit(data, target, copy)
        except EditError as error:
            self._session.told.emit(str(error))
            return
        component = from_mime(data)
        if component is not None:
            self._insert(component, edit)
            return
        rows = map(self._session.state.rows.at, places_from_mime(data))
        sites = tuple(row.part for row in rows if row is not None and row.part is not None)
        self.applied(edit, sites if not copy else ())

    def _insert(self, component: Component, edit: Edit) -> None:
        before = self._session.state.text
        self.applied(edit)
        if self._session.state.text != before:
            self.inserted.emit(component)

    def _edit(self, data: QMimeData, target: DropTarget, copy: bool) -> Edit:
        component = from_mime(data)
        if component is not None:
            return self._insertion(component, target)
        places = places_from_mime(data)
        if not places:
            raise EditError("Only parts of the palette and of the model can be dropped here.")
        return self._transfer(places, target, copy)

    def _insertion(self, component: Component, target: DropTarget) -> Edit:
        state = self._session.state
        incoming = incoming_shape(state, target)
        return insertion_of(component, state.outline, incoming, spot_for(state, target))

    def _transfer(self, places: Sequence[Place], target: DropTarget, copy: bool) -> Edit:
        state = self._session.state
        spot = spot_for(state, target)
        if len(places) > 1:
            found = map(state.rows.at, places)
            rows = state.rows.outermost(row for row in found if row is not None)
            if copy:
                name = f"Copy {counted(rows)}"
                return InsertSeveral(tuple(self._second(row, spot) for row in rows), spot, name)
            return MoveSeveral(sites_of(rows), spot, counted(rows))
        row = state.rows.at(places[0])
        site = row.part if row is not None else places[0].site
        if site is None:
            raise EditError("This is not made in this file; it cannot be moved.")
        label = row.name if row is not None else "it"
        if not copy:
            return Move(site, spot, label)
        if row is not None and self._is_use_again(row, spot):
            return Insert(self._second(row, spot), spot)
        return Copy(site, spot, label)

    def _second(self, row: Row, spot: Spot) -> Cargo:
        """What a copy of a row is: in the forward of its own class the same module once more."""
        if self._is_use_again(row, spot):
            return Cargo(row.name, template=f"self.{row.name}({FLOWING})")
        (site,) = sites_of((row,))
        return cargo_at(self._session.state.outline, site)

    def _is_use_again(self, row: Row, spot: Spot) -> bool:
        """Whether a spot lies in the forward of the class that owns a member."""
        if row.kind != "module":
            return False
        if isinstance(spot, StepSpot | LineSpot):
            site = spot.site if isinstance(spot, StepSpot) else spot.sites[0]
            return any(
                each.name == row.owner and each.span is not None and each.span.contains(site)
                for each in self._session.state.index.all(Class)
            )
        return isinstance(spot, EndSpot) and spot.class_name == row.owner and bool(row.owner)

    # The same by keys and menus

    def add(self, component: Component) -> None:
        """Add a component where the next one goes: after the selection, or at the end."""
        self._add(component, lambda target: self._insertion(component, target))

    def add_constructed(self, component: Component, constructor: str) -> None:
        """The same for a class of the file with these arguments."""
        made = module(component.key, constructor)
        self._add(component, lambda target: Insert(made, spot_for(self._session.state, target)))

    def _add(self, component: Component, edit: Callable[[DropTarget], Edit]) -> None:
        made = self._tried(lambda: edit(self.next_target or self.place_for_new()))
        if made is not None:
            self.next_target = None
            self._insert(component, made)

    def place_for_new(self) -> DropTarget:
        """After all that is selected; into it if it is empty or the whole model."""
        state = self._session.state
        row = state.chosen[-1] if state.chosen else state.rows.root
        if row is None:
            return DropTarget("into", Place(""))
        holds = row.container is not None or row.own_class or row.kind == "region"
        empty = holds and not state.rows.children(row.key)
        return DropTarget("into" if row.parent is None or empty else "after", row.place)

    def remove(self, verb: str = "Remove") -> bool:
        """Remove all that is selected, and select what stands next to it; whether it was made."""
        before = self._session.state
        near = before.rows.beside(before.chosen)
        made = self.apply_to_each(verb, lambda row, part: Remove(part, row.name, verb))
        if made and near is not None:
            self._session.select(followed(before, self._session.state, near.place))
        return made

    def duplicate(self) -> None:
        """Duplicate what is selected; several together after the last of them."""
        rows = self.chosen_with_sites()
        if len(rows) > 1:
            made = self._tried(lambda: self._second_run(rows))
            if made is not None:
                self.applied(made)
        elif rows and rows[0].part is not None:
            self.applied(Duplicate(rows[0].part, rows[0].name))

    def _second_run(self, rows: tuple[Row, ...]) -> Edit:
        state = self._session.state
        spot = spot_for(state, DropTarget("after", rows[-1].place))
        cargoes = tuple(cargo_at(state.outline, site) for site in sites_of(rows))
        return InsertSeveral(cargoes, spot, f"Duplicate {counted(rows)}")

    def move(self, up: bool) -> None:
        """Move what is selected before the row above it, or after the one below."""
        rows, state = self.chosen_with_sites(), self._session.state
        if not rows or rows[0].parent is None:
            return
        if any(row.parent != rows[0].parent for row in rows):
            self._session.told.emit("They move together only if they stand in one container.")
            return
        siblings = [e for e in state.rows.children(rows[0].parent) if e.kind != "constant"]
        if any(row not in siblings for row in rows):
            return
        at = siblings.index(rows[0]) - 1 if up else siblings.index(rows[-1]) + 1
        if not 0 <= at < len(siblings):
            end = "first" if up else "last"
            verb = "are" if len(rows) > 1 else "is"
            self._session.told.emit(f"{counted(rows)} {verb} {end} already.")
            return
        methods = [_methods_of(state, each) for each in (*rows, siblings[at])]
        if any(methods[-1] and each and each.isdisjoint(methods[-1]) for each in methods[:-1]):
            name = siblings[at].name
            self._session.told.emit(f"{name} runs in another method; move it there in the code.")
            return
        target = DropTarget("before" if up else "after", siblings[at].place)
        places = tuple(row.place for row in rows)
        made = self._tried(lambda: self._transfer(places, target, copy=False))
        if made is not None:
            self.applied(made, sites_of(rows))

    def apply_to_each(self, verb: str, edit: Callable[[Row, Span], Edit | None]) -> bool:
        """Make an edit of each part that is selected, all one step; whether it was made.

        What needs none is left alone.
        """
        rows = self.chosen_with_sites()
        found = {row.part: edit(row, row.part) for row in rows if row.part is not None}
        made = tuple(each for each in found.values() if each is not None)
        if not made:
            return False
        title = f"{verb} {counted(rows)}"
        return self._session.apply(made[0] if len(made) == 1 else Several(made, title))

    def chosen_with_sites(self) -> tuple[Row, ...]:
        """All that is selected, if it is made in this file; else nothing, and why is told."""
        rows = self._session.state.chosen
        if not rows:
            self._session.told.emit("Select something in the tree first.")
        other = next((row for row in rows if row.site is None), None)
        if other is not None:
            self._session.told.emit(f"{other.name} is not made in this file.")
            return ()
        return rows

    def applied(self, edit: Edit, moved: tuple[Span, ...] = ()) -> None:
        """Apply an edit and select what it made, or what it moved from some places."""
        sites = self._session.apply_and_locate(edit, moved)
        rows = self._session.state.rows
        made = rows.outermost(row for row in rows if row.site in sites)
        if made and isinstance(edit, InsertSeveral | MoveSeveral | Paste):
            once = {row.site: row for row in reversed(made)}  # a class may stand in many places
            first, *others = sorted(once.values(), key=made.index)
            self._session.select(first.place, (row.place for row in others))
        elif made and self._session.state.selected not in made:
            self._session.select(made[0].place)

    def _tried(self, edit: Callable[[], Edit]) -> Edit | None:
        """The edit; None, with the reason told, if there is no such edit."""
        try:
            return edit()
        except EditError as error:
            self._session.told.emit(str(error))
            return None


def sites_of(rows: Sequence[Row]) -> tuple[Span, ...]:
    """Where rows are written, each place once. Raises EditError for what is made elsewhere."""
    sites: dict[Span, None] = {}
    for row in rows:
        if row.part is None:
            raise EditError(f"{row.name} is not made in this file.")
        sites[row.part] = None
    return tuple(sites)


def counted(rows: Sequence[Row]) -> str:
    """The name of a single row; ``3 modules`` or ``2 steps``, else ``4 parts``."""
    if len(rows) == 1:
        return rows[0].name
    kinds = {row.kind for row in rows}
    word = {"module": "modules", "step": "steps", "constant": "constants"}
    return f"{len(rows)} {word.get(kinds.pop(), 'parts') if len(kinds) == 1 else 'parts'}"


def _methods_of(state: State, row: Row) -> set[str]:
    """The methods of a class in which a row runs."""
    sites = row.call_sites or ((row.site,) if row.kind in ("step", "region") else ())
    nodes = (state.index.expression_at(site) for site in sites if site is not None)
    found = (state.index.around(node, Function) for node in nodes if node is not None)
    return {each.name for each in found if each is not None}
