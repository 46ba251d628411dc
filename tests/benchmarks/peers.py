"""What a look at a model costs, beside the other tools: ``python -m tests.benchmarks.peers``.

For each model and each tool a process of its own measures the plain forward and the tool in
turn: medians of processor time, one thread, no gradients. Overhead is the tool's time less the
plain forward's.
Name models or tools to measure only those. A tool that is not installed is reported as absent.
"""

import ctypes
import gc
import sys
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

from tests.benchmarks.peer_models import MODELS
from tests.benchmarks.peer_tools import TOOLS
from tests.benchmarks.worker import UnansweredError, Worker

SECONDS = 120.0
"""After which a tool is given up on a model."""
BUDGET, TURN = 4.0, 0.05
"""Seconds of measuring a tool on a model, and of each turn of the plain forward and the tool."""
WANTED = {"torchinfo": 1.0, "torchview": 0.1, "torchlens": 0.01}
"""Our overhead as a share of theirs, at most."""


class Cost(NamedTuple):
    """Seconds of the plain forward and with the tool, and their peaks of memory in bytes."""

    plain: float
    whole: float
    plain_peak: int | None
    whole_peak: int | None

    @property
    def overhead(self) -> float:
        return self.whole - self.plain


def work(tool: str) -> Callable[[str], Cost | str]:
    """In the process: answers the name of a model with what the tool costs on it."""
    import warnings

    import torch

    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    warnings.simplefilter("ignore")
    look = TOOLS[tool]

    def answer(name: str) -> Cost | str:
        torch.manual_seed(0)
        try:
            model, inputs = MODELS[name]()
        except ImportError as error:
            return f"model absent ({error.name})"
        model.eval()
        model(*inputs)
        try:
            look(torch.nn.Linear(1, 1), (torch.rand(1, 1),))  # what is imported and built once
            return cost(lambda: model(*inputs), lambda: look(model, inputs))
        except ImportError as error:
            return f"absent ({error.name})"
        except BaseException as error:  # noqa: BLE001 (whatever the tool raises)
            return " ".join(f"{type(error).__name__}: {error}".split())[:150]

    return answer


def cost(plain: Callable[[], object], whole: Callable[[], object]) -> Cost:
    """Medians of both in turn; what is quick is run several times between two collections."""
    peaks = peak(plain), peak(whole)
    times: tuple[list[float], list[float]] = ([], [])
    begin = time.perf_counter()
    while not times[1] or (time.perf_counter() - begin < BUDGET and len(times[1]) < 200):
        for run, found in zip((plain, whole), times, strict=True):
            gc.collect()
            turn = time.perf_counter()
            while not found or time.perf_counter() - turn < TURN:
                start = time.process_time()
                run()
                found.append(time.process_time() - start)
    return Cost(median(times[0]), median(times[1]), *peaks)


def peak(run: Callable[[], object]) -> int | None:
    """Bytes that the process had at most beyond those before; None where it cannot be known.

    Linux forgets the highest resident size when a 5 is written to clear_refs. Before, what is
    free is given back, or it would be used again unseen.
    """
    gc.collect()
    try:
        ctypes.CDLL(None).malloc_trim(0)
        with open("/proc/self/clear_refs", "w", encoding="ascii") as reset:
            reset.write("5")
        before = _status("VmRSS")
        run()
        return _status("VmHWM") - before
    except (OSError, AttributeError, TypeError):  # not Linux, or not the GNU C library
        return None


def _status(name: str) -> int:
    with open("/proc/self/status", encoding="ascii") as lines:
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(name))


def main(chosen: Sequence[str]) -> None:
    tools = [tool for tool in TOOLS if tool in chosen] or list(TOOLS)
    models = [name for name in MODELS if name in chosen] or list(MODELS)
    workers = {tool: Worker("tests.benchmarks.peers", tool) for tool in tools}
    failures: list[str] = []
    print("milliseconds beyond the plain forward; × is the whole ÷ the plain forward")
    for name in models:
        found: dict[str, Cost] = {}
        for tool in tools:
            try:
                answer = workers[tool].ask(name, SECONDS)
            except UnansweredError as reason:
                answer = str(reason)
            if isinstance(answer, str):
                failures.append(f"{tool} on {name}: {answer}")
            else:
                found[tool] = answer
        print_costs(name, tools, found)
    for worker in workers.values():
        worker.stop()
    print("\n".join(["", "who fails on what:", *(failures or ["nobody"])]))


def print_costs(name: str, tools: Sequence[str], found: dict[str, Cost]) -> None:
    if not found:
        return
    mine = found.get("ours")
    plain = (mine or next(iter(found.values()))).plain
    print(f"\n{name}: plain forward {plain * 1e3:.2f} ms")
    for tool in tools:
        each = found.get(tool)
        if each is None:
            print(f"  {tool:12} fails")
            continue
        line = f"  {tool:12} +{each.overhead * 1e3:9.2f} ms  {each.whole / each.plain:7.2f} ×"
        if each.plain_peak and each.whole_peak is not None and each.plain_peak > 8 << 20:
            line += f"   peak memory {each.whole_peak / each.plain_peak:5.2f} ×"
        if mine is not None and tool not in ("ours", "recording"):
            share = mine.overhead / each.overhead
            line += f"   ours ÷ theirs {share:6.3f}"
            if tool in WANTED:
                line += f"  (≤ {WANTED[tool]:g}{'' if share <= WANTED[tool] else ', missed'})"
        print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
