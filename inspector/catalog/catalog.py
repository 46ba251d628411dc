"""The catalog of torch: what there is, found by name or by searching."""

from collections.abc import Iterable
from functools import cache

import msgspec

from inspector.catalog.entry import Entry, Family
from inspector.catalog.rank import BEGINNING, LETTERS_IN_ORDER, rank
from inspector.resource_files import resource


class Contents(msgspec.Struct, frozen=True):
    """The file resources/catalog.json; its order is the order of the palette."""

    torch: str
    """The version it was read from."""
    entries: tuple[Entry, ...]


class Catalog:
    """Every module class of torch.nn and the functions worth offering, in palette order."""

    def __init__(self, contents: Contents) -> None:
        self.torch = contents.torch
        self.entries = contents.entries
        self._by_name: dict[str, Entry] = {}
        for entry in contents.entries:
            for name in (entry.name, entry.call, entry.qualified, entry.defined):
                self._by_name.setdefault(name, entry)

    def find(self, name: str) -> Entry | None:
        """The entry called so: ``Linear``, ``nn.Linear``, ``torch.nn.Linear`` or as defined."""
        return self._by_name.get(name)

    def groups(self) -> dict[str, tuple[Entry, ...]]:
        """The entries by group, both in palette order."""
        grouped: dict[str, list[Entry]] = {}
        for entry in self.entries:
            grouped.setdefault(entry.group, []).append(entry)
        return {group: tuple(entries) for group, entries in grouped.items()}

    def family_of(self, qualified_type: str) -> Family:
        """The family of a module class; ``function`` for one that torch does not have."""
        entry = self.find(qualified_type)
        return entry.family if entry else "function"

    def search(self, query: str) -> tuple[Entry, ...]:
        """What matches, best first; everything for a blank query."""
        return search(query, self.entries)


def search(query: str, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries that match the query, best first, equal ones in the order given.

    A sign such as ``@`` finds the functions that are written with it. Names that only have the
    letters in order are found if nothing else is.
    """
    query = query.rpartition(".")[2]  # `nn.Linear` finds Linear
    found: list[tuple[tuple[int, bool, int], Entry]] = []
    for entry in entries:
        score = rank(query, entry.name, entry.group, entry.summary)
        if score is not None:
            place, left_over = score
            found.append(((place, entry.kind == "function", left_over), entry))
        elif _is_sign(query) and query.strip() in entry.template:
            found.append(((BEGINNING, True, 0), entry))
    found.sort(key=lambda pair: pair[0])
    best = found[0][0][0] if found else 0
    return tuple(each for (place, *_), each in found if place < LETTERS_IN_ORDER or place == best)


def _is_sign(query: str) -> bool:
    return bool(query.strip()) and not any(each.isalnum() or each in "_.,()" for each in query)


@cache
def catalog() -> Catalog:
    """The shipped catalog, read once."""
    data = resource("catalog.json").read_bytes()
    return Catalog(msgspec.json.decode(data, type=Contents))
