import pytest

from inspector.edits.fixes import edit_of
from inspector.engine.api import trace_file
from inspector.outline.put import put
from inspector.outline.read import get

NET = """\
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(2, 3)

    def forward(self, x):
        {last}

model = Net()
X = torch.rand(1, 2)
"""


@pytest.mark.parametrize("last", ["y = self.out(x)", "self.out(x)"])
def test_a_forward_without_return_is_told_and_cured(last: str) -> None:
    text = NET.format(last=last)
    (problem,) = trace_file(text).problems
    assert problem.code == "no-output"
    assert "ends without `return`" in problem.message
    (fix,) = problem.fixes
    cured = trace_file(put(text, get(text), edit_of(fix).apply(get(text))))
    assert cured.problems == ()
    assert len(cured.outputs) == 1


def test_a_module_or_method_in_the_place_of_a_tensor_is_told() -> None:
    (problem,) = trace_file(NET.format(last="return self.out(x).relu")).problems
    assert "returns relu, which holds no tensor" in problem.message
    (problem,) = trace_file(NET.format(last="return nn.ReLU(self.out(x))")).problems
    assert "returns ReLU" in problem.message


def test_a_number_may_be_what_a_model_returns() -> None:
    assert trace_file(NET.format(last="return self.out(x).sum().item()")).problems == ()
