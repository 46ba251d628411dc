"""Edits of several places at once, each one step of the history."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from inspector.edits.cargo import Cargo, ItemSpot, Spot
from inspector.edits.compose import is_gone, refuse_into_itself, what_moves
from inspector.edits.edit import Edit, EditError, step_at
from inspector.edits.give import all_given
from inspector.edits.items import item_around, with_items
from inspector.edits.take import taken
from inspector.outline.containers import items_of, module_of_item
from inspector.outline.index import Index
from inspector.outline.nodes import Argument, Call, Dict, Display, Entry, Outline
from inspector.source.span import Span


@dataclass(frozen=True)
class Several(Edit):
    """Edits of places of one text, one after the other.

    What an edit leaves alone keeps its place, so that the later ones find theirs.
    """

    edits: tuple[Edit, ...]
    name: str

    @property
    def title(self) -> str:
        return self.name

    @property
    def merge_key(self) -> Hashable | None:
        first = self.edits[0].merge_key  # the others are moved by what is typed before them
        return (self.name, len(self.edits), first) if first is not None else None

    def apply(self, outline: Outline) -> Outline:
        for each in self.edits:
            outline = each.apply(outline)
        return outline


@dataclass(frozen=True)
class InsertSeveral(Edit):
    """Put several things at a spot, in their order."""

    cargoes: tuple[Cargo, ...]
    spot: Spot
    name: str

    @property
    def title(self) -> str:
        return self.name

    def apply(self, outline: Outline) -> Outline:
        return all_given(outline, self.cargoes, self.spot)


@dataclass(frozen=True)
class MoveSeveral(Edit):
    """Take several things from their places and put them at a spot, in their order."""

    sites: tuple[Span, ...]
    spot: Spot
    label: str

    @property
    def title(self) -> str:
        return f"Move {self.label}"

    def apply(self, outline: Outline) -> Outline:
        for site in self.sites:
            refuse_into_itself(site, self.spot, "What is selected")
        index = Index(outline)
        items = [item_around(index, step_at(index, site)) for site in self.sites]
        holder = _holder_of_spot(index, self.spot)
        if holder is not None and all(
            each is not None and index.parent(each) is holder for each in items
        ):
            return _reordered(index, holder, self.spot, [each for each in items if each])
        rest, cargoes = outline, list[Cargo]()
        for site in self.sites:
            rest, cargo = taken(rest, what_moves(Index(rest), site, self.spot))
            cargoes.append(cargo)
        if is_gone(Index(rest), self.spot):
            raise EditError("What is selected is there already.")
        return all_given(rest, cargoes, _moved_on(self.spot, holder, self.sites))


def _holder_of_spot(index: Index, spot: Spot) -> Call | Display | Dict | None:
    if not isinstance(spot, ItemSpot):
        return None
    place = spot.container
    return index.at(place, Display) or index.at(place, Dict) or index.at(place, Call)


def _reordered(
    index: Index,
    holder: Call | Display | Dict,
    spot: Spot,
    moved: Sequence[Argument | Entry],
) -> Outline:
    """The items of one container in another order, each as it is written."""
    assert isinstance(spot, ItemSpot)
    wanted = {id(each) for each in moved}
    before, after = items_of(holder)[: spot.index], items_of(holder)[spot.index :]
    left = [each for each in before if id(each) not in wanted]
    right = [each for each in after if id(each) not in wanted]
    return index.replace(holder, with_items(holder, (*left, *moved, *right)))


def _moved_on(spot: Spot, holder: Call | Display | Dict | None, gone: Sequence[Span]) -> Spot:
    """The spot by its number after some of the items before it have been taken."""
    if not isinstance(spot, ItemSpot) or holder is None:
        return spot
    before = items_of(holder)[: spot.index]
    taken_before = sum(module_of_item(each).span in gone for each in before)
    return ItemSpot(spot.container, spot.index - taken_before)
