"""Models that do not fit where they were asked to run."""

import pytest

from inspector.engine import fallback
from inspector.engine.api import trace_file
from inspector.report.model import Report

HEAD = "import torch\nfrom torch import nn\nfrom torch.nn import functional as F\n"
HUGE = HEAD + (
    "print('executed')\n"
    "model = nn.Sequential(*[nn.Linear(40_000, 40_000, bias=False) for _ in range(1_000)])\n"
    "X = torch.rand(1, 40_000)\n"
)


def codes(report: Report) -> list[str]:
    return [problem.code for problem in report.problems]


def test_parameters_that_do_not_fit_together_are_only_measured() -> None:
    report = trace_file(HUGE)
    assert (report.device, report.failure) == ("meta", None)
    assert report.totals.parameters == 1_000 * 40_000**2
    assert report.totals.flops == 1_000 * 2 * 40_000**2
    (problem,) = report.problems
    assert (problem.severity, problem.code) == ("warning", "too-large")
    assert problem.message.startswith("The parameters take 6.4 TB, and ")
    assert problem.message.endswith(
        "of memory are free: shapes and costs are from the meta device, no numbers were computed."
    )


def test_a_model_that_fits_is_computed_after_a_look_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fallback, "_A_LITTLE", 1_000)
    report = trace_file(HEAD + "model = nn.Linear(100, 100)\nX = torch.ones(1, 100)")
    assert (report.device, report.failure, report.problems) == ("cpu", None, ())


def test_a_mistake_of_a_large_model_is_told_as_of_any_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fallback, "_A_LITTLE", 1_000)
    report = trace_file(HEAD + "model = nn.Linear(100, 100)\nX = torch.ones(1, 101)")
    assert report.device == "cpu"
    assert report.failure is not None
    assert "in_features" in report.failure.explanation


def test_what_cannot_be_made_anywhere_stays_a_failure() -> None:
    text = "model = nn.Linear(10**6, 10**6, device='cpu')\nX = torch.rand(1, 10**6)"
    failure = trace_file(HEAD + text).failure
    assert failure is not None
    assert "4.0 TB" in failure.explanation


def test_without_an_answer_for_numbers_a_small_model_runs_for_real() -> None:
    text = HEAD + (
        "class Net(nn.Module):\n"
        "    def forward(self, x):\n"
        "        return x.unique()\n"
        "model = Net()\nX = torch.ones(3)\n"
    )
    report = trace_file(text, device="meta")
    assert (report.device, report.failure) == ("cpu", None)
    assert report.tensors[report.outputs[0]].shape == (1,)
    (note,) = report.problems
    assert (note.severity, note.code) == ("note", "needs-numbers")
    assert note.message == (
        "`x.unique()` needs real numbers; the meta device has shapes only. So it ran on the cpu."
    )


def test_without_an_answer_for_numbers_a_large_model_fails_with_the_reason() -> None:
    text = HUGE.replace("for _ in range(1_000)]", "for _ in range(1_000)], Unique()")
    text = text.replace(
        "print('executed')\n",
        "class Unique(nn.Module):\n    def forward(self, x):\n        return x.unique()\n",
    )
    failure = trace_file(text, device="meta").failure
    assert failure is not None
    assert (
        failure.explanation == "`x.unique()` needs real numbers; the meta device has shapes only."
    )
    assert failure.hint.startswith("Run it on the cpu")
    assert failure.module == "1000"


def test_gradients_inside_of_a_forward_reach_through_every_block() -> None:
    text = HEAD + (
        "class Net(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.blocks = nn.Sequential(*[nn.Linear(3, 3) for _ in range(4)])\n"
        "    def forward(self, x):\n"
        "        x = x.requires_grad_()\n"
        "        return torch.autograd.grad(self.blocks(x).sum(), x)[0]\n"
        "model = Net()\nX = torch.rand(2, 3)\n"
    )
    report = trace_file(text, device="meta")
    assert (report.device, report.failure) == ("meta", None)
    assert report.tensors[report.outputs[0]].shape == (2, 3)
