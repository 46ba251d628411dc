"""One model of the zoo with the facts known about it, in a form that one test reads for all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import torch
from torch import nn

from inspector.engine.api import trace
from inspector.report.model import Report


@dataclass(frozen=True, kw_only=True)
class Specimen:
    """How to make a model and what to feed it; and what a report of it has to say.

    Facts that are left out are not claimed, except for lists that say "all": these are empty
    unless something is named.
    """

    name: str
    build: Callable[[], nn.Module]
    inputs: Callable[[], tuple[Any, ...]]
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    grad: bool = True
    """Whether it runs with gradients on."""

    parameters: int
    """Elements of all distinct registered parameters."""
    parameter_bytes: int | None = None
    """Memory of the parameters; without it four bytes for each."""
    modules: int
    """Distinct modules with the root, registered or not."""
    outputs: str
    """Shapes as ``2×10``, with a space between them."""
    calls: Mapping[str, int] = field(default_factory=dict)
    """How often modules are called, by path."""
    ops: str | None = None
    """Names of all ops in their order; an asterisk and a count repeat one: ``add*3 relu``."""
    tree: str | None = None
    """The calls as `tests.engine.drawn.call_tree` draws them."""
    edges: tuple[str, ...] = ()
    """Some of what `tests.engine.drawn.flow` says: ``producer → consumer``."""
    no_edges: tuple[str, ...] = ()
    """What would be wrong to say."""
    frames: tuple[str, ...] | None = ()
    """All loops as ``header × trips``, in the order in which they begin."""
    results: tuple[str, ...] = ()
    """All ops that return a Python value, as ``name = value``."""
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Other paths of modules that have more than one."""
    shared: Mapping[str, str] = field(default_factory=dict)
    """All parameters, buffers and constants that lie in memory of another, by ``path.name``."""
    constants: tuple[str, ...] = ()
    """All plain tensors kept as attributes, as ``path.name``."""
    hidden: tuple[str, ...] = ()
    """Paths of all modules that are not registered."""
    problems: tuple[str, ...] = ()
    """Code and module of all problems: ``unused-parameters experts.1``."""
    unknown: int = 0
    """Tensors that are read although nothing that is seen made or holds them."""

    def made(self) -> tuple[nn.Module, tuple[Any, ...]]:
        """The model and its inputs, the same at each call."""
        torch.manual_seed(0)
        return self.build(), self.inputs()

    @cached_property
    def report(self) -> Report:
        """The report of one trace of it."""
        model, inputs = self.made()
        with torch.set_grad_enabled(self.grad):
            return trace(model, *inputs, kwargs=self.kwargs, seed=1)
