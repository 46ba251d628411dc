"""What a model consists of before it runs: its modules, registered or not, and its tensors."""

from dataclasses import dataclass
from functools import cached_property

from torch import Tensor, nn

from inspector.engine.recorder.attributes import Found, search, unregistered
from inspector.engine.recorder.values import Owned

Named = list[tuple[str, Tensor]]


@dataclass(slots=True)
class Entry:
    """One live module with its place in the model."""

    path: str
    module: nn.Module
    parent: int
    """Number of the parent; -1 for the root."""
    registered: bool
    buffers: Named
    """As they are before the run; parameters keep their identity, buffers may be replaced."""
    constants: Named
    written_as: str = ""
    """Class of a lazy module before it becomes another."""
    also: tuple[str, ...] = ()


class Structure:
    """The modules of a model in definition order, and everything they own.

    A module registered twice has one entry. Modules in plain lists, dicts, closures or objects
    are found by a search and follow as children of the module that holds them.
    """

    def __init__(self, model: nn.Module) -> None:
        self.entries: list[Entry] = []
        self.numbers: dict[int, int] = {}
        """Number of each module by its id."""
        self.loose: list[object] = []
        """Attributes that torch does not register, as far as they could hold tensors or modules."""
        self._tensors: list[tuple[int, Found]] = []
        self._register(model, "", -1, registered=True)
        self._registered = len(self.entries)
        for number, entry in enumerate(self.entries):  # grows by what is found
            if attributes := unregistered(entry.module):
                self.loose += [thing for _, thing in attributes]
                for found in search(attributes):
                    self._enter_found(found, number)
        self._enter_constants()

    @cached_property
    def owned(self) -> dict[int, Owned]:
        """Each tensor of the model by its id."""
        owned: dict[int, Owned] = {}
        for entry in self.entries:
            for name, parameter in entry.module._parameters.items():
                if parameter is not None:
                    label = join(entry.path, name)
                    owned.setdefault(id(parameter), Owned("parameter", label, parameter))
            for name, buffer in entry.buffers:
                owned.setdefault(id(buffer), Owned("buffer", join(entry.path, name), buffer))
            for name, constant in entry.constants:
                owned[id(constant)] = Owned("constant", join(entry.path, name), constant)
        return owned

    def gradients(self) -> list[Tensor]:
        """What the parameters have in `.grad`."""
        parameters = [p for entry in self.entries for p in entry.module._parameters.values()]
        return [p.grad for p in parameters if p is not None and p.grad is not None]

    def in_order(self) -> list[int]:
        """Numbers of all entries, each parent before its children."""
        if len(self.entries) == self._registered:
            return list(range(self._registered))
        children: dict[int, list[int]] = {}
        for number, entry in enumerate(self.entries):
            children.setdefault(entry.parent, []).append(number)
        order: list[int] = []
        stack = children[-1][::-1]
        while stack:
            number = stack.pop()
            order.append(number)
            stack.extend(reversed(children.get(number, ())))
        return order

    def add_foreign(self, module: nn.Module, parent: int) -> int:
        """Enter a module that is called although nothing of the model holds it."""
        name = f"<{type(module).__name__}>"
        taken = sum(entry.path.startswith(name[:-1]) for entry in self.entries)
        path = name if not taken else f"{name[:-1]} {taken + 1}>"
        number = len(self.entries)
        self._register(module, path, parent, registered=False)
        self.__dict__.pop("owned", None)
        return number

    def mend(self) -> None:
        """Give modules that lost what every module has, such as `_parameters`, an empty one."""
        for entry in self.entries:
            if "_parameters" not in entry.module.__dict__:
                entry.module.__dict__.update(vars(nn.Module()) | entry.module.__dict__)

    def _register(self, root: nn.Module, path: str, parent: int, registered: bool) -> None:
        """Enter a module and everything registered in it, in definition order."""
        entries, numbers = self.entries, self.numbers
        stack: list[tuple[nn.Module, str, int]] = [(root, path, parent)]
        while stack:
            module, path, parent = stack.pop()
            known = numbers.get(id(module))
            if known is not None:
                entries[known].also += (path,)
                continue
            number = numbers[id(module)] = len(entries)
            buffers: Named = []
            if module._buffers:
                buffers = [(name, b) for name, b in module._buffers.items() if b is not None]
            entry = Entry(path, module, parent, registered, buffers, [])
            if isinstance(module, nn.modules.lazy.LazyModuleMixin):
                entry.written_as = type(module).__name__
            entries.append(entry)
            if module._modules:
                children = [(name, m) for name, m in module._modules.items() if m is not None]
                stack += [(m, join(path, name), number) for name, m in reversed(children)]

    def _enter_found(self, found: Found, holder: int) -> None:
        if isinstance(found.thing, Tensor):
            self._tensors.append((holder, found))
        elif id(found.thing) not in self.numbers:
            path = join(self.entries[holder].path, found.name)
            self._register(found.thing, path, holder, registered=False)

    def _enter_constants(self) -> None:
        """Of the tensors found, those are constants that are not registered anywhere."""
        taken = set(self.owned) if self._tensors else set()
        for holder, (name, tensor) in self._tensors:
            if isinstance(tensor, Tensor) and id(tensor) not in taken:
                taken.add(id(tensor))
                self.entries[holder].constants.append((name, tensor))
        if self._tensors:
            del self.owned


def join(path: str, name: str) -> str:
    """The path of something inside the module at `path`."""
    return f"{path}.{name}" if path else name
