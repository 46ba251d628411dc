"""The code that a component of the palette becomes where it is put."""

from dataclasses import replace

from inspector.catalog.catalog import catalog
from inspector.catalog.starting import starting_arguments
from inspector.edits.cargo import Cargo, Spot, module
from inspector.edits.clipboard import Paste
from inspector.edits.compose import Insert
from inspector.edits.containers import NEW_CLASS, PARALLEL, REPEAT_COUNT, RESIDUAL
from inspector.edits.edit import Edit, EditError
from inspector.edits.imports import name_for
from inspector.edits.items import unique
from inspector.edits.own_arguments import own_arguments
from inspector.edits.snippet import constructed
from inspector.outline.classes import classes
from inspector.outline.document import top_level_names
from inspector.outline.expressions import FLOWING, expression
from inspector.outline.nodes import Outline
from inspector.session.component import Component
from inspector.session.templates import templates

_LOOPS = {
    "while": "while {x}.abs().sum() > 1:\n    {x} = {x} / 2\n",
    "for": "for _ in range(2):\n    {x} = {x} + 1\n",
    "if": "if {x}.sum() > 0:\n    {x} = -{x}\n",
}


def insertion_of(
    component: Component, outline: Outline, incoming: tuple[int, ...] | None, spot: Spot
) -> Edit:
    """The edit that puts a component at a spot where a tensor of shape `incoming` flows in.

    Raises EditError with the reason if that cannot be.
    """
    if component.lack:
        raise EditError(component.lack)
    if component.kind == "snippet":
        return Paste(constructed(component.text, incoming), spot, component.title)
    return Insert(cargo_of(component, outline, incoming), spot)


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
            if key not in classes(outline):
                raise EditError(f"{key} is not a class of this file.")
            return module(key, f"{key}({own_arguments(outline, key, incoming)})")
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
        case "snippet":
            raise EditError(f"{key} is put in as text.")


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
