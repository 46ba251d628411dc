"""Parameters and gradients, copied just before a forward writes into them, to be put back."""

from functools import cached_property

import torch
from torch import Tensor, nn
from torch.nn.parameter import is_lazy

from inspector.engine.recorder.values import storage_key


class Originals:
    """The numbers of parameters as they were before something wrote into them.

    To copy all of them beforehand would take as much memory as the model, so a parameter is
    copied when `keep` is told that it is about to be written to. The only module of torch's that
    writes into its parameter unheard, an embedding with `max_norm`, is copied at once.
    """

    def __init__(self, modules: list[nn.Module]) -> None:
        self._modules = modules
        self._kept: list[tuple[Tensor, Tensor, Tensor]] = []
        for module in modules:
            if isinstance(module, (nn.Embedding, nn.EmbeddingBag)) and module.max_norm is not None:
                self.keep(module.weight)

    @cached_property
    def _by_memory(self) -> dict[int, list[Tensor]]:
        found: dict[int, list[Tensor]] = {}
        for module in self._modules:
            for parameter in module._parameters.values():
                if parameter is not None and not is_lazy(parameter):
                    found.setdefault(storage_key(parameter), []).append(parameter)
                    if parameter.grad is not None:
                        found.setdefault(storage_key(parameter.grad), []).append(parameter.grad)
        found.pop(0, None)  # those without memory of the ordinary kind
        return found

    def keep(self, tensor: Tensor) -> None:
        """Copy what shares memory with a tensor that is about to change."""
        for parameter in self._by_memory.pop(storage_key(tensor), ()):
            memory = parameter.data
            if memory.device.type != "meta":
                self._kept.append((parameter, memory, memory.clone()))

    def restore(self) -> None:
        """Put the numbers back, into the very memory they were in."""
        for parameter, memory, saved in self._kept:
            if not is_same_memory(parameter, memory):
                parameter.data = memory
            overwrite(memory, saved)


def is_same_memory(one: Tensor, other: Tensor) -> bool:
    """Whether two tensors are the same numbers in the same places."""
    if one.shape != other.shape or one.dtype != other.dtype or one.layout != other.layout:
        return False
    if one.layout != torch.strided:
        return True
    return one.data_ptr() == other.data_ptr() and one.stride() == other.stride()


def overwrite(tensor: Tensor, saved: Tensor) -> None:
    """Write into a tensor, also into one of those that torch protects outside inference mode."""
    if tensor.is_inference():
        with torch.inference_mode():
            tensor.copy_(saved)
    else:
        tensor.copy_(saved)
