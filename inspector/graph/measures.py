"""What the nodes of the picture can be colored by, and how each amount is said."""

from collections.abc import Callable
from enum import StrEnum

from inspector.report.units import compact, duration, flops, size


class Measure(StrEnum):
    """What a color tells of a node."""

    KIND = "kind"
    PARAMETERS = "parameters"
    FLOPS = "flops"
    TIME = "time"
    MEMORY = "memory"
    DTYPE = "dtype"


TITLES = {
    Measure.KIND: "Kind",
    Measure.PARAMETERS: "Parameters",
    Measure.FLOPS: "FLOPs",
    Measure.TIME: "Time",
    Measure.MEMORY: "Activation Memory",
    Measure.DTYPE: "Dtype",
}
MEANINGS = {
    Measure.PARAMETERS: "of a module and all below it; shared ones count once in the total",
    Measure.FLOPS: "of all trips of a loop; a multiply-add counts two",
    Measure.TIME: "of all trips of a loop, on this machine, in one run",
    Measure.MEMORY: "of what is returned; views and changes in place take nothing",
    Measure.DTYPE: "of what is returned",
}
"""What exactly an amount is of."""


def short_text(measure: Measure, amount: float) -> str:
    """An amount on a node: ``2.4 M`` of anything that is counted, ``1.2 ms``, ``784 kB``."""
    return _SHORT[measure](amount)


def full_text(measure: Measure, amount: float) -> str:
    """An amount where nothing around it says what it is of: ``2.4 MFLOP``."""
    return _FULL[measure](amount)


def _duration(seconds: float) -> str:
    return duration(seconds) if seconds > 0 else "0 s"


_SHORT: dict[Measure, Callable[[float], str]] = {
    Measure.PARAMETERS: lambda amount: compact(round(amount)),
    Measure.FLOPS: lambda amount: compact(round(amount)),
    Measure.TIME: _duration,
    Measure.MEMORY: lambda amount: size(round(amount)).replace(" bytes", " B"),
}
_FULL: dict[Measure, Callable[[float], str]] = {
    **_SHORT,
    Measure.PARAMETERS: lambda amount: f"{round(amount):,} parameters",
    Measure.FLOPS: lambda amount: flops(round(amount)),
    Measure.MEMORY: lambda amount: size(round(amount)),
}
