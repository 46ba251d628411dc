"""Where NaN or infinity first appeared in an output, and why."""

import pytest
import torch
from torch import Tensor, nn

from inspector.engine.api import trace, trace_file
from inspector.report.model import Problem, Report
from tests.engine.drawn import code
from tests.engine.explain.failing import HEAD
from tests.engine.explain.gallery.broken import Broken, chain, function, net

ONES = "torch.ones(2, 3)"

FIRST = {
    "logarithm of what is negative": Broken(
        function("return F.relu(«(x - 3).log()»)", ONES),
        "",
        ("NaN", "on (2, 3)", "logarithm of a negative number", "down to -2"),
    ),
    "logarithm of 0": Broken(
        function("return «(x - 1).log()» + 1", ONES), "", ("infinity", "logarithm of 0")
    ),
    "0 / 0": Broken(
        function("y = x * 0\nreturn («y / y.sum()»).sum()", ONES), "", ("NaN", "0 / 0 is NaN")
    ),
    "division by 0": Broken(
        function("return «x / 0»", ONES), "", ("infinity", "it divides by 0", "x / (y + 1e-8)")
    ),
    "root of what is negative": Broken(
        net("self.twice = nn.Linear(3, 3)", forward="return self.twice(«(-x).sqrt()»)", X=ONES),
        "",
        ("NaN", "square root of a negative number", "down to -1"),
    ),
    "exponential": Broken(
        function("return «(x * 1000).exp()»", ONES),
        "",
        ("infinity", "larger than 3.403e+38", "float32", "up to 1000"),
    ),
    "half precision": Broken(
        function("return «x.half() * 60000»", "torch.ones(2, 3) * 2"),
        "",
        ("infinity", "float16", "bfloat16"),
    ),
    "a row that is masked throughout": Broken(
        function(
            "mask = torch.full((3, 3), float('-inf'))\nreturn «F.softmax(x @ x.T + mask, -1)»",
            "torch.ones(3, 3)",
        ),
        "",
        ("NaN", "minus infinity throughout", "comes from `torch.full((3, 3), float('-inf'))`"),
    ),
    "attention to nothing": Broken(
        net(
            "self.att = nn.MultiheadAttention(4, 2, batch_first=True)",
            forward="hidden = torch.ones(3, 3, dtype=torch.bool)\n"
            "return «self.att(x, x, x, attn_mask=hidden)»[0]",
            X="torch.rand(2, 3, 4)",
        ),
        "att",
        ("NaN", "all of whose keys are masked"),
    ),
    "infinity minus infinity": Broken(
        function("y = (x * 1000).exp()\nreturn «y - y»", ONES),
        "",
        ("NaN", "infinity minus infinity", "The infinity comes from `(x * 1000).exp()`"),
    ),
    "angle of what is no sine": Broken(
        function("return «(x * 2).asin()»", ONES), "", ("NaN", "from -1 to 1 only", "to 2")
    ),
    "weights that are NaN": Broken(
        "net = nn.Sequential(nn.Linear(3, 3), nn.ReLU(), «nn.Linear(3, 2)»)\n"
        "nn.init.constant_(net[2].weight, float('nan'))\nX = torch.ones(2, 3)\n",
        "2",
        ("NaN", "its `weight` holds NaN already"),
    ),
    "an input that is NaN": Broken(
        chain("nn.Linear(3, 3)", X="torch.full((2, 3), float('nan'))"),
        "",
        ("NaN", "The input X holds it already"),
    ),
    "infinity that was written": Broken(
        function("return «x.masked_fill(x > 0, float('inf'))»", ONES),
        "",
        ("infinity", "it is written there"),
    ),
    "in the seventh trip": Broken(
        function("for _ in range(20):\n    x = «x * x»\nreturn x", "torch.ones(2, 3) * 3"),
        "",
        ("infinity", "It was trip 7 of `for _ in range(20)`"),  # 3 ** 64 squared is 3.4e30 ** 2
    ),
    "inside a nested result": Broken(
        function("return {'a': x, 'b': [«(x - 1).log()», (x, None)]}", ONES),
        "",
        ("infinity", "logarithm of 0"),
    ),
    "in the second of two blocks": Broken(
        "class Norm(nn.Module):\n    def forward(self, x):\n        return «x / x.sum()»\n"
        "net = nn.Sequential(nn.ReLU(), nn.Sequential(nn.Threshold(2, 0), Norm()), nn.ReLU())\n"
        "X = torch.ones(2, 3)\n",
        "1.1",
        ("NaN", "0 / 0 is NaN"),
    ),
    "what dropout left out": Broken(
        net("self.drop = nn.Dropout(0.5)", forward="return «1 / self.drop(x)»", X="torch.ones(64)"),
        "",
        ("infinity", "it divides by 0"),
    ),
    "a loss of ignored targets": Broken(
        net(
            "self.loss = nn.CrossEntropyLoss(ignore_index=0)",
            forward="return «self.loss(x, torch.zeros(2, dtype=torch.long))»",
            X="torch.rand(2, 3)",
        ),
        "loss",
        ("NaN", "every target is the ignored one"),
    ),
}


def warning(report: Report) -> Problem:
    assert report.failure is None
    (problem,) = (each for each in report.problems if each.code == "not-finite")
    return problem


@pytest.mark.parametrize("name", FIRST)
def test_the_first_of_them_is_found(name: str) -> None:
    broken = FIRST[name]
    report = trace_file(broken.text)
    problem = warning(report)
    assert problem.module == broken.module
    for words in broken.says:
        assert words in f"{problem.message} {problem.hint}"
    if broken.culprit:
        assert code(broken.text, problem.source) == broken.culprit
        assert problem.call is not None
        assert report.calls[problem.call].source is not None
        assert report.calls[problem.call].id == problem.call


def test_infinity_that_a_softmax_takes_away_again_is_not_blamed() -> None:
    text = function(
        "mask = torch.full((3, 3), float('-inf')).triu(1)\n"
        "y = F.softmax(x @ x.T + mask, -1)\nreturn (y - 2).log()",
        "torch.ones(3, 3)",
    )
    problem = warning(trace_file(HEAD + text))
    assert "It first appears in `(y - 2).log()`" in problem.message
    assert "full" not in problem.message


def test_finite_outputs_are_not_looked_at_twice() -> None:
    class Counting(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            runs.append(x.shape)
            return x * 2

    runs: list[torch.Size] = []
    assert trace(Counting(), torch.ones(2)).problems == ()
    assert len(runs) == 1


def test_the_second_run_leaves_no_trace() -> None:
    model = nn.Sequential(nn.Linear(3, 3), nn.BatchNorm1d(3), nn.Dropout(0.5), nn.Linear(3, 2))
    nn.init.constant_(model[3].weight, float("inf"))
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    torch.manual_seed(3)
    expected = torch.rand(4)
    torch.manual_seed(3)
    assert warning(trace(model, torch.rand(4, 3, generator=torch.Generator()))).module == "3"
    assert torch.equal(torch.rand(4), expected)
    assert all(torch.equal(tensor, before[name]) for name, tensor in model.state_dict().items())


def test_an_input_that_the_forward_overwrote_is_not_run_again() -> None:
    problem = warning(trace_file(HEAD + function("return x.sub_(2).log_()", ONES)))
    assert problem.message == "The output holds NaN or infinity."
