"""Whether the record of a model is faithful, found by holding the traced run against plain ones."""

import functools
import gc
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import Any

import torch
from torch import Tensor, nn

from inspector.engine.api import trace
from inspector.engine.recorder.contents import tensors_in
from inspector.report.model import Report


@dataclass(frozen=True)
class Fidelity:
    """What one model showed; every field but the first three is a deviation if it is not empty."""

    parameters: int
    calls: int
    tensors: int
    failure: str = ""
    incomplete: str = ""
    """What the record says is missing from it."""
    outputs: str = ""
    """Which outputs differ between the traced and the plain run."""
    unknown: str = ""
    """Tensors that were read and whose origin the record does not know."""
    miscounted: str = ""
    changed: str = ""
    """What of the model's state the trace left otherwise than it was."""
    alive: str = ""
    """Tensors that live on after the trace and did not live before."""

    @property
    def deviations(self) -> list[str]:
        """What is wrong, in words; empty for a faithful record."""
        texts = [getattr(self, field.name) for field in fields(self)[3:]]
        return [text for text in texts if text]


def fidelity(model: nn.Module, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Fidelity:
    """Trace the model, then run it plainly twice; all three from the same random state.

    An output in which already the two plain runs differ is not held against the trace.
    """
    package = type(model).__module__.partition(".")[0]
    before, hooks = _state(model), _hooks(model)
    _empty_function_caches(package)
    with _outputs_of(model) as kept:
        _seed()
        lived = _living()
        report = trace(model, args, kwargs=kwargs)
    _empty_function_caches(package)
    own = len(_living() - lived - set(map(id, kept)))
    after = _state(model)
    changed = [name for name in before if not _same(before[name], after.get(name))]
    if _hooks(model) != hooks:
        changed.append("hooks")
    plain = [_run(model, args, kwargs) for _ in range(2)]
    counted = sum(parameter.numel() for parameter in model.parameters())
    return Fidelity(
        counted,
        len(report.calls),
        len(report.tensors),
        report.failure.message if report.failure is not None else "",
        next((p.message for p in report.problems if p.code == "record-incomplete"), ""),
        _different(kept, *plain),
        ", ".join(unknown(report)[:4]),
        "" if report.totals.parameters == counted else f"{report.totals.parameters} ≠ {counted}",
        ", ".join(changed[:4]),
        f"{own} tensors live on" if own else "",
    )


def unknown(report: Report) -> list[str]:
    """What read a tensor that neither an event made nor the model or its input holds."""
    held = {constant.tensor for module in report.modules for constant in module.constants}
    strange = {
        tensor.id
        for tensor in report.tensors
        if tensor.role == "constant" and tensor.id not in held
    }
    return [
        f"{call.name} in {_holder(report, call.parent)}"
        for call in report.calls
        if not strange.isdisjoint(call.inputs)
    ]


def _holder(report: Report, parent: int | None) -> str:
    calls = {call.id: call for call in report.calls}
    while parent is not None and calls[parent].module is None:
        parent = calls[parent].parent
    return "the input" if parent is None else str(calls[parent].module or "the root")


@contextmanager
def _outputs_of(model: nn.Module) -> Iterator[list[Tensor]]:
    """Copies of the tensors that the model returns, made where no recorder sees it."""
    kept: list[Tensor] = []

    def keep(module: nn.Module, args: object, output: object) -> None:
        with torch._C.DisableTorchFunction():
            kept[:] = [tensor.detach().clone() for tensor in tensors_in(output)]

    hook = model.register_forward_hook(keep)
    try:
        yield kept
    finally:
        hook.remove()


def _empty_function_caches(package: str) -> None:
    """As in a new process: what an earlier run left there has no producer in this one."""
    for each in gc.get_objects():
        if isinstance(each, functools._lru_cache_wrapper) and each.__module__.startswith(package):
            each.cache_clear()


def _run(model: nn.Module, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> list[Tensor]:
    _seed()
    return [tensor.detach().clone() for tensor in tensors_in(model(*args, **kwargs))]


def _seed() -> None:
    torch.manual_seed(0)
    random.seed(0)


def _state(model: nn.Module) -> dict[str, Tensor]:
    named = (*model.named_parameters(), *model.named_buffers())
    return {name: tensor.detach().clone() for name, tensor in named}


def _hooks(model: nn.Module) -> list[int]:
    return [
        len(module._forward_hooks) + len(module._forward_pre_hooks) for module in model.modules()
    ]


def _living() -> set[int]:
    """The tensors that this process holds, by their ids."""
    gc.collect()
    return {id(each) for each in gc.get_objects() if issubclass(type(each), Tensor)}


def _different(traced: list[Tensor], plain: list[Tensor], again: list[Tensor]) -> str:
    if len(traced) != len(plain):
        return f"{len(traced)} outputs instead of {len(plain)}"
    different = [
        number
        for number, (one, other, third) in enumerate(zip(traced, plain, again, strict=True))
        if not _same(one, other) and _same(other, third)
    ]
    return f"outputs {different} of {len(plain)}" if different else ""


def _same(one: Tensor, other: Tensor | None) -> bool:
    """Bit for bit, NaN for NaN."""
    if other is None or one.shape != other.shape or one.dtype != other.dtype:
        return False
    if one.layout is not torch.strided:
        one, other = one.to_dense(), other.to_dense()
    bits, others = (each.contiguous().view(-1).view(torch.uint8) for each in (one, other))
    return torch.equal(bits, others)
