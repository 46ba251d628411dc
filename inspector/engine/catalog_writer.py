"""Writes resources/catalog.json and resources/plain_names.json from the installed torch.

Run ``python -m inspector.engine.catalog_writer`` after an update of torch.
"""

import inspect
import sys
from pathlib import Path

import msgspec
import torch
from torch import nn

from inspector.catalog.catalog import Catalog, Contents
from inspector.catalog.entry import Entry, Family
from inspector.engine.catalog_functions import FUNCTION_FAMILIES, FUNCTIONS, Offer
from inspector.engine.catalog_names import plain_names
from inspector.engine.catalog_signatures import function_parameters, module_parameters
from inspector.engine.catalog_tables import (
    FAMILIES,
    GROUPS,
    OTHER_ACTIVATIONS,
    PROMINENT,
    SUMMARIES,
)
from inspector.engine.catalog_text import first_sentence
from inspector.resource_files import resource

_OTHER = "Non-linear Activations (other)"
_GROUP_OF_FILE = {file: group for group, (_, files) in GROUPS.items() for file in files}


def contents() -> Contents:
    """The catalog of the installed torch."""
    entries = [*_modules(), *_functions()]
    return Contents(torch=torch.__version__.partition("+")[0], entries=tuple(entries))


def module_classes() -> list[type[nn.Module]]:
    """Every public module class of torch.nn."""
    public = [getattr(nn, name) for name in dir(nn) if not name.startswith("_")]
    return [each for each in public if isinstance(each, type) and issubclass(each, nn.Module)]


def write(folder: Path) -> None:
    """Write both files, for reading by people as well: a change of torch shows as a diff."""
    found = contents()
    names = plain_names(Catalog(found))
    for file, value in (("catalog.json", found), ("plain_names.json", names)):
        data = msgspec.json.encode(value, order="deterministic")
        (folder / file).write_bytes(msgspec.json.format(data, indent=1) + b"\n")


def _modules() -> list[Entry]:
    order = list(GROUPS)
    entries = [_module_entry(each) for each in module_classes()]
    return sorted(entries, key=lambda each: (order.index(each.group), _prominence(each.name)))


def _prominence(name: str) -> tuple[int, str]:
    return (PROMINENT.index(name) if name in PROMINENT else len(PROMINENT), name)


def _module_entry(module_class: type[nn.Module]) -> Entry:
    name = module_class.__name__
    group = _GROUP_OF_FILE[module_class.__module__.rpartition(".")[2]]
    if name in OTHER_ACTIVATIONS:
        group = _OTHER
    family: Family = FAMILIES.get(name, GROUPS[group][0])
    return Entry(
        name=name,
        kind="module",
        qualified=f"torch.nn.{name}",
        defined=f"{module_class.__module__}.{name}",
        call=f"nn.{name}",
        group=group,
        family=family,
        summary=SUMMARIES.get(name) or first_sentence(module_class.__doc__),
        parameters=module_parameters(module_class),
        inputs=_required_inputs(module_class),
    )


def _required_inputs(module_class: type[nn.Module]) -> tuple[str, ...]:
    """What forward requires besides self; nothing where there is no forward."""
    if module_class.forward is nn.Module.forward:
        return ()
    parameters = list(inspect.signature(module_class.forward).parameters.values())[1:]
    required = (each.name for each in parameters if each.default is each.empty)
    return tuple(name for name in required if name != "kwargs")


def _functions() -> list[Entry]:
    return [
        _function_entry(offer, group, family)
        for group, (family, offers) in FUNCTIONS.items()
        for offer in offers
    ]


def _function_entry(offer: Offer, group: str, family: Family) -> Entry:
    owner, _, name = offer.call.partition(".")
    function = getattr(nn.functional if owner == "F" else torch, name)
    qualified = f"torch.nn.functional.{name}" if owner == "F" else offer.call
    return Entry(
        name=name,
        kind="function",
        qualified=qualified,
        defined=qualified,
        call=offer.call,
        group=group,
        family=FUNCTION_FAMILIES.get(name, family),
        summary=offer.summary or SUMMARIES.get(name) or first_sentence(function.__doc__),
        parameters=function_parameters(function, name),
        tensors=offer.tensors,
        template=offer.template,
    )


if __name__ == "__main__":
    target = resource()
    write(target)
    sys.stdout.write(f"catalog.json and plain_names.json written to {target}\n")
