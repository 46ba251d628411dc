"""Edits taken back by another edit, in code that nobody here wrote.

Run: python -m tests.benchmarks.code_pairs torchvision timm …

Each argument is a package, which is downloaded but not installed, or a folder. Makes pairs of
edits in random files, such as bypass and enable. Prints for each kind of pair what share was
refused, and what share of the others gave the first text back, to the byte.
"""

import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from difflib import unified_diff
from typing import TypeVar

from inspector.edits.bypass import Enable
from inspector.edits.cargo import ItemSpot
from inspector.edits.compose import Move, Remove
from inspector.edits.edit import Edit, EditError, located
from inspector.edits.items import item_around
from inspector.edits.names import RenameClass, RenameMember
from inspector.edits.unwrap import Unwrap
from inspector.outline.containers import items_of
from inspector.outline.index import Index
from inspector.outline.landing import landed
from inspector.outline.nodes import Call, Dict, Display, Node
from inspector.outline.put import put
from inspector.outline.read import OutlineError, get
from inspector.source.span import Span
from tests.benchmarks.code import read_all
from tests.benchmarks.code_edits import File, random_edit
from tests.benchmarks.packages import folder_of

PAIRS = 60
"""So many of each kind."""
SHOWN = 2

N = TypeVar("N", bound=Node)


class Edited:
    """A file after an edit, and where its nodes are now."""

    def __init__(self, file: File, edit: Edit) -> None:
        meant = edit.apply(file.outline)
        text = put(file.text, file.outline, meant)
        self.file = File(file.path, text, get(text))
        self._pairs = list(landed(meant, self.file.outline))

    def now(self, site: Span, kind: type[N]) -> Span:
        """Where what stood at a place is now."""
        found = [new.span for old, new in self._pairs if isinstance(old, kind) and old.span == site]
        (span,) = (each for each in found if each is not None)
        return span

    def new(self, name: str = "") -> list[Span]:
        """The places of the calls that the edit made, only those of a name."""
        return sorted(
            new.span
            for old, new in self._pairs
            if isinstance(new, Call) and new.span is not None and old.span is None
            if not name or new.name == name
        )


@dataclass(frozen=True)
class Pair:
    """A kind of edit, and what takes it back."""

    kind: str
    name: str
    back: Callable[[File, Edit, Edited], Edit | None]


def _enabled(file: File, edit: Edit, once: Edited) -> Edit:
    site = once.now(_site(edit), Call)
    return Enable([each for each in once.new() if each.contains(site)][-1], "it")


def _moved_back(file: File, edit: Edit, once: Edited) -> Edit | None:
    if not isinstance(edit, Move) or not isinstance(edit.spot, ItemSpot):
        return None
    index = Index(file.outline)
    item = item_around(index, located(index, edit.site, Call))
    holder = index.parent(item) if item is not None else None
    assert isinstance(holder, Call | Display | Dict)
    number = next(n for n, each in enumerate(items_of(holder)) if each is item)
    spot = ItemSpot(once.now(edit.spot.container, type(holder)), number)
    return Move(once.now(edit.site, Call), spot, "it")


def _unwrapped(file: File, edit: Edit, once: Edited) -> Edit:
    return Unwrap(once.new("nn.Sequential")[0])


def _renamed_back(file: File, edit: Edit, once: Edited) -> Edit:
    if isinstance(edit, RenameClass):
        return RenameClass("Renamed", edit.old)
    assert isinstance(edit, RenameMember)
    return RenameMember(once.now(edit.site, Call), edit.name.removesuffix("_renamed"))


def _inserted_removed(file: File, edit: Edit, once: Edited) -> Edit:
    return Remove(once.new("nn.Identity")[0], "it")


def _site(edit: Edit) -> Span:
    site = getattr(edit, "site", None)
    assert isinstance(site, Span)
    return site


ALL = (
    Pair("bypass", "bypass, enable", _enabled),
    Pair("move", "move, move back", _moved_back),
    Pair("wrap", "wrap, unwrap", _unwrapped),
    Pair("rename", "rename, rename back", _renamed_back),
    Pair("rename class", "rename class and back", _renamed_back),
    Pair("insert", "insert, remove", _inserted_removed),
)


def try_pairs(pair: Pair, files: list[File], chance: random.Random) -> None:
    """Make pairs of a kind, and print what came of them."""
    tried = refused = same = 0
    shown: list[str] = []
    while tried < PAIRS:
        file = chance.choice(files)
        edit = random_edit(pair.kind, file, Index(file.outline), chance)
        if edit is None:
            continue
        back: Edit | None = None
        try:
            once = Edited(file, edit)
            back = pair.back(file, edit, once)
            if back is None:
                continue
            tried += 1
            text = Edited(once.file, back).file.text
        except (EditError, OutlineError) as error:
            tried, refused = tried + (back is None), refused + 1
            shown.append(f"  refused: {error}")
            continue
        same += text == file.text
        if text != file.text:
            rows = unified_diff(
                file.text.split("\n"), text.split("\n"), file.path.name, "", "", "", 0
            )
            shown.insert(0, "\n".join(f"  {row}" for row in rows))
    print(f"{pair.name:24}{tried:7}{refused:9}{same / max(1, tried - refused):10.1%}")
    print("\n".join(shown[:SHOWN]))


def main() -> None:
    folders = [folder_of(argument) for argument in sys.argv[1:]]
    if not folders:
        raise SystemExit(__doc__)
    files, chance = read_all(folders), random.Random(1)
    print(f"{'':24}{'tried':>7}{'refused':>9}{'the same':>10}")
    for pair in ALL:
        try_pairs(pair, files, chance)


if __name__ == "__main__":
    main()
