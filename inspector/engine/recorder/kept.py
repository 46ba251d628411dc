"""What a call keeps in memory for the backward pass, and a stand-in that keeps as much."""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.autograd.graph import Node

from inspector.engine.recorder.alive import Alive
from inspector.engine.recorder.values import storage_key

Flagged = list[tuple[Tensor, bool]]
"""Tensors, and whether gradients reach them."""


class Kept(NamedTuple):
    """The memory of activations around one call, in bytes more than before it."""

    peak: int
    """The most at one time."""
    bytes: int
    """What gradients will need of what was made inside, apart from what was returned."""
    arguments: tuple[int, ...]
    """Which arguments they will need."""


def arguments_kept(outputs: list[Tensor], arguments: list[Tensor]) -> tuple[int, ...]:
    """The arguments whose memory the backward pass from these outputs will need."""
    memories = [storage_key(tensor) for tensor in arguments]
    ends = {tensor.grad_fn for tensor in arguments}
    stack = [tensor.grad_fn for tensor in outputs]
    seen: set[Node | None] = {None, *ends}
    saved: set[int] = set()
    while stack:
        node = stack.pop()
        if node is None or node in seen:
            continue
        seen.add(node)
        for name in _names_of_saved(type(node)):
            value = getattr(node, name)
            parts = value if isinstance(value, (tuple, list)) else (value,)
            saved.update(storage_key(part) for part in parts if isinstance(part, Tensor))
        stack += [following for following, _ in node.next_functions]
    return tuple(i for i, memory in enumerate(memories) if memory in saved)


@cache
def _names_of_saved(kind: type) -> tuple[str, ...]:
    names = (name for name in dir(kind) if name.startswith("_saved_"))
    return (*names, *(("saved_tensors",) if hasattr(kind, "saved_tensors") else ()))


def made_keeping(
    make: Callable[[], Flagged], kept: Kept, arguments: list[Tensor], alive: Alive
) -> tuple[Tensor, ...]:
    """New tensors as results of a graph that keeps what `kept` says, where gradients reach them."""
    ballast = torch.empty(kept.bytes, dtype=torch.uint8, device="meta")
    if kept.bytes:
        alive.add(ballast)
    begin = torch.empty(0, device="meta", requires_grad=True)
    held = [ballast, *[arguments[i] for i in kept.arguments]]
    made: tuple[Tensor, ...] = _Standing.apply(begin, make, held, *arguments)  # type: ignore[no-untyped-call]
    return made


class _Standing(torch.autograd.Function):
    """Stands in the graph where the operations of a call would be."""

    @staticmethod
    def forward(
        ctx: Any, begin: Tensor, make: Callable[[], Flagged], held: list[Tensor],
        *arguments: Tensor,
    ) -> tuple[Tensor, ...]:  # fmt: skip
        ctx.save_for_backward(*held)
        made = make()
        ctx.mark_non_differentiable(*[tensor for tensor, reached in made if not reached])
        return tuple([tensor for tensor, _ in made])

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> Any:
        raise RuntimeError("There are no gradients of a call that was written down, not run.")
