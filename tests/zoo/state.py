"""All that a forward can change, written down to the bit."""

import random
from collections import deque
from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.parameter import is_lazy

State = dict[str, object]
"""What each place holds, such as ``model.linear.weight`` or ``random torch``."""

_REGISTRIES = ("_parameters", "_buffers", "_modules", "_non_persistent_buffers_set")


def state_of(model: nn.Module, inputs: tuple[Any, ...]) -> State:
    """The model with all it holds at any depth, the inputs, the random states and the modes."""
    state: State = {
        "random torch": torch.get_rng_state().numpy().tobytes(),
        "random python": random.getstate(),
        "random numpy": np.random.get_state()[1].tobytes(),
        "grad mode": torch.is_grad_enabled(),
        "inference mode": torch.is_inference_mode_enabled(),
        "default dtype": torch.get_default_dtype(),
        "default device": torch.get_default_device(),
        "autocast": torch.is_autocast_enabled("cpu"),
        "threads": torch.get_num_threads(),
        "modes": torch._C._len_torch_function_stack(),
        "call": (nn.Module.__call__, nn.Module._call_impl),
        "forward": [vars(type(module)).get("forward") for module in model.modules()],
        "fast path": torch.overrides.has_torch_function,
    }
    pending: list[tuple[str, object]] = [("inputs", inputs), ("model", model)]
    seen: set[int] = set()
    while pending:
        place, thing = pending.pop()
        state[place] = (type(thing), id(thing))
        if isinstance(thing, Tensor):
            state[f"{place} (tensor)"] = contents(thing)
            if thing.is_leaf and thing.grad is not None:
                pending.append((f"{place}.grad", thing.grad))
        elif isinstance(thing, (int, float, str, bytes, bool, complex)):
            state[place] = (type(thing), thing)
        elif id(thing) not in seen:
            seen.add(id(thing))
            pending += [(f"{place}.{name}", part) for name, part in parts(thing)]
    return state


def contents(tensor: Tensor) -> tuple[object, ...]:
    """Everything about a tensor except who holds it."""
    facts: tuple[object, ...] = (tensor.dtype, tensor.device, tensor.layout, is_lazy(tensor))
    facts += (tensor.requires_grad, tensor.is_leaf)
    hooks = list(tensor._backward_hooks or ())
    if is_lazy(tensor) or tensor.device.type == "meta":
        return (*facts, hooks)
    if tensor.layout is torch.sparse_coo:
        dense = tensor.detach().coalesce()
        return (*facts, dense.indices().tolist(), dense.values().tolist())
    values = tensor.detach()
    if values.is_quantized:
        values = values.int_repr()
    place = (tensor.data_ptr(), tensor.storage_offset(), tensor.stride(), tensor.shape)
    return (
        *facts,
        hooks,
        place,
        values.reshape(-1).contiguous().view(torch.uint8).numpy().tobytes(),
    )


def parts(thing: object) -> list[tuple[str, object]]:
    """What a module, a container or a plain object holds."""
    if isinstance(thing, Mapping):
        return [(repr(key), part) for key, part in thing.items()] + [("keys", str(list(thing)))]
    if isinstance(thing, (list, tuple, deque)):
        return [(str(index), part) for index, part in enumerate(thing)]
    if isinstance(thing, (set, frozenset)):
        return [("members", str(sorted(map(str, thing))))]
    if hasattr(thing, "__dict__") and not isinstance(thing, type):
        return list(vars(thing).items())
    return []


def difference(before: State, after: State) -> list[str]:
    """The places that hold something else."""
    places = [*before, *(place for place in after if place not in before)]
    return [place for place in places if before.get(place) != after.get(place)]
