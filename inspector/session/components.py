"""What the palette offers for a document, by section, and the search over it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

import msgspec

from inspector.catalog.catalog import catalog
from inspector.catalog.entry import Entry
from inspector.catalog.rank import Rank, rank
from inspector.edits.own_arguments import signature_text
from inspector.outline.classes import classes, inherited_method, said_of
from inspector.outline.nodes import Call
from inspector.outline.own_modules import own_modules
from inspector.protocol.messages import Discovered
from inspector.session.component import Component, Section
from inspector.session.shelf import NOTHING_KEPT, Kept
from inspector.session.state import State
from inspector.session.templates import templates

_CONTAINERS = (
    Component("container", "Sequential", "Sequential", "Runs its modules one after the other."),
    Component("container", "Residual", "Residual", "Adds what its modules return to its input."),
    Component("container", "Parallel", "Parallel", "Gives its input to each; joins the outputs."),
    Component("container", "Repeat", "Repeat", "Several new modules of one kind, in a chain."),
    Component("container", "ModuleList", "ModuleList", "A list of modules that registers them."),
    Component("container", "ModuleDict", "ModuleDict", "A dict of modules that registers them."),
    Component("class", "New class", "New class", "A module class of your own, with a forward."),
)
_VALUES = (
    Component(
        "value", "constant", "constant", "A fixed tensor: neither trained nor saved.", "constant"
    ),
    Component("value", "buffer", "buffer", "A tensor that is saved, but not trained.", "constant"),
    Component("value", "parameter", "parameter", "A tensor that is trained.", "constant"),
    Component("loop", "while", "while", "Repeats as long as a condition holds.", "function"),
    Component("loop", "for", "for", "Repeats a number of times.", "function"),
    Component("loop", "if", "if", "Runs only if a condition holds.", "function"),
)
_LACKS = {
    "own": "{} is a class of another file.",
    "snippet": "There is no snippet “{}” any more.",
    "template": "There is no template “{}” any more.",
}
_TITLES = {
    "Non-linear Activations (weighted sum, nonlinearity)": "Activations",
    "Non-linear Activations (other)": "Softmax and others",
}


def sections(state: State, kept: Kept = NOTHING_KEPT) -> tuple[Section, ...]:
    """The palette for a document: what is at hand, what torch offers, the classes of the file."""
    own = _own(state)
    offered = [Section("Containers", (*_CONTAINERS, *_other_containers()))]
    offered += [Section("My classes", own)] if own else []
    offered += [Section("My snippets", kept.snippets)] if kept.snippets else []
    offered += [_of_package(each) for each in state.packages if each.entries]
    offered += [*_of_torch(), Section("Values and loops", _VALUES), _templates()]
    return (*_at_hand(kept, offered), *offered)


def _at_hand(kept: Kept, offered: Iterable[Section]) -> Iterator[Section]:
    """Favorites, and what was used last beside them, as they are offered now."""
    if not kept.favorites and not kept.recent:
        return
    known = {each.identity: each for section in offered for each in section.components}
    if kept.favorites:
        favorites = tuple(known.get(each.identity) or _missing(each) for each in kept.favorites)
        yield Section("Favorites", favorites)
    starred = {each.identity for each in kept.favorites}
    others = [each for each in kept.recent if each.identity not in starred]
    recent = [known.get(each.identity) or _missing(each) for each in others]
    if usable := tuple(each for each in recent if not each.lack):
        yield Section("Recent", usable)


def _missing(component: Component) -> Component:
    """A component that is not offered now; a class of a package can still be imported."""
    if component.kind == "package" and component.entry is not None:
        return component
    lack = _LACKS.get(component.kind, "This version of torch has no {}.")
    return msgspec.structs.replace(component, lack=lack.format(component.key))


def _own(state: State) -> tuple[Component, ...]:
    """The classes of the file; how often they are used is counted only where there are any."""
    found = own_modules(state.outline).values()
    own = [(each, each.span.line) for each in found if each.span]
    known = classes(state.outline) if own else {}
    uses = Counter(each.name for each in state.index.all(Call)) if own else Counter[str]()
    return tuple(
        Component(
            "own",
            node.name,
            node.name,
            said_of(node) or f"A class of this file, line {line}.",
            badge=f"used {uses[node.name]} ×" if uses[node.name] > 1 else "",
            signature=signature_text(node.name, inherited_method(node, "__init__", known)),
        )
        for node, line in own
    )


@cache
def _of_torch() -> tuple[Section, ...]:
    """The groups of the catalog, without the containers."""
    return tuple(
        Section(
            _TITLES.get(title, title.removesuffix(" Layers")),
            tuple(_of_entry(each) for each in entries),
        )
        for title, entries in catalog().groups().items()
        if title != "Containers"
    )


def _of_package(found: Discovered) -> Section:
    return Section(
        found.package,
        tuple(
            Component("package", each.qualified, each.name, each.summary, each.family, entry=each)
            for each in found.entries
        ),
    )


@cache
def _other_containers() -> tuple[Component, ...]:
    """The containers of torch that are not offered in a way of our own."""
    ours = {each.key for each in _CONTAINERS} | {"Module", "Container"}
    entries = catalog().groups().get("Containers", ())
    return tuple(_of_entry(each) for each in entries if each.name not in ours)


def _of_entry(entry: Entry) -> Component:
    return Component(
        entry.kind,
        entry.call if entry.kind == "function" else entry.qualified,
        entry.name,
        entry.summary,
        entry.family,
    )


@cache
def _templates() -> Section:
    parts = [Component("template", each.name, each.title, each.summary) for each in templates()]
    return Section("Templates", tuple(parts))


def search(found: Iterable[Section], query: str) -> tuple[Component, ...]:
    """The components that match, each once, best first; in palette order for a blank query.

    Among equals those at hand come first, as they do in the palette.
    """
    best: dict[tuple[str, str], tuple[Rank, Component]] = {}
    for section in found:
        for each in section.components:
            score = rank(query, each.title, section.title, each.summary)
            if score is None:
                continue
            before = best.get(each.identity)
            if before is None or score < before[0]:
                best[each.identity] = score, each
    return tuple(each for _, each in sorted(best.values(), key=lambda item: item[0]))
