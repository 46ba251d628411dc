"""Insert, remove, move and duplicate: composing a model from parts."""

from dataclasses import dataclass, replace

from inspector.edits.cargo import (
    BranchSpot,
    Cargo,
    EndSpot,
    ItemSpot,
    LineSpot,
    RootSpot,
    Spot,
    StepSpot,
)
from inspector.edits.edit import Edit, EditError, step_at
from inspector.edits.give import given
from inspector.edits.imports import refuse_other_meaning
from inspector.edits.items import inserted, item_around, with_items
from inspector.edits.members import calls_when_run, owner_of_member
from inspector.edits.parts import code_around
from inspector.edits.take import appending_of, cargo_at, is_child, refuse_named, taken
from inspector.outline.containers import items_of, module_of_item, name_of_item
from inspector.outline.expressions import placeless, text_of
from inspector.outline.index import Index
from inspector.outline.nodes import Argument, Call, Dict, Display, Entry, Outline
from inspector.source.span import Span


@dataclass(frozen=True)
class Insert(Edit):
    """Put something new at a spot."""

    cargo: Cargo
    spot: Spot

    @property
    def title(self) -> str:
        return f"Add {self.cargo.label}"

    def apply(self, outline: Outline) -> Outline:
        made = self.cargo.constructor
        refuse_other_meaning(outline, f"{text_of(made) if made else ''} {self.cargo.template}")
        new = replace(self.cargo, constructor=placeless(made)) if made is not None else self.cargo
        return given(outline, new, self.spot)


@dataclass(frozen=True)
class Remove(Edit):
    """Take away a module with its calls, or one step of a forward."""

    site: Span
    label: str
    verb: str = "Remove"

    @property
    def title(self) -> str:
        return f"{self.verb} {self.label}"

    def apply(self, outline: Outline) -> Outline:
        return taken(outline, self.site)[0]


@dataclass(frozen=True)
class Move(Edit):
    """Take something from its place and put it at a spot."""

    site: Span
    spot: Spot
    label: str

    @property
    def title(self) -> str:
        return f"Move {self.label}"

    def apply(self, outline: Outline) -> Outline:
        refuse_into_itself(self.site, self.spot, self.label)
        reordered = self._reordered(Index(outline))
        if reordered is not None:
            return reordered
        rest, cargo = taken(outline, what_moves(Index(outline), self.site, self.spot))
        if is_gone(Index(rest), self.spot):
            raise EditError(f"{self.label} is there already.")
        return given(rest, cargo, self.spot)

    def _reordered(self, index: Index) -> Outline | None:
        """A move among the items of one container, which keeps the item as it is written."""
        item = item_around(index, step_at(index, self.site))
        holder = index.parent(item) if item is not None else None
        if item is None or not isinstance(holder, Call | Display | Dict):
            return None
        if not isinstance(self.spot, ItemSpot) or holder.span != self.spot.container:
            return None
        before, after = items_of(holder)[: self.spot.index], items_of(holder)[self.spot.index :]
        left = tuple(each for each in before if each is not item)
        right = tuple(each for each in after if each is not item)
        return index.replace(holder, with_items(holder, (*left, item, *right)))


def what_moves(index: Index, site: Span, spot: Spot) -> Span:
    """The place of what is to be taken: of a member with several calls, within its class, a call.

    The first of them, which is where it is shown; the others stay.
    """
    owned = owner_of_member(index, step_at(index, site))
    if owned is None or not isinstance(spot, StepSpot | LineSpot):
        return site
    owner, attribute = owned
    calls = calls_when_run(owner, attribute)
    near = spot.site if isinstance(spot, StepSpot) else spot.sites[0]
    is_within = owner.span is not None and owner.span.contains(near)
    first = calls[0].span if len(calls) > 1 and is_within else None
    return first or site


def is_gone(index: Index, spot: Spot) -> bool:
    """Whether the step or the value that a spot is seen from was taken away with what moves."""
    match spot:
        case StepSpot(site):
            return index.expression_at(site) is None
        case LineSpot(sites):
            return any(
                index.expression_at(site) is None and code_around(index, site) is None
                for site in sites
            )
    return False


def refuse_into_itself(site: Span, spot: Spot, label: str) -> None:
    """Raise EditError if a spot lies within what stands at a place."""
    match spot:
        case (
            ItemSpot(container=place)
            | BranchSpot(site=place)
            | StepSpot(site=place)
            | LineSpot(sites=(place, *_))
            | EndSpot(region=Span() as place)
        ):
            within = site.contains(place)
        case EndSpot():
            within = False
        case RootSpot():
            within = True
    if within:
        raise EditError(f"{label} cannot be moved into itself.")


@dataclass(frozen=True)
class Copy(Edit):
    """Put a second thing like the one at a place at a spot."""

    site: Span
    spot: Spot
    label: str

    @property
    def title(self) -> str:
        return f"Copy {self.label}"

    def apply(self, outline: Outline) -> Outline:
        return given(outline, cargo_at(outline, self.site), self.spot)


@dataclass(frozen=True)
class Duplicate(Edit):
    """Make a second thing like the one at a place, right after it."""

    site: Span
    label: str

    @property
    def title(self) -> str:
        return f"Duplicate {self.label}"

    def apply(self, outline: Outline) -> Outline:
        index = Index(outline)
        node = step_at(index, self.site)
        item = item_around(index, node)
        if item is not None and is_child(index, item):
            return _item_doubled(index, item)
        cargo = cargo_at(outline, self.site)
        appending = appending_of(index, node)
        if appending is not None:
            refuse_named(appending)
            return index.replace(appending, appending, appending)
        owned = owner_of_member(index, node)
        if owned is None:
            return given(outline, cargo, StepSpot(self.site, after=True))
        owner, attribute = owned
        calls = calls_when_run(owner, attribute)
        if not calls or calls[-1].span is None:
            return given(outline, cargo, EndSpot(owner.name))
        return given(outline, cargo, StepSpot(calls[-1].span, after=True))


def _item_doubled(index: Index, item: Argument | Entry) -> Outline:
    if isinstance(item, Argument) and item.star:
        return index.replace(item, item, item)
    holder = index.parent(item)
    assert isinstance(holder, Call | Display | Dict)
    at = next(i for i, each in enumerate(items_of(holder)) if each is item)
    return inserted(index, holder, at + 1, module_of_item(item), name_of_item(item))
