"""Other code for the selected module: bypassed, as a class, used again, with an argument."""

from collections.abc import Callable

from inspector.edits.arguments import argument_fields
from inspector.edits.bypass import Bypass, Enable, bypassed
from inspector.edits.cargo import Cargo, ItemSpot
from inspector.edits.compose import Insert
from inspector.edits.edit import Edit, EditError
from inspector.edits.extract import ExtractClass
from inspector.edits.inline import InlineClass
from inspector.edits.members import owner_of_member
from inspector.edits.parametrize import MakeParameter
from inspector.edits.share import Share, Unshare
from inspector.edits.values import KeepAs, ValueKind
from inspector.graph.rows import Row
from inspector.outline.classes import classes, members
from inspector.outline.expressions import FLOWING
from inspector.outline.nodes import Call
from inspector.report.place import DropTarget
from inspector.session.drops import Drops
from inspector.session.session import Session
from inspector.session.targets import spot_for
from inspector.source.span import Span


class Refactoring:
    """Edits of what is selected that keep what the model computes, or can be taken back."""

    def __init__(self, session: Session, drops: Drops) -> None:
        self._session = session
        self._drops = drops

    def is_bypassed(self) -> bool:
        """Whether the selection is a module that is switched off."""
        return self._inner() is not None

    def bypass(self) -> None:
        """Switch the selected module off, or on again."""
        edit = Enable if self.is_bypassed() else Bypass
        self._apply(lambda row, site: edit(site, row.name))

    def extract(self, name: str) -> None:
        """Make a class of the selected module."""
        self._apply(lambda row, site: ExtractClass(site, name))

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
            return Share(site, spot, row.name)
        return Insert(Cargo(row.name, template=f"self.{row.name}({FLOWING})"), spot)

    def unshare(self) -> None:
        """Give the selected use of a shared module a module of its own."""
        self._apply(lambda row, site: Unshare(site, row.name))

    def given_arguments(self) -> dict[str, str]:
        """The arguments that the selected module is given, by name, as they are written."""
        row = self._session.state.selected
        if row is None or row.site is None:
            return {}
        fields = argument_fields(self._session.state.outline, row.site)
        return {each.name: each.given for each in fields if each.given is not None}

    def make_parameter(self, argument: str, name: str) -> None:
        """Let the class around the selected module take one of its arguments."""
        self._apply(lambda row, site: MakeParameter(site, argument, name))

    def keep_as(self, kind: ValueKind) -> None:
        """Keep the selected tensor as a constant, buffer or parameter of its class."""
        self._apply(lambda row, site: KeepAs(site, kind))

    def _apply(self, edit: Callable[[Row, Span], Edit]) -> None:
        """Make an edit of what is selected, if that is made in this file."""
        row = self._drops.selected_with_site()
        if row is None or row.site is None:
            return
        try:
            made = edit(row, row.site)
        except EditError as error:
            self._session.told.emit(str(error))
            return
        self._drops.applied(made)

    def _inner(self) -> Call | None:
        state = self._session.state
        row = state.selected
        node = state.index.at(row.site, Call) if row is not None and row.site else None
        return bypassed(state.outline, node)
