"""Parameters copied just before a forward writes into them, to be put back afterwards."""

from functools import cached_property

from torch import Tensor, nn
from torch.nn.parameter import is_lazy

from inspector.engine.recorder.values import storage_key


class Originals:
    """The numbers of parameters as they were before something wrote into them.

    To copy all of them beforehand would take as much memory as the model, so a parameter is
    copied when `keep` is told that it is about to be written to.
    """

    def __init__(self, modules: list[nn.Module]) -> None:
        self._modules = modules
        self._kept: list[tuple[Tensor, Tensor, Tensor]] = []

    @cached_property
    def _by_memory(self) -> dict[int, list[Tensor]]:
        found: dict[int, list[Tensor]] = {}
        for module in self._modules:
            for parameter in module._parameters.values():
                if parameter is not None and not is_lazy(parameter):
                    found.setdefault(storage_key(parameter), []).append(parameter)
        found.pop(0, None)  # those without memory of the ordinary kind
        return found

    def keep(self, tensor: Tensor) -> None:
        """Copy the parameters that share memory with a tensor that is about to change."""
        for parameter in self._by_memory.pop(storage_key(tensor), ()):
            memory = parameter.data
            if memory.device.type != "meta":
                self._kept.append((parameter, memory, memory.clone()))

    def restore(self) -> None:
        """Put the numbers back, into the very memory they were in."""
        for parameter, memory, saved in self._kept:
            if parameter.data_ptr() != memory.data_ptr() or parameter.shape != memory.shape:
                parameter.data = memory
            memory.copy_(saved)
