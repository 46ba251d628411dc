"""Statistics of one parameter, buffer or constant."""

import math

import torch
from torch import Tensor, nn
from torch.nn.parameter import is_lazy

from inspector.engine.recorder.structure import Structure
from inspector.protocol.messages import Describe, Histogram

BINS = 32
MOST_ELEMENTS = 1_000_000
"""Of a larger tensor every n-th element is taken."""


def describe(model: nn.Module | None, request: Describe) -> Histogram:
    """The histogram of the finite values of a tensor, or the reason why there is none."""
    unknown = Histogram(request.id, request.module, request.name)
    if model is None:
        return _without(unknown, "No model has run yet.")
    tensor = _find(model, request.module, request.name)
    if tensor is None:
        return _without(unknown, f"There is no tensor `{request.name}` in `{request.module}`.")
    if is_lazy(tensor):
        return _without(unknown, "It has no values before the module is called for the first time.")
    if tensor.numel() == 0 or tensor.device.type == "meta":
        return _without(unknown, "It has no elements.")
    return histogram(tensor, request)


def histogram(tensor: Tensor, request: Describe) -> Histogram:
    """Counts in 32 equal bins from the least to the greatest finite value; mean and deviation."""
    with torch.no_grad():
        values = _as_numbers(tensor)
        values = values[:: math.ceil(values.numel() / MOST_ELEMENTS)]
        finite = values[values.isfinite()]
        nan = int(values.isnan().sum())
        infinite = values.numel() - finite.numel() - nan
        low = high = mean = std = 0.0
        counts: list[int] = [0] * BINS
        if finite.numel():
            least, greatest = torch.aminmax(finite)
            low, high = float(least), float(greatest)
            mean, std = float(finite.mean()), float(finite.std(correction=0))
            top = high if high > low else low + 1.0
            counts = torch.histc(finite, BINS, low, top).long().tolist()
    return Histogram(
        request.id,
        request.module,
        request.name,
        tuple(counts),
        low,
        high,
        mean,
        std,
        nan,
        infinite,
    )


def _as_numbers(tensor: Tensor) -> Tensor:
    """All elements in one row as floats; of complex numbers their magnitude."""
    values = tensor.detach().reshape(-1)
    if values.is_complex():
        values = values.abs()
    return values.to("cpu", torch.float64 if values.dtype == torch.float64 else torch.float32)


def _find(model: nn.Module, path: str, name: str) -> Tensor | None:
    for entry in Structure(model).entries:
        if entry.path == path:
            owned = [*entry.module._parameters.items(), *entry.buffers, *entry.constants]
            return next((tensor for key, tensor in owned if key == name), None)
    return None


def _without(histogram: Histogram, reason: str) -> Histogram:
    return Histogram(histogram.id, histogram.module, histogram.name, error=reason)
