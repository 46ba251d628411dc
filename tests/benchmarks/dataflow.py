"""How exact the recorded dataflow is: random programs until 100,000 dependencies were looked at.

Run by hand: ``python -m tests.benchmarks.dataflow [PAIRS]``. A pair is a source (an input, a
parameter, an op) and a returned tensor that really depends on it. Missing must be none; extra
are those that the report shows although an overwritten or neighboring part of memory was meant.
"""

import sys
import time
from itertools import count

import torch

from tests.engine.recorder.instructions import ALL, NEW
from tests.engine.recorder.programs import Instruction, traced

STEPS = 16


def measure(name: str, instructions: list[Instruction], pairs: int) -> None:
    real = missing = extra = 0
    start = time.perf_counter()
    for seed in count():
        found = traced(seed, STEPS, instructions)
        real, missing, extra = real + found.real, missing + found.missing, extra + found.extra
        if found.missing:
            print(f"  program {seed}: {found.missing} missing")
        if real >= pairs:
            break
    seconds = time.perf_counter() - start
    print(
        f"{name:28} {seed + 1:6,} programs  {real:8,} pairs  {missing} missing  "
        f"{extra / real:6.2%} extra  {seconds:5.1f} s"
    )


def main() -> None:
    torch.set_num_threads(1)
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    measure("views and new tensors", NEW, pairs)
    measure("with changes in place", ALL, pairs)


if __name__ == "__main__":
    main()
