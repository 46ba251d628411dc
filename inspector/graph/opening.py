"""What has to be open for a call to be seen by itself."""

from typing import NamedTuple

from inspector.graph.folding import Fold, Folding, fold_key
from inspector.graph.index import Index


class Opening(NamedTuple):
    """The containers around a call, and what repeats around it cut where the call is."""

    keys: tuple[str, ...]
    """Of the containers, the outer ones first."""
    folding: Folding


def opening(index: Index, folding: Folding, position: int) -> Opening:
    """What to expand and how to fold, so that nothing hides a call or stands for it."""
    items = index.tree.items
    chain = [position]
    while items[chain[-1]].parent >= 0:
        chain.append(items[chain[-1]].parent)
    keys: list[str] = []
    for parent, child in zip(reversed(chain), reversed(chain[:-1]), strict=False):
        keys.append(items[parent].key)
        fold = _fold_with(index, folding, parent, child)
        if fold is None:
            continue
        number = fold.children.index(child)
        if number >= fold.period:
            first = fold.children[number - number % fold.period]
            folding = folding.take_out(items[first].key)
        elif fold.period > 1:
            keys.append(fold_key(index, fold))
    return Opening(tuple(keys), folding)


def _fold_with(index: Index, folding: Folding, parent: int, child: int) -> Fold | None:
    folds = (slot for slot in folding.slots(index, parent) if isinstance(slot, Fold))
    return next((fold for fold in folds if child in fold.children), None)
