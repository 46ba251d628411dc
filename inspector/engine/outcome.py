"""How a request is attempted, and what that leaves behind."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from torch import nn

from inspector.engine.script.guard import MemoryGuard
from inspector.report.model import Report

Lack = Literal["", "memory", "numbers", "every call"]
"""What a run failed for that another would have: memory, numbers behind the shapes, or calls that
were only written down from those of identical blocks."""


class Way(NamedTuple):
    """How to run: under a guard of the memory, and whether identical blocks run once."""

    guard: MemoryGuard | None = None
    once: bool = False


@dataclass
class Outcome:
    """The report, the model for questions about its tensors, and what the run lacked."""

    report: Report
    model: nn.Module | None = None
    lack: Lack = ""
