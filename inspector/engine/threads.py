"""How many threads a forward gets: a small model is slower on several than on one."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch.nn.parameter import is_lazy

from inspector.engine.recorder.structure import Structure

_LARGE = 1_000_000
"""Parameters from which on several threads pay off."""


@contextmanager
def fitting_threads(structure: Structure) -> Iterator[None]:
    """One thread while a small model runs; for a large one, as many as there were."""
    parameters = (
        parameter.numel()
        for entry in structure.entries
        for parameter in entry.module._parameters.values()
        if parameter is not None and not is_lazy(parameter)
    )
    before = torch.get_num_threads()
    if before == 1 or sum(parameters) >= _LARGE:
        yield
        return
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)
