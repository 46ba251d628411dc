"""A model exactly as it was: what a forward may change of it is put back afterwards."""

import random
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.parameter import is_lazy

from inspector.engine.containers import Containers
from inspector.engine.hooks import hooks_of
from inspector.engine.originals import Originals, is_same_memory, overwrite
from inspector.engine.recorder.contents import tensors_in
from inspector.engine.recorder.recorder import BeforeWrite
from inspector.engine.recorder.structure import Structure
from inspector.engine.recorder.values import version

_REGISTRIES = ("_parameters", "_buffers", "_modules")
_Registry = dict[str, Any]
_EMPTY: _Registry = {}
_Content = tuple[Tensor, int, Tensor, Tensor, bool]
"""A tensor, its version, its memory under another name, a copy, and whether it needed gradients."""
_Saved = tuple[nn.Module, type, _Registry, list[tuple[_Registry, _Registry]]]


class Preservation:
    """What will be as it was before."""

    def __init__(self, originals: Originals, restored: ExitStack) -> None:
        self.keep: BeforeWrite = originals.keep
        """To be told of each tensor that is about to be changed in place."""
        self._restored = restored

    def leave_changes(self) -> None:
        """Let everything stay as it is now, after all."""
        self._restored.pop_all()


@contextmanager
def preserved(structure: Structure, inputs: object) -> Iterator[Preservation]:
    """Restore buffers, constants, inputs, attributes, gradients, hooks, modes and random states.

    Lazy modules are lazy again. Parameters get their numbers back if what is yielded is told
    before they are written to.
    """
    owned = [tensor for entry in structure.entries for _, tensor in entry.buffers]
    owned += [tensor for entry in structure.entries for _, tensor in entry.constants]
    modules = [entry.module for entry in structure.entries]
    containers = Containers([*structure.loose, inputs])
    owned += containers.tensors
    with ExitStack() as restored:
        restored.callback(_modes())
        restored.callback(_restore_random, _random_states())
        restored.callback(_restore_contents, _contents([*owned, *tensors_in(inputs)]))
        restored.callback(_restore_modules, [_attributes(module) for module in modules])
        restored.callback(_restore_parameters, _parameters(modules))
        restored.callback(_restore_lazy, _lazy_tensors(modules))
        restored.callback(containers.restore)
        restored.callback(hooks_of(modules))
        originals = Originals(modules)
        restored.callback(originals.restore)
        yield Preservation(originals, restored)


def _modes() -> Callable[[], None]:
    """Whether there are gradients, and of which type and on which device new tensors are."""
    enabled, dtype = torch.is_grad_enabled(), torch.get_default_dtype()
    context = _device_context()

    def restore() -> None:
        torch.set_grad_enabled(enabled)
        torch.set_default_dtype(dtype)
        if _device_context() is not context:
            torch.set_default_device(None if context is None else context.device)

    return restore


def _device_context() -> Any:
    """What `torch.set_default_device` has put on; None if it was not called."""
    return getattr(torch._GLOBAL_DEVICE_CONTEXT, "device_context", None)


def _random_states() -> tuple[Any, ...]:
    numpy = sys.modules.get("numpy.random")
    cuda = torch.cuda.is_initialized()  # type: ignore[no-untyped-call]
    return (
        torch.get_rng_state(),
        random.getstate(),
        None if numpy is None else numpy.get_state(),
        torch.cuda.get_rng_state_all() if cuda else None,
    )


def _restore_random(states: tuple[Any, ...]) -> None:
    cpu, python, numpy, cuda = states
    torch.set_rng_state(cpu)
    random.setstate(python)
    if numpy is not None:
        sys.modules["numpy.random"].set_state(numpy)
    if cuda is not None:
        torch.cuda.set_rng_state_all(cuda)


def _contents(tensors: list[Tensor]) -> list[_Content]:
    return [
        (
            tensor,
            version(tensor),
            (memory := tensor.detach()),
            memory.clone(),
            tensor.requires_grad,
        )
        for tensor in {id(tensor): tensor for tensor in tensors}.values()
        if not is_lazy(tensor) and tensor.device.type != "meta"
    ]


def _restore_contents(contents: list[_Content]) -> None:
    for tensor, before, memory, saved, needed_grad in contents:
        if tensor.requires_grad and not needed_grad:  # something that does was written into it
            with suppress(RuntimeError):  # a view cannot be detached
                tensor.detach_()
        if tensor.is_nested:
            if version(tensor) != before:
                overwrite(tensor.detach(), saved)
            continue
        if not is_same_memory(tensor, memory):  # it was given other memory: x.data = y
            tensor.data = memory
        if version(tensor) != before or not _is_equal(memory, saved):
            overwrite(memory.data, saved)


def _is_equal(tensor: Tensor, saved: Tensor) -> bool:
    """False where torch has no comparison, as for sparse tensors."""
    return tensor.layout is torch.strided and torch.equal(tensor, saved)


def _attributes(module: nn.Module) -> _Saved:
    attributes, registries = module.__dict__, []
    for name in _REGISTRIES:
        registry = attributes.get(name)
        if isinstance(registry, dict):
            registries.append((registry, registry.copy() if registry else _EMPTY))
    return module, type(module), attributes.copy(), registries


def _restore_modules(saved: list[_Saved]) -> None:
    for module, kind, attributes, registries in saved:
        if type(module) is not kind:
            module.__class__ = kind
        if not _is_same(module.__dict__, attributes):
            _put_back(module.__dict__, attributes)
        for now, before in registries:
            if (now or before) and not (_is_same(now, before) and [*now] == [*before]):
                _put_back(now, before)


def _is_same(now: _Registry, before: _Registry) -> bool:
    """Whether the values are the same objects, or at least equal."""
    try:
        return now == before
    except Exception:  # noqa: BLE001 (tensors refuse to be compared, and users may raise anything)
        return False


def _put_back(now: _Registry, before: _Registry) -> None:
    now.clear()
    now.update(before)


def _lazy_tensors(modules: list[nn.Module]) -> list[tuple[Tensor, type]]:
    return [
        (tensor, type(tensor))
        for module in modules
        if isinstance(module, nn.modules.lazy.LazyModuleMixin)
        for tensor in (*module._parameters.values(), *module._buffers.values())
        if tensor is not None and is_lazy(tensor)
    ]


def _restore_lazy(saved: list[tuple[Tensor, type]]) -> None:
    for tensor, kind in saved:
        if type(tensor) is not kind:
            tensor.data = torch.empty(0, dtype=tensor.dtype, device=tensor.device)
            tensor.__class__ = kind


def _parameters(modules: list[nn.Module]) -> list[tuple[Tensor, bool, Tensor | None]]:
    return [
        (parameter, parameter.requires_grad, parameter.grad)
        for module in modules
        for parameter in module._parameters.values()
        if parameter is not None
    ]


def _restore_parameters(saved: list[tuple[Tensor, bool, Tensor | None]]) -> None:
    for parameter, requires_grad, grad in saved:
        if parameter.requires_grad is not requires_grad:
            parameter.requires_grad_(requires_grad)
        if parameter.grad is not grad:
            parameter.grad = grad
