"""A large model built again after an edit: with its random numbers kept, and all drawn anew.

Run by hand: ``python -m tests.benchmarks.rebuild``. Medians of processor time on one thread, as in
an engine that carries out one edited text after the other. `build` is to execute the text; `report`
is everything from the text to its report; both are given without numbers kept, and with them.
`reused` says for how many large tensors the numbers were known, of how many. An edit of the first
layer changes what all others draw, as it does in plain Python.
"""

import gc
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from statistics import median

import torch
from torch import nn

from inspector.engine.build import carry_out
from inspector.engine.calm import calm_collection
from inspector.engine.drawn_values import DrawnValues
from inspector.protocol.messages import Run

Text = Callable[[int], str]
"""The text after so many edits of it."""

RUNS = 7
HERE = Path(__file__).parent
RESNET = (HERE / "resnet.py").read_text()
LLAMA = (HERE / "transformer.py").read_text()
GPT_2 = LLAMA.replace("2, 64, 4, 2, 128, 100", "12, 768, 12, 12, 2048, 50257")
CHAIN = """
import torch
from torch import nn
model = nn.Sequential(*[nn.Linear(8, 8) if i % 2 else nn.ReLU() for i in range(1000)])
model[501] = nn.Linear(8, 8, bias=EDIT % 2 == 0)
X = torch.rand(2, 8)
"""


def resnet(depths: str, *, last: bool = False, first: bool = False) -> Text:
    def text(edit: int) -> str:
        classes, kernel = 1000 + edit * last, 7 + 2 * edit * first
        activation = ("nn.ReLU", "nn.GELU")[edit % 2 if not (first or last) else 0]
        sizes = f"{depths}, {classes}, {kernel}, {activation}"
        return RESNET.replace("(1, 1, 1, 1), 1000, 7, nn.ReLU", sizes)

    return text


def replaced(text: str, old: str, new: str) -> Text:
    """An edit that puts a number into the place of EDIT."""
    assert old in text
    return lambda edit: text.replace(old, new.replace("EDIT", str(edit)))


EDITS: dict[str, Text] = {
    "ResNet-50, last layer": resnet("(3, 4, 6, 3)", last=True),
    "ResNet-50, activation": resnet("(3, 4, 6, 3)"),
    "ResNet-50, first layer": resnet("(3, 4, 6, 3)", first=True),
    "ResNet-152, last layer": resnet("(3, 8, 36, 3)", last=True),
    "ResNet-152, activation": resnet("(3, 8, 36, 3)"),
    "ResNet-152, first layer": resnet("(3, 8, 36, 3)", first=True),
    "GPT-2-like, last layer": replaced(GPT_2, "(WIDTH, VOCAB,", "(WIDTH, VOCAB + EDIT,"),
    "GPT-2-like, activation": replaced(GPT_2, "F.silu", "(F.silu, F.gelu)[EDIT % 2]"),
    "GPT-2-like, first layer": replaced(GPT_2, "(VOCAB, WIDTH)", "(VOCAB + EDIT, WIDTH)"),
    "1,000 modules, one leaf": replaced(CHAIN, "EDIT", "EDIT"),
}


def medians(text: Text, drawn: DrawnValues | None = None) -> tuple[float, float]:
    """Milliseconds of the build, and of everything, as in an engine that answers each edit."""
    around_build = nullcontext if drawn is None else drawn.reused
    builds, reports = [], []
    model = None  # as in an engine, the last one is kept
    for edit in range(RUNS + 2):
        begun: list[float] = []
        start = time.process_time()
        outcome = carry_out(
            Run(0, text(edit)),
            lambda stage, begun=begun: begun.append(time.process_time()),
            around_build,
        )
        end = time.process_time()
        assert outcome.report.failure is None
        model = outcome.model
        gc.collect()
        if drawn is not None and edit < RUNS + 1:
            while drawn.draw_one():
                pass
        if edit > 1:  # before, memory is fetched from the system
            _, build, feed, *_ = begun
            builds.append((feed - build) * 1e3)
            reports.append((end - start) * 1e3)
    del model
    return median(builds), median(reports)


def plain_forward(text: str) -> float:
    """Milliseconds of the forward alone."""
    names: dict[str, object] = {"__name__": "model"}
    exec(compile(text, "<model>", "exec"), names)
    model, X = names["model"], names["X"]
    assert isinstance(model, nn.Module)
    model(X)
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        model(X)
        times.append((time.process_time() - start) * 1e3)
    names.clear()
    return median(times)


def measure(name: str, text: Text) -> None:
    forward = plain_forward(text(0))
    before, report_before = medians(text)
    drawn = DrawnValues()
    after, report = medians(text, drawn)
    reused, large = drawn.of_last_build
    print(
        f"{name:24} reused {reused:3} of {large:3}   build {before:6.1f} -> {after:6.1f} ms   "
        f"report {report_before:6.1f} -> {report:6.1f} ms   forward {forward:6.1f} ms   "
        f"report / forward {report_before / forward:5.2f} -> {report / forward:5.2f}"
    )


def main() -> None:
    torch.set_num_threads(1)
    with calm_collection():
        for name, text in EDITS.items():
            measure(name, text)


if __name__ == "__main__":
    main()
