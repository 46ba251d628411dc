"""How many parameters a module has, with all below it; a shared tensor counts once."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from inspector.report.model import Module, Parameter, Report


def parameters_below(report: Report) -> dict[str, int]:
    """Parameters at and below each module, by path.

    A module has the parameters of a submodule under whichever path it is registered, and not those
    of modules that are not registered with it.
    """
    return summed_below(report, lambda parameter: parameter.numel or 0)


def summed_below(report: Report, amount: Callable[[Parameter], int]) -> dict[str, int]:
    """The same for any amount that a parameter has, such as its bytes.

    What only one module has is passed up from each module to its parent. Tensors that are shared,
    and what is below modules with several parents, are counted one by one for all who hold them.
    """
    modules = {module.path: module for module in report.modules}
    # The path of a module is that of its parent with something after it.
    inward = sorted(report.modules, key=lambda module: len(module.path))
    tangled = _tangled(inward)
    times = Counter(parameter.tensor for module in inward for parameter in module.parameters)
    below = dict.fromkeys(modules, 0)
    for module in reversed(inward):
        if module.path in tangled:
            continue
        if module.parameters:
            below[module.path] += sum(
                [amount(each) for each in module.parameters if times[each.tensor] == 1]
            )
        if below[module.path]:
            for path in _parents(module, modules):
                below[path] += below[module.path]
    counted: dict[int, set[str]] = {}
    for module in report.modules:
        above: set[str] | None = None
        for parameter in module.parameters:
            if times[parameter.tensor] == 1 and module.path not in tangled:
                continue
            above = _holders(module, modules) if above is None else above
            known = counted.setdefault(parameter.tensor, set())
            for path in above - known:
                below[path] += amount(parameter)
            known |= above
    return below


def shared_parameters(report: Report) -> list[tuple[int, set[str]]]:
    """Of each parameter that several places hold, its size and all paths that it is at or below."""
    modules = {module.path: module for module in report.modules}
    tangled = _tangled(sorted(report.modules, key=lambda module: len(module.path)))
    sizes: dict[int, int] = {}
    holders: dict[int, list[Module]] = {}
    for module in report.modules:
        for parameter in module.parameters:
            sizes[parameter.tensor] = parameter.numel or 0
            holders.setdefault(parameter.tensor, []).append(module)
    return [
        (sizes[tensor], set().union(*(_holders(each, modules) for each in found)))
        for tensor, found in holders.items()
        if len(found) > 1 or found[0].path in tangled
    ]


def _tangled(inward: Iterable[Module]) -> set[str]:
    """The modules with several parents, and all below them."""
    tangled: set[str] = set()
    for module in inward:
        if module.also or module.parent in tangled:
            tangled.add(module.path)
    return tangled


def _holders(module: Module, modules: dict[str, Module]) -> set[str]:
    """The module and all that hold it by registration, under each of its paths."""
    found = {module.path}
    waiting = [module]
    while waiting:
        current = waiting.pop()
        for path in _parents(current, modules):
            if path not in found:
                found.add(path)
                waiting.append(modules[path])
    return found


def _parents(module: Module, modules: dict[str, Module]) -> Iterator[str]:
    parent = modules.get(module.parent) if module.parent is not None else None
    if parent is not None and (module.registered or not parent.registered):
        yield parent.path
    for other in module.also:
        path = other.rpartition(".")[0]
        if path in modules:
            yield path
