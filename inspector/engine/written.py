"""Parameters into which a forward writes, and their gradients: kept as they were before."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from torch import Tensor, nn
from torch.nn.parameter import is_lazy

from inspector.engine.recorder.contents import tensors_in
from inspector.engine.recorder.values import storage_key

_BACKWARD = "backward"


class _Kept(NamedTuple):
    tensor: Tensor
    memory: Tensor
    """The same numbers as before under another object: the tensor may be given other memory."""
    copy: Tensor


class Written:
    """Copies a parameter right before the first write into it.

    All parameters would double the memory of a model, and hardly any forward writes into them.
    Writes are noticed by the name of the function; the only module of torch's that writes into
    its parameters, an embedding with `max_norm`, is copied at once.
    """

    def __init__(self, modules: Iterable[nn.Module]) -> None:
        self._tensors: dict[int, list[Tensor]] = {}
        """Parameters and gradients by their memory; filled when the first write comes."""
        self._modules = list(modules)
        self._kept: dict[int, _Kept] = {}
        for module in self._modules:
            if isinstance(module, (nn.Embedding, nn.EmbeddingBag)) and module.max_norm is not None:
                self._keep(module.weight)

    def before(self, name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> None:
        """Be told that a function that writes is about to run, or ``backward``."""
        if not self._tensors:
            self._find()
        if name == _BACKWARD:
            self._keep_gradients()
        for tensor in tensors_in((args, kwargs)):
            for owner in self._tensors.get(storage_key(tensor), ()):
                self._keep(owner)

    def restore(self) -> None:
        """Write back what was there."""
        for tensor, memory, copy in self._kept.values():
            if tensor.data_ptr() != memory.data_ptr() or tensor.shape != memory.shape:
                tensor.data = memory
            memory.copy_(copy)

    def _find(self) -> None:
        for module in self._modules:
            for parameter in module._parameters.values():
                if parameter is not None and not is_lazy(parameter):
                    self._find_one(parameter)
                    if parameter.grad is not None:
                        self._find_one(parameter.grad)

    def _find_one(self, tensor: Tensor) -> None:
        if key := storage_key(tensor):
            self._tensors.setdefault(key, []).append(tensor)

    def _keep_gradients(self) -> None:
        for tensors in list(self._tensors.values()):
            for tensor in tensors:
                if tensor.grad is not None:
                    self._keep(tensor.grad)

    def _keep(self, tensor: Tensor) -> None:
        if id(tensor) not in self._kept and tensor.device.type != "meta":
            memory = tensor.detach()
            with suppress(RuntimeError):  # of a layout that cannot be copied
                self._kept[id(tensor)] = _Kept(tensor, memory.data, memory.clone())
