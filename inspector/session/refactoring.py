"""Other code for the selected module: bypassed, as a class, used again, with an argument."""

from collections.abc import Callable

from inspector.edits.bypass import Bypass, Enable, bypassed
from inspector.edits.cargo import Cargo, ItemSpot
from inspector.edits.compose import Insert
from inspector.edits.edit import Edit, EditError
from inspector.edits.extract import ExtractClass, ExtractItems
from inspector.edits.extract_steps import ExtractSteps
from inspector.edits.inline import InlineClass
from inspector.edits.members import owner_of_member
from inspector.edits.parametrize import MakeParameter, arguments_for_class
from inspector.edits.share import Share, Unshare
from inspector.edits.values import KeepAs, ValueKind
from inspector.edits.wrap import Wrap, Wrapper
from inspector.edits.wrap_several import WrapSeveral
from inspector.graph.rows import Row
from inspector.outline.classes import classes, members
from inspector.outline.expressions import FLOWING
from inspector.outline.nodes import Call
from inspector.report.place import DropTarget
from inspector.session.drops import Drops, sites_of
from inspector.session.session import Session
from inspector.session.targets import spot_for
from inspector.source.span import Span


class Refactoring:
    """Edits of what is selected that keep what the model computes, or can be taken back."""

    def __init__(self, session: Session, drops: Drops) -> None:
        self._session = session
        self._drops = drops

    def is_bypassed(self) -> bool:
        """Whether all that is selected are modules that are switched off."""
        chosen = self._session.state.chosen
        return bool(chosen) and all(map(self._is_bypassed, chosen))

    def _is_bypassed(self, row: Row) -> bool:
        state = self._session.state
        node = state.index.at(row.site, Call) if row.site is not None else None
        return bypassed(state.outline, node) is not None

    def bypass(self) -> None:
        """Switch the selected module off, or on again."""
        if self.is_bypassed():
            self._drops.apply_to_each("Enable", self._enabled)
        else:
            self._drops.apply_to_each("Bypass", self._bypassed_too)

    def _enabled(self, row: Row, part: Span) -> Edit:
        return Enable(row.site or part, row.name)

    def _bypassed_too(self, row: Row, site: Span) -> Edit | None:
        return None if self._is_bypassed(row) else Bypass(site, row.name)

    def wrap(self, wrapper: Wrapper) -> None:
        """Put what is selected into a container, several neighbors into one."""
        rows = self._drops.chosen_with_sites()
        if any(row.kind != "module" for row in rows):
            self._session.told.emit("Only modules can be put into a container.")
        elif rows:
            sites = sites_of(rows)
            if len(sites) == 1:
                self._session.apply(Wrap(sites[0], wrapper))
            else:
                self._drops.applied(WrapSeveral(sites, wrapper))

    def extract(self, name: str) -> None:
        """Make a class of the selected module, of several neighbors, or of steps of a forward."""
        rows, state = self._drops.chosen_with_sites(), self._session.state
        if not rows:
            return
        sites = sites_of(rows)
        if len(rows) == 1 and rows[0].kind == "module":
            self._drops.applied(ExtractClass(rows[0].site or sites[0], name))
        elif all(row.slot is not None for row in rows):
            self._drops.applied(ExtractItems(sites, name))
        else:
            edit = ExtractSteps(sites, name)
            try:
                note = edit.note(state.outline)
            except EditError as error:
                note = str(error)
            self._drops.applied(edit)
            self._session.told.emit(note)

    def inline(self) -> None:
        """Write out the class of the selected module, and tell if its names are others now."""
        before = self._session.state
        site = before.selected.site if before.selected is not None else None
        node = before.index.at(site, Call) if site is not None else None
        owned = owner_of_member(before.index, node) if node is not None else None
        self._apply(lambda row, site: InlineClass(site))
        holder = classes(self._session.state.outline).get(owned[0].name) if owned else None
        if owned is not None and holder is not None and owned[1] not in members(holder):
            name = owned[1]
            self._session.told.emit(
                f"The parameters of {name} are called {name}_… now, without a dot; "
                "weights that were saved before need the new names."
            )

    def use_again(self) -> None:
        """Call the selected module once more, right after its first use."""
        self._apply(self._second_use)

    def _second_use(self, row: Row, site: Span) -> Edit:
        spot = spot_for(self._session.state, DropTarget("after", row.place))
        if isinstance(spot, ItemSpot):
            return Share(row.part or site, spot, row.name)
        return Insert(Cargo(row.name, template=f"self.{row.name}({FLOWING})"), spot)

    def unshare(self) -> None:
        """Give the selected use of a shared module a module of its own."""
        self._apply(lambda row, site: Unshare(site, row.name))

    def arguments_for_class(self) -> dict[str, str]:
        """What the class around the selected module could take from outside, as it is written."""
        row = self._session.state.selected
        if row is None or row.site is None:
            return {}
        return arguments_for_class(self._session.state.outline, row.site)

    def make_parameter(self, argument: str, name: str) -> None:
        """Let the class around the selected module take one of its arguments."""
        self._apply(lambda row, site: MakeParameter(site, argument, name))

    def keep_as(self, kind: ValueKind) -> None:
        """Keep the selected tensor as a constant, buffer or parameter of its class."""
        self._apply(lambda row, site: KeepAs(site, kind))

    def _apply(self, edit: Callable[[Row, Span], Edit]) -> None:
        """Make an edit of what is selected, if that is made in this file."""
        row = self._session.state.selected
        if len(self._drops.chosen_with_sites()) != 1 or row is None or row.site is None:
            return
        try:
            made = edit(row, row.site)
        except EditError as error:
            self._session.told.emit(str(error))
            return
        self._drops.applied(made)
