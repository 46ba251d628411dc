"""What recording costs, as ratios to the plain forward in the same process.

Run by hand: ``python -m tests.benchmarks.recorder``. Medians of processor time, one thread;
`record` is the watched forward alone, `trace` the whole of `inspector.trace`: search of the model,
state kept, report.
"""

import gc
import statistics
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import torch
from torch import nn

from inspector.engine.api import trace
from inspector.engine.calm import calm_collection
from inspector.engine.recorder.record import record
from inspector.engine.recorder.structure import Structure

EXAMPLES = Path(__file__).parents[2] / "resources" / "examples"


def tiny_modules(count: int) -> nn.Sequential:
    """Linear and ReLU in turn, as small as they come."""
    return nn.Sequential(*[nn.Linear(8, 8) if i % 2 == 0 else nn.ReLU() for i in range(count)])


def median_ms(work: Callable[[], object], repeats: int) -> float:
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1e3)
    return statistics.median(times)


def measure(name: str, model: nn.Module, X: torch.Tensor, repeats: int) -> None:
    def recorded() -> None:
        with calm_collection():
            record(model, (X,), {}, structure)

    model(X)
    structure = Structure(model)
    recorded()
    plain, watched, whole = [], [], []
    for _ in range(5):
        gc.collect()
        plain.append(median_ms(lambda: model(X), repeats))
        watched.append(median_ms(recorded, repeats))
        whole.append(median_ms(lambda: trace(model, X), max(3, repeats // 3)))
    base, seen, all_of_it = map(statistics.median, (plain, watched, whole))
    ratios = f"record {seen / base:5.2f}   trace {all_of_it / base:5.2f}"
    print(f"{name:22} plain {base:8.3f} ms   {ratios}   +{all_of_it - base:.2f} ms")


def main() -> None:
    torch.set_num_threads(1)
    warnings.filterwarnings("ignore", "Lazy modules are a new feature")
    for path in sorted(EXAMPLES.glob("*.py")):
        names: dict[str, object] = {}
        torch.manual_seed(0)
        exec(compile(path.read_text(), str(path), "exec"), names)
        model = next(m for m in reversed(names.values()) if isinstance(m, nn.Module))
        measure(path.stem, model, names["X"], 50)  # type: ignore[arg-type]
    for count in (1000, 10_000):
        measure(f"{count} Linear, ReLU", tiny_modules(count), torch.rand(2, 8), 20000 // count)
    wide = nn.Sequential(*[nn.Linear(512, 512) for _ in range(50)])
    measure("50 Linear(512)", wide, torch.rand(64, 512), 20)


if __name__ == "__main__":
    main()
