"""Transformers too large for any memory here, on the meta device: time and memory to a report.

Run by hand: ``python -m tests.benchmarks.huge``. Medians of warm runs in one process, one thread.
`report` is all of `trace_file`: the text executed, the model built, traced and described;
`forward` is building it and one plain forward on the meta device. torchinfo and torchview are
measured where they are installed; they get a model that is already built.
"""

import importlib
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import torch

from inspector.engine.api import trace_file
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


def built(size: str) -> tuple[torch.nn.Module, torch.Tensor]:
    names: dict[str, object] = {"__name__": "model"}
    with torch.device("meta"):
        exec(compile(text_of(size), "<model>", "exec"), names)
    return names["model"], names["X"]  # type: ignore[return-value]


def forward(size: str) -> None:
    model, X = built(size)
    with torch.device("meta"):
        model(X)


def median_ms(work: Callable[[], object], repeats: int) -> float:
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1e3)
    return median(times)


def memory(size: str) -> float:
    """Megabytes that a first report takes above those of `import torch`; on Linux only."""
    command = [sys.executable, "-c", _MEMORY]
    ran = subprocess.run(command, input=text_of(size), capture_output=True, check=True, text=True)
    return float(ran.stdout)


def peers(size: str) -> dict[str, float]:
    """Milliseconds of other tools for the same model, of those that are installed."""
    found: dict[str, float] = {}
    model, X = built(size)
    with torch.device("meta"):
        if (torchinfo := _installed("torchinfo")) is not None:
            shown = {"input_data": X, "depth": 100, "verbose": 0, "device": "meta"}
            found["torchinfo"] = median_ms(lambda: torchinfo.summary(model, **shown), 3)
        if (torchview := _installed("torchview")) is not None:
            shown = {"input_data": X, "depth": 100, "device": "meta"}
            found["torchview"] = median_ms(lambda: torchview.draw_graph(model, **shown), 3)
    return found


def _installed(name: str):  # type: ignore[no-untyped-def]
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def main() -> None:
    torch.set_num_threads(1)
    report("7B")
    for size in SIZES:
        ours = median_ms(lambda size=size: report(size), 7)  # type: ignore[misc]
        plain = median_ms(lambda size=size: forward(size), 3)  # type: ignore[misc]
        calls = len(report(size).calls)
        print(f"{size:5} {calls:5} calls   report {ours:7.1f} ms   {memory(size):5.0f} MB", end="")
        print(f"   {ours / plain:5.2f} of build and forward ({plain:.0f} ms)", end="")
        for name, taken in peers(size).items():
            print(f"   1/{taken / ours:.0f} of {name} ({taken:.0f} ms)", end="")
        print()


if __name__ == "__main__":
    main()
