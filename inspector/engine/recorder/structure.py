"""What a model consists of before it runs: its modules, registered or not, and its tensors."""

import weakref
from dataclasses import dataclass, field

from torch import Tensor, nn

from inspector.engine.recorder.attributes import Found, search, unregistered
from inspector.engine.recorder.values import Owned, Role


@dataclass
class Entry:
    """One live module with its place in the model."""

    path: str
    module: nn.Module
    parent: int
    """Number of the parent; -1 for the root."""
    registered: bool
    written_as: str = ""
    """Class of a lazy module before it becomes another."""
    also: list[str] = field(default_factory=list)
    buffers: list[tuple[str, Tensor]] = field(default_factory=list)
    """As they are before the run; parameters keep their identity, buffers may be replaced."""
    constants: list[tuple[str, Tensor]] = field(default_factory=list)
    children: list[int] = field(default_factory=list)


class Structure:
    """The modules of a model in definition order, and everything they own.

    A module registered twice has one entry. Modules in plain lists, dicts, closures or objects
    are found by a search and follow as children of the module that holds them.
    """

    def __init__(self, model: nn.Module) -> None:
        self.entries: list[Entry] = []
        self.numbers: dict[int, int] = {}
        """Number of each module by its id."""
        self.owned: dict[int, Owned] = {}
        self._register(model, "", -1, registered=True)
        searched = 0
        while searched < len(self.entries):  # what is found may hold more
            self._search(searched)
            searched += 1

    def in_order(self) -> list[int]:
        """Numbers of all entries, each parent before its children."""
        order: list[int] = []
        stack = [number for number, entry in enumerate(self.entries) if entry.parent < 0][::-1]
        while stack:
            number = stack.pop()
            order.append(number)
            stack.extend(reversed(self.entries[number].children))
        return order

    def add_foreign(self, module: nn.Module, parent: int) -> int:
        """Enter a module that is called although nothing of the model holds it."""
        name = f"<{type(module).__name__}>"
        taken = sum(entry.path.startswith(name[:-1]) for entry in self.entries)
        path = name if not taken else f"{name[:-1]} {taken + 1}>"
        first = len(self.entries)
        self._register(module, path, parent, registered=False)
        return first

    def _register(self, root: nn.Module, path: str, parent: int, registered: bool) -> None:
        """Enter a module and everything registered in it, in definition order."""
        stack = [(root, path, parent)]
        while stack:
            module, path, parent = stack.pop()
            known = self.numbers.get(id(module))
            if known is not None:
                self.entries[known].also.append(path)
                continue
            number = self.numbers[id(module)] = len(self.entries)
            lazy = isinstance(module, nn.modules.lazy.LazyModuleMixin)
            written_as = type(module).__name__ if lazy else ""
            self.entries.append(Entry(path, module, parent, registered, written_as))
            if parent >= 0:
                self.entries[parent].children.append(number)
            self._own_registered(module, path)
            prefix = f"{path}." if path else ""
            stack += [
                (child, prefix + name, number)
                for name, child in reversed(module._modules.items())
                if child is not None
            ]

    def _own_registered(self, module: nn.Module, path: str) -> None:
        buffers = self.entries[-1].buffers
        for name, parameter in module._parameters.items():
            if parameter is not None:
                self._own(parameter, "parameter", join(path, name))
        for name, buffer in module._buffers.items():
            if buffer is not None:
                buffers.append((name, buffer))
                self._own(buffer, "buffer", join(path, name))

    def _own(self, tensor: Tensor, role: Role, label: str) -> None:
        if id(tensor) not in self.owned:
            self.owned[id(tensor)] = Owned(role, label, weakref.ref(tensor))

    def _search(self, number: int) -> None:
        entry = self.entries[number]
        attributes = unregistered(entry.module)
        if not attributes:
            return
        for found in search(attributes):
            self._enter_found(found, number)

    def _enter_found(self, found: Found, holder: int) -> None:
        entry = self.entries[holder]
        thing, path = found.thing, join(entry.path, found.name)
        if isinstance(thing, Tensor):
            if id(thing) not in self.owned:
                entry.constants.append((found.name, thing))
                self._own(thing, "constant", path)
        elif isinstance(thing, nn.Module) and id(thing) not in self.numbers:
            self._register(thing, path, holder, registered=False)


def join(path: str, name: str) -> str:
    """The path of something inside the module at `path`."""
    return f"{path}.{name}" if path else name
