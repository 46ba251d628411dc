"""Transformers too large for any memory here, on the meta device: time and memory to a report.

Run by hand: ``python -m tests.benchmarks.huge``. Medians of warm runs in one process on one
thread, in turn with what they are compared to. `report` is all of `trace_file`: the text executed,
the model built, traced and described; of it, `build` is to execute the text and `record` the
forward with everything in it. `forward` is a plain one on the meta device. torchinfo and torchview
are measured where they are installed; they get a model that is already built, and are compared to
the report without its build.
"""

import importlib
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import torch
from torch import Tensor, nn

from inspector.engine.api import trace_file
from inspector.engine.calm import calm_collection
from inspector.engine.recorder.record import record
from inspector.engine.recorder.repeats import repeats_recognized
from inspector.engine.recorder.structure import Structure
from inspector.engine.script.meta import executed_on
from inspector.report.model import Report

TEXT = (Path(__file__).parent / "transformer.py").read_text()
SMALL = "2, 64, 4, 2, 128, 100"
SIZES = {
    "7B": "32, 4096, 32, 32, 11008, 32000",
    "70B": "80, 8192, 64, 8, 28672, 128256",
    "405B": "126, 16384, 128, 8, 53248, 128256",
}
_MEMORY = """
import sys, torch
def peak():
    lines = open("/proc/self/status").read().splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM"))
before = peak()
from inspector.engine.api import trace_file
report = trace_file(sys.stdin.read(), device="meta")
print(peak() - before)
"""


def text_of(size: str) -> str:
    """The user's file, with these sizes."""
    return TEXT.replace(SMALL, SIZES[size])


def report(size: str) -> Report:
    return trace_file(text_of(size), device="meta")


def built(size: str) -> tuple[nn.Module, Tensor]:
    names: dict[str, object] = {"__name__": "model"}
    with executed_on("meta"):
        exec(compile(text_of(size), "<model>", "exec"), names)
    return names["model"], names["X"]  # type: ignore[return-value]


def recorded(model: nn.Module, X: Tensor) -> None:
    with calm_collection(), executed_on("meta"):
        record(model, (X,), {}, Structure(model), around=repeats_recognized)


def forward(model: nn.Module, X: Tensor) -> None:
    with torch.device("meta"):
        model(X)


def medians(works: dict[str, Callable[[], object]], repeats: int = 7) -> dict[str, float]:
    """Milliseconds of each, taken in turn."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for name in list(works) * repeats:
        start = time.perf_counter()
        works[name]()
        times[name].append((time.perf_counter() - start) * 1e3)
    return {name: median(taken) for name, taken in times.items()}


def memory(size: str) -> float:
    """Megabytes that a first report takes above those of `import torch`; on Linux only."""
    command = [sys.executable, "-c", _MEMORY]
    ran = subprocess.run(command, input=text_of(size), capture_output=True, check=True, text=True)
    return float(ran.stdout)


def peers(model: nn.Module, X: Tensor) -> dict[str, Callable[[], object]]:
    """Other tools on the same model, as far as they are installed."""

    def summary() -> None:
        with torch.device("meta"):
            torchinfo.summary(model, input_data=X, depth=100, verbose=0, device="meta")

    def draw_graph() -> None:
        with torch.device("meta"):
            torchview.draw_graph(model, input_data=X, depth=100, device="meta")

    torchinfo, torchview = _installed("torchinfo"), _installed("torchview")
    works = {"torchinfo": summary, "torchview": draw_graph}
    return {name: work for name, work in works.items() if _installed(name) is not None}


def _installed(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def main() -> None:
    torch.set_num_threads(1)
    report("7B")
    for size in SIZES:
        model, X = built(size)
        ours: dict[str, Callable[[], object]] = {
            "report": partial(report, size),
            "build": partial(built, size),
            "record": partial(recorded, model, X),
            "forward": partial(forward, model, X),
        }
        others = peers(model, X)
        taken = medians({**ours, **others})
        print(f"{size:5} {len(report(size).calls):5} calls  {memory(size):4.0f} MB", end="")
        print("".join(f"   {name} {taken[name]:6.1f}" for name in ours), end=" ms")
        trace = taken["report"] - taken["build"]
        print(f"   trace / forward {trace / taken['forward']:.2f}", end="")
        for name in others:
            print(f"   1/{taken[name] / trace:.0f} of {name} ({taken[name]:.0f} ms)", end="")
        print()


if __name__ == "__main__":
    main()
