"""What becomes of things that are dropped, inserted by key, moved, removed or renamed."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QMimeData, QObject, Signal

from inspector.edits.cargo import Cargo, EndSpot, Spot, StepSpot, module
from inspector.edits.compose import Copy, Duplicate, Insert, Move, Remove
from inspector.edits.edit import Edit, EditError
from inspector.graph.rows import Row
from inspector.outline.expressions import FLOWING
from inspector.outline.nodes import Class
from inspector.report.place import DropTarget, Place
from inspector.session.component import Component, from_mime
from inspector.session.component_code import insertion_of
from inspector.session.drop_handler import PLACE_MIME
from inspector.session.session import Session
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
        place = place_from_mime(data)
        row = self._session.state.rows.at(place) if place is not None else None
        component = from_mime(data)
        if component is not None:
            self._insert(component, edit)
        else:
            self.applied(edit, row.site if row is not None and not copy else None)

    def _insert(self, component: Component, edit: Edit) -> None:
        before = self._session.state.text
        self.applied(edit)
        if self._session.state.text != before:
            self.inserted.emit(component)

    def _edit(self, data: QMimeData, target: DropTarget, copy: bool) -> Edit:
        component = from_mime(data)
        if component is not None:
            return self._insertion(component, target)
        place = place_from_mime(data)
        if place is None:
            raise EditError("Only parts of the palette and of the model can be dropped here.")
        return self._transfer(place, target, copy)

    def _insertion(self, component: Component, target: DropTarget) -> Edit:
        state = self._session.state
        incoming = incoming_shape(state, target)
        return insertion_of(component, state.outline, incoming, spot_for(state, target))

    def _transfer(self, place: Place, target: DropTarget, copy: bool) -> Edit:
        state = self._session.state
        row = state.rows.at(place)
        site = row.site if row is not None else place.site
        if site is None:
            raise EditError("This is not made in this file; it cannot be moved.")
        label = row.name if row is not None else "it"
        spot = spot_for(state, target)
        if not copy:
            return Move(site, spot, label)
        if row is not None and row.kind == "module" and self._is_in_forward_of(row.owner, spot):
            return Insert(Cargo(row.name, template=f"self.{row.name}({FLOWING})"), spot)
        return Copy(site, spot, label)

    def _is_in_forward_of(self, owner: str, spot: Spot) -> bool:
        """Whether a spot lies in the forward of the class that owns a member."""
        if isinstance(spot, StepSpot):
            node = self._session.state.index.expression_at(spot.site)
            around = self._session.state.index.around(node, Class) if node else None
            return around is not None and around.name == owner
        return isinstance(spot, EndSpot) and spot.class_name == owner and bool(owner)

    # The same by keys and menus

    def add(self, component: Component) -> None:
        """Add a component where the next one goes: after the selection, or at the end."""
        self._add(component, lambda target: self._insertion(component, target))

    def add_constructed(self, component: Component, constructor: str) -> None:
        """The same for a class of the file with these arguments."""
        made = module(component.key, constructor)
        self._add(component, lambda target: Insert(made, spot_for(self._session.state, target)))

    def _add(self, component: Component, edit: Callable[[DropTarget], Edit]) -> None:
        try:
            made = edit(self.next_target or self.place_for_new())
        except EditError as error:
            self._session.told.emit(str(error))
            return
        self.next_target = None
        self._insert(component, made)

    def place_for_new(self) -> DropTarget:
        """After the selection; into it if it is empty or the whole model."""
        state = self._session.state
        row = state.selected or state.rows.root
        if row is None:
            return DropTarget("into", Place(""))
        holds = row.container is not None or row.own_class or row.kind == "region"
        empty = holds and not state.rows.children(row.key)
        return DropTarget("into" if row.parent is None or empty else "after", row.place)

    def remove(self) -> None:
        """Remove what is selected."""
        row = self.selected_with_site()
        if row is not None and row.site is not None:
            self._session.apply(Remove(row.site, row.name))

    def duplicate(self) -> None:
        """Duplicate what is selected."""
        row = self.selected_with_site()
        if row is not None and row.site is not None:
            self.applied(Duplicate(row.site, row.name))

    def move(self, up: bool) -> None:
        """Move what is selected before the row above it, or after the one below."""
        row = self.selected_with_site()
        state = self._session.state
        if row is None or row.parent is None:
            return
        siblings = [each for each in state.rows.children(row.parent) if each.kind != "constant"]
        if row not in siblings:
            return
        at = siblings.index(row) + (-1 if up else 1)
        if not 0 <= at < len(siblings):
            self._session.told.emit(f"{row.name} is {'first' if up else 'last'} already.")
            return
        target = DropTarget("before" if up else "after", siblings[at].place)
        try:
            edit = self._transfer(row.place, target, copy=False)
        except EditError as error:
            self._session.told.emit(str(error))
            return
        self.applied(edit, row.site)

    def selected_with_site(self) -> Row | None:
        """What is selected, if it is made in this file; else None, and the reason is told."""
        row = self._session.state.selected
        if row is None:
            self._session.told.emit("Select something in the tree first.")
        elif row.site is None:
            self._session.told.emit(f"{row.name} is not made in this file.")
            return None
        return row

    def applied(self, edit: Edit, moved: Span | None = None) -> None:
        """Apply an edit and select what it made, or what it moved from `moved`."""
        sites = self._session.apply_and_locate(edit, moved)
        for row in self._session.state.rows:
            if row.site in sites:
                self._session.select(row.place)
                return


def place_to_mime(place: Place, label: str) -> QMimeData:
    """A place of the model for a drag."""
    data = QMimeData()
    body = {"path": place.path, "site": list(place.site) if place.site else None}
    data.setData(PLACE_MIME, msgspec.json.encode(body))
    data.setText(label)
    return data


def place_from_mime(data: QMimeData) -> Place | None:
    """The place of a drag; None if something else is dragged."""
    if not data.hasFormat(PLACE_MIME):
        return None
    try:
        body = msgspec.json.decode(data.data(PLACE_MIME).data(), type=_PlaceBody)
    except msgspec.MsgspecError:
        return None
    return Place(body.path, Span(*body.site) if body.site else None)


class _PlaceBody(msgspec.Struct):
    path: str
    site: tuple[int, int, int, int] | None = None
