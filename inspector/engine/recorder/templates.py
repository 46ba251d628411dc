"""What one call of a module left in the record, in terms of the module and its arguments."""

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch.utils._pytree import TreeSpec

from inspector.engine.recorder.events import Arguments
from inspector.engine.recorder.kept import Kept
from inspector.engine.recorder.sites import Chain


class Step(NamedTuple):
    """An event; modules and values by their position among those of the template."""

    parent: int
    module: int
    function: Callable[..., object] | None
    chain: Chain
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    arguments: Arguments | None
    result: object
    nanoseconds: int
    is_mark: bool


class Made(NamedTuple):
    """A value that came into being inside."""

    event: int
    shape: tuple[int, ...]
    dtype: torch.dtype
    device: torch.device
    new_bytes: int
    strides: tuple[int, ...] | None


class Output(NamedTuple):
    """A returned tensor: an argument, a view of one, or one on new memory."""

    value: int
    """Its position among the values; -1 if nothing recorded has made it."""
    argument: int = -1
    """The argument that it is or that it looks into; -1 for new memory."""
    memory: int = 0
    """A number for its memory; 0 for an argument as it came."""
    elements: int = 0
    is_whole: bool = False
    """Whether it is all of its new memory, from the first element to the last."""
    size: tuple[int, ...] = ()
    stride: tuple[int, ...] = ()
    offset: int = 0
    dtype: torch.dtype = torch.float32
    requires_grad: bool = False

    @property
    def is_result(self) -> bool:
        """Whether gradients go from it, on its own memory, through what was done inside."""
        return self.requires_grad and self.argument < 0


class Template(NamedTuple):
    """The steps, the values in the order of their making, and what is returned."""

    first: int
    """The event of the first step."""
    steps: list[Step]
    values: list[int | Made]
    """After those of the arguments: the position of a tensor of the module, or what was made."""
    outputs: list[object]
    """Of each leaf of what is returned, how to make it, or the plain thing itself."""
    nest: TreeSpec
    """How these leaves hang together."""
    kept: Kept
