"""What carrying out a request leaves behind."""

from dataclasses import dataclass
from typing import Literal

from torch import nn

from inspector.report.model import Report

Lack = Literal["", "memory", "numbers"]
"""What a run failed for that another device has: memory, or numbers behind the shapes."""


@dataclass
class Outcome:
    """The report, the model for questions about its tensors, and what the run lacked."""

    report: Report
    model: nn.Module | None = None
    lack: Lack = ""
