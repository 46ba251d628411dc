"""The module classes that a package offers, found by importing it."""

import importlib
import inspect
from types import ModuleType

from torch import nn

from inspector.catalog.catalog import catalog
from inspector.catalog.entry import Entry, Family
from inspector.engine.catalog_signatures import module_parameters
from inspector.engine.catalog_text import first_sentence
from inspector.engine.wording import message_of
from inspector.protocol.messages import Discover, Discovered

MOST = 2000
"""So many classes are offered at most."""


def discover(request: Discover) -> Discovered:
    """Import the package; what goes wrong in it is told as a sentence."""
    name = request.package.strip()
    try:
        package = importlib.import_module(name)
    except ModuleNotFoundError as error:
        missing = error.name or name
        reason = f"There is no package `{missing}` where Module Inspector is installed."
        return Discovered(request.id, request.package, error=reason)
    except (SystemExit, Exception) as error:  # noqa: BLE001 (a package may raise anything)
        reason = f"`{name}` cannot be imported: {type(error).__name__}: {message_of(error)}"
        return Discovered(request.id, request.package, error=reason)
    entries = [_entry(name, each) for each in _module_classes(package)]
    lack = "" if entries else f"`{name}` offers no modules; name the package that holds them."
    return Discovered(request.id, request.package, tuple(entries[:MOST]), lack)


def _module_classes(package: ModuleType) -> list[type[nn.Module]]:
    """The public classes under names of their own, without those that torch itself offers."""
    found: dict[type[nn.Module], None] = {}
    for name, value in sorted(vars(package).items()):
        if not isinstance(value, type) or not issubclass(value, nn.Module):
            continue
        is_own = name == value.__name__ and not value.__module__.startswith("torch.nn.")
        if is_own and not name.startswith("_"):
            found[value] = None
    return list(found)


def _entry(package: str, module_class: type[nn.Module]) -> Entry:
    name = module_class.__name__
    try:
        parameters = module_parameters(module_class)
    except (TypeError, ValueError, SyntaxError):  # a signature that cannot be read
        parameters = ()
    return Entry(
        name=name,
        kind="module",
        qualified=f"{package}.{name}",
        defined=f"{module_class.__module__}.{name}",
        call=name,
        group=package,
        family=_family(module_class),
        summary=first_sentence(inspect.getdoc(module_class)),
        parameters=parameters,
    )


def _family(module_class: type[nn.Module]) -> Family:
    """That of the nearest base which torch has; a class of its own is a container."""
    for base in module_class.__mro__[1:]:
        entry = catalog().find(f"{base.__module__}.{base.__qualname__}")
        if entry is not None and base is not nn.Module:
            return entry.family
    return "container"
