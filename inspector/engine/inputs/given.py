"""The input that a text gives as its ``X``."""

import inspect
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from torch import Tensor, nn
from torch.utils._pytree import tree_map_only

from inspector.engine.inputs.sketch import Path


class ModelInput(NamedTuple):
    """Arguments of the forward."""

    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    parts: Mapping[Path, Any] = MappingProxyType({})
    """What was made of each leaf, where a draft was."""


class InputError(Exception):
    """The input asked for cannot be made; the message says why."""

    def __init__(self, explanation: str, hint: str) -> None:
        super().__init__(explanation)
        self.explanation = explanation
        self.hint = hint


def as_arguments(model: nn.Module, given: object) -> ModelInput:
    """A tuple or list is several inputs; a dict gives them by name."""
    if isinstance(given, tuple) and not hasattr(given, "_fields"):
        return ModelInput(given, {})
    if isinstance(given, list) and all(isinstance(part, Tensor) for part in given):
        return ModelInput(tuple(given), {})
    if isinstance(given, dict) and _accepts(model, given):
        return ModelInput((), given)
    return ModelInput((given,), {})


def to_device(given: ModelInput, device: str) -> ModelInput:
    """The input with its tensors on the device."""
    if device == "cpu":
        return given
    args, kwargs = tree_map_only(Tensor, lambda t: t.to(device), (given.args, dict(given.kwargs)))
    return given._replace(args=args, kwargs=kwargs)


def _accepts(model: nn.Module, given: Mapping[object, object]) -> bool:
    """Whether the forward has parameters with the names of these keys."""
    try:
        inspect.signature(model.forward).bind(**given)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    return True
