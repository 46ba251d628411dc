"""Explanations for results that do not fit into memory: how large they would have been."""

import re
from typing import Any

import torch
from torch import Tensor

from inspector.engine.explain.operands import arguments
from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.memory import free_memory
from inspector.engine.recorder.contents import TENSOR, Word, tensors_in
from inspector.engine.recorder.events import Event
from inspector.report.units import size

_TRIED = re.compile(r"you tried to allocate (\d+) bytes")
_TRIED_ON_GPU = re.compile(r"Tried to allocate ([\d.]+ \w+).*?of which ([\d.]+ \w+) is free")
_HINT = "Make it smaller: the sizes multiply. With --device meta no numbers are computed."


def explain_memory(scene: Scene, event: Event) -> Explanation | None:
    """A module or a function whose result was refused by the system or by the GPU."""
    if found := _TRIED.search(scene.message):
        needed, free = size(int(found[1])), size(free_memory())
    elif found := _TRIED_ON_GPU.search(scene.message):
        needed, free = found[1], found[2]
    else:
        return None
    shapes = " and ".join(str(scene.shape(value)) for value in event.inputs)
    results = _result_shapes(scene, event)
    made = f" for a result of shape {' and '.join(map(str, results))}" if results else ""
    text = f"{scene.label(event)} on {shapes or 'nothing'} needs {needed} at once{made}; "
    return Explanation(f"{text}{free} are free.", scene.fixes(), _HINT)


def _result_shapes(scene: Scene, event: Event) -> list[tuple[int, ...]]:
    """The shapes of what the event would have returned, from a run on the meta device."""
    if scene.is_in_users_code(event):
        return []
    tensors = iter([_on_meta(scene, value) for value in event.inputs])
    positional, named = arguments(event)
    if event.arguments is None:
        positional = (TENSOR,) * len(event.inputs)
    try:
        args = [_filled(each, tensors) for each in positional]
        kwargs = {name: _filled(each, tensors) for name, each in named.items()}
        with torch.no_grad():
            output = _run(scene, event, args, kwargs)
    except Exception:  # noqa: BLE001 (not every function runs on meta; the size is known anyway)
        return []
    return [tuple(tensor.shape) for tensor in tensors_in(output)]


def _run(scene: Scene, event: Event, args: list[Any], kwargs: dict[str, Any]) -> object:
    module = scene.module(event)
    if module is None:
        assert event.function is not None
        return event.function(*args, **kwargs)
    own = {
        name: torch.empty_like(tensor, device="meta")
        for name, tensor in (*module.named_parameters(), *module.named_buffers())
    }
    return torch.func.functional_call(module, own, tuple(args), kwargs)


def _on_meta(scene: Scene, value: int) -> Tensor:
    recorded = scene.value(value)
    return torch.empty(recorded.shape, dtype=recorded.dtype, device="meta")


def _filled(argument: object, tensors: Any) -> object:
    """An argument as it was, with a tensor where a word stands for one."""
    if argument is TENSOR:
        return next(tensors)
    if isinstance(argument, Word):
        raise ValueError(argument)
    if isinstance(argument, (tuple, list)):
        return type(argument)([_filled(each, tensors) for each in argument])
    return argument
