"""Compose PyTorch models by drag and drop, see them live, take them home as Python.

import inspector
report = inspector.trace(model, X)
print(report.summary())
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from torch import nn

    from inspector.report.comparison import Comparison
    from inspector.report.traced import TraceReport

__version__ = "0.1.0"
__all__ = ["Comparison", "TraceReport", "__version__", "trace"]


def trace(
    model: "nn.Module",
    *inputs: Any,
    kwargs: Mapping[str, Any] | None = None,
    seed: int | None = None,
    aten: bool = False,
) -> "TraceReport":
    """Run a model once on these inputs and report what happened; the model is not changed by it.

    A tuple as the only input means several: ``trace(model, (ids, mask), kwargs={...})``. With a
    `seed`, torch's random numbers in the forward begin there. With `aten` each call tells which
    ATen operations it ran. What the forward raises becomes the report's failure. Raises
    TypeError if `model` is no module.
    """
    from inspector.engine.api import trace as run  # torch, only when it is needed
    from inspector.report.traced import TraceReport

    return TraceReport.of(run(model, *inputs, kwargs=kwargs, seed=seed, aten=aten))


def __getattr__(name: str) -> Any:
    """The classes that are handed out, imported when they are asked for."""
    if name == "TraceReport":
        from inspector.report.traced import TraceReport

        return TraceReport
    if name == "Comparison":
        from inspector.report.comparison import Comparison

        return Comparison
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
