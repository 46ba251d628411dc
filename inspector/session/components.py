"""What the palette offers, and the code that each part becomes where it is dropped."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Literal

import msgspec
from PySide6.QtCore import QMimeData

from inspector.catalog.catalog import catalog
from inspector.catalog.entry import Entry
from inspector.catalog.rank import rank
from inspector.catalog.starting import starting_arguments
from inspector.edits.cargo import Cargo, module
from inspector.edits.containers import NEW_CLASS, PARALLEL, REPEAT_COUNT, RESIDUAL
from inspector.edits.edit import EditError
from inspector.edits.imports import name_for
from inspector.edits.items import unique
from inspector.outline.classes import classes as classes_of
from inspector.outline.classes import inherited_method, module_classes, parameters
from inspector.outline.document import top_level_names
from inspector.outline.expressions import FLOWING, expression
from inspector.outline.nodes import Call, Outline
from inspector.protocol.messages import Discovered
from inspector.session.drop_handler import COMPONENT_MIME
from inspector.session.state import State
from inspector.session.templates import templates

Kind = Literal[
    "module", "function", "own", "container", "class", "value", "loop", "template", "package"
]


class Component(msgspec.Struct, frozen=True):
    """One thing to drag from the palette."""

    kind: Kind
    key: str
    """What it is within its kind: ``torch.nn.Linear``, ``Residual``, the name of a class."""
    title: str
    summary: str = ""
    family: str = "container"
    badge: str = ""
    entry: Entry | None = None
    """What is known of a class of a package beside torch."""


class Section(msgspec.Struct, frozen=True):
    """A group of the palette."""

    title: str
    components: tuple[Component, ...]


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
_LOOPS = {
    "while": "while {x}.abs().sum() > 1:\n    {x} = {x} / 2\n",
    "for": "for _ in range(2):\n    {x} = {x} + 1\n",
    "if": "if {x}.sum() > 0:\n    {x} = -{x}\n",
}
_TITLES = {
    "Non-linear Activations (weighted sum, nonlinearity)": "Activations",
    "Non-linear Activations (other)": "Softmax and others",
}


def sections(state: State) -> tuple[Section, ...]:
    """The palette for a document: what torch offers and the classes of the file."""
    own = _own(state)
    found = [Section("Containers", (*_CONTAINERS, *_other_containers()))]
    found += [Section("My classes", own)] if own else []
    found += [_of_package(each) for each in state.packages if each.entries]
    return (*found, *_of_torch(), Section("Values and loops", _VALUES), _templates())


def _own(state: State) -> tuple[Component, ...]:
    """The classes of the file; how often they are used is counted only where there are any."""
    own = [(each.name, each.span) for each in module_classes(state.outline) if each.span]
    uses = Counter(each.name for each in state.index.all(Call)) if own else Counter[str]()
    return tuple(
        Component(
            "own",
            name,
            name,
            f"A class of this file, line {span.line}.",
            badge=f"used {uses[name]} ×" if uses[name] > 1 else "",
        )
        for name, span in own
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
    """The components that match, best first; in palette order for a blank query."""
    ranked = [
        (score, number, each)
        for section in found
        for number, each in enumerate(section.components)
        if (score := rank(query, each.title, section.title, each.summary)) is not None
    ]
    return tuple(each for _, _, each in sorted(ranked, key=lambda item: item[0]))


def to_mime(component: Component) -> QMimeData:
    """The component for a drag."""
    data = QMimeData()
    data.setData(COMPONENT_MIME, msgspec.json.encode(component))
    data.setText(component.title)
    return data


def from_mime(data: QMimeData) -> Component | None:
    """The component of a drag; None if something else is dragged."""
    if not data.hasFormat(COMPONENT_MIME):
        return None
    try:
        raw = data.data(COMPONENT_MIME).data()
        return msgspec.json.decode(raw, type=Component)
    except msgspec.MsgspecError:
        return None


def cargo_of(component: Component, outline: Outline, incoming: tuple[int, ...] | None) -> Cargo:
    """The code of a component for a spot where a tensor of shape `incoming` flows in.

    Raises EditError if the component is not known any more.
    """
    key = component.key
    match component.kind:
        case "module":
            entry = catalog().find(key)
            if entry is None:
                raise EditError(f"{key} is not in torch.nn.")
            name = name_for(outline, entry.qualified)
            return module(entry.name, f"{name}({starting_arguments(entry, incoming)})")
        case "package":
            return _of_foreign(component, outline, incoming)
        case "function":
            entry = catalog().find(key)
            if entry is None:
                raise EditError(f"{key} is not known.")
            return Cargo(entry.name, template=entry.template or f"{entry.call}({FLOWING})")
        case "own":
            return module(key, f"{key}({_required(outline, key)})")
        case "class":
            name = unique("Block", top_level_names(outline))
            return module(name, f"{name}()", NEW_CLASS.format(name=name))
        case "template":
            found = next((each for each in templates() if each.name == key), None)
            if found is None:
                raise EditError(f"There is no template {key}.")
            return found.cargo()
        case "container":
            return _container(key)
        case "value":
            return _value(key, incoming)
        case "loop":
            return Cargo(key, statement=_LOOPS[key])


def _of_foreign(component: Component, outline: Outline, incoming: tuple[int, ...] | None) -> Cargo:
    """A class of another package, under the name that the file has for it or by an import."""
    entry = component.entry
    if entry is None:
        raise EditError(f"{component.key} is not known any more.")
    arguments = starting_arguments(entry, incoming)
    name = name_for(outline, entry.qualified)
    if name != entry.qualified:
        return module(entry.name, f"{name}({arguments})")
    line = f"from {entry.group} import {entry.name}"
    return replace(module(entry.name, f"{entry.name}({arguments})"), imports=(line,))


def _required(outline: Outline, name: str) -> str:
    """Arguments for the parameters of a class of the file that have no default."""
    own = classes_of(outline).get(name)
    init = inherited_method(own, "__init__", classes_of(outline)) if own else None
    needed = [each.name for each in parameters(init) if each.required]
    return ", ".join(_guess(each) for each in needed)


def _guess(parameter: str) -> str:
    """A first value for a parameter of which only the name is known."""
    words = ("net", "module", "layer", "block", "branch")
    return "nn.Identity()" if parameter.startswith(words) else "20"


def _container(key: str) -> Cargo:
    match key:
        case "Residual":
            return module(key, "Residual()", RESIDUAL)
        case "Parallel":
            return module(key, "Parallel()", PARALLEL)
        case "Repeat":
            return module(key, f"nn.Sequential(*[nn.Sequential() for _ in range({REPEAT_COUNT})])")
        case "ModuleList":
            made = expression("nn.ModuleList([])")
            loop = "for module in {self}:\n    {x} = module({x})\n"
            return Cargo(key, made, attribute="layers", statement=loop)
        case "ModuleDict":
            made = expression("nn.ModuleDict({})")
            loop = "for module in {self}.values():\n    {x} = module({x})\n"
            return Cargo(key, made, attribute="branches", statement=loop)
        case _:
            return module(key, f"nn.{key}()")


def _value(key: str, incoming: tuple[int, ...] | None) -> Cargo:
    """A tensor to keep. Next to a step it is used there, where it fits what flows in."""
    size = incoming[-1] if incoming else 20
    if key == "constant":
        made = expression(f"torch.rand(({size}, {size}))")
        return Cargo(key, made, "{x} @ self.rand_weight", "rand_weight", is_value=True)
    of_image = incoming is not None and len(incoming) == 4
    shape = f"({incoming[1]}, 1, 1)" if incoming and of_image else f"{size}"
    if key == "buffer":
        made = expression(f"torch.ones({shape})")
        return Cargo(key, made, "{x} * self.scale", "scale", is_value=True, is_buffer=True)
    made = expression(f"nn.Parameter(torch.zeros({shape}))")
    return Cargo(key, made, "{x} + self.bias", "bias", is_value=True)
