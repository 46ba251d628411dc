"""The meta device: a file is executed on shapes alone, so that nothing is too large for it."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any

import torch
import torch.fx.experimental._config as config
from torch import Tensor, nn
from torch.utils._device import DeviceContext, _device_constructors

from inspector.engine.script.answers import META, Answers, is_meta

_INITIALIZERS = tuple(name for name in vars(nn.init) if re.fullmatch("[a-z][a-z_]*_", name))
_CONSTRUCTORS = _device_constructors()


class MetaDevice(DeviceContext):
    """``torch.device("meta")`` that has answers for what asks for numbers."""

    def __init__(self) -> None:
        super().__init__(META)
        self.answers = Answers()

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: object,
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        kwargs = kwargs or {}
        if func in _CONSTRUCTORS and kwargs.get("device") is None:
            kwargs = {**kwargs, "device": self.device}
        return self.answers.to(func, args, kwargs)


@contextmanager
def executed_on(device: str) -> Iterator[MetaDevice | None]:
    """On the meta device every tensor is made there; other devices are chosen afterwards.

    A default device that the file itself sets has no effect there.
    """
    if device != META:
        yield None
        return
    mode, selects_all = MetaDevice(), config.patch(meta_nonzero_assume_all_nonzero=True)  # type: ignore[attr-defined]
    set_default_device = torch.set_default_device
    with mode, selects_all, _uninitialized():
        torch.set_default_device = _stay
        try:
            yield mode
        finally:
            torch.set_default_device = set_default_device
            mode.answers.forget_frame()


def _stay(device: object) -> None:
    """Stands for `torch.set_default_device`."""


@contextmanager
def _uninitialized() -> Iterator[None]:
    """Let the functions of torch.nn.init pass over tensors that have nothing to initialize."""

    def passing(initialize: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(initialize)
        def initialize_numbers(tensor: Tensor, *args: Any, **kwargs: Any) -> Any:
            if tensor.device.type == META:
                return tensor
            return initialize(tensor, *args, **kwargs)

        return initialize_numbers

    before = {name: getattr(nn.init, name) for name in _INITIALIZERS}
    for name, initialize in before.items():
        setattr(nn.init, name, passing(initialize))
    try:
        yield
    finally:
        for name, initialize in before.items():
            setattr(nn.init, name, initialize)


def move(model: nn.Module, device: str) -> None:
    """Put parameters and buffers on the device; those that are there already are not touched."""
    if device == META:
        with torch._C.DisableTorchFunction():
            if all(map(is_meta, _tensors_of(model))):
                return
    if device != "cpu":
        model.to(device)


def _tensors_of(model: nn.Module) -> Iterator[Tensor]:
    stack, seen = [model], {id(model)}
    while stack:
        module = stack.pop()
        for tensor in (*module._parameters.values(), *module._buffers.values()):
            if tensor is not None:
                yield tensor
        for child in module._modules.values():
            if child is not None and id(child) not in seen:
                seen.add(id(child))
                stack.append(child)
