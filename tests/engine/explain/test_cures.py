"""Every fix that is offered, applied as the window applies it, lets the model run."""

import pytest

from inspector.edits.fixes import edit_of
from inspector.engine.api import trace_file
from inspector.outline.put import put
from inspector.outline.read import get
from inspector.report.model import Fix
from tests.engine.explain.failing import HEAD, NET

IMAGES = "X = torch.rand(2, 1, 16, 16)"


def net(parts: str, steps: str) -> str:
    return NET.format(parts=f"        {parts}", steps=f"        {steps}")


BROKEN = {
    "linear": "net = nn.Sequential(nn.Linear(20, 20), nn.Linear(256, 10))\nX = torch.rand(2, 20)",
    "input": "net = nn.Sequential(nn.Linear(256, 10))\nX = torch.rand(2, 20)",
    "flatten": f"net = nn.Sequential(nn.Conv2d(1, 6, 5), nn.Linear(864, 10))\n{IMAGES}",
    "flatten in forward": net(
        "self.conv, self.head = nn.Conv2d(1, 6, 5), nn.Linear(864, 10)",
        "return self.head(self.conv(x))",
    )
    + IMAGES,
    "convolution": f"net = nn.Sequential(nn.Conv2d(1, 6, 3), nn.Conv2d(8, 4, 3))\n{IMAGES}",
    "channel": "net = nn.Sequential(nn.Conv2d(1, 6, 3))\nX = torch.rand(2, 28, 28)",
    "kernel": f"net = nn.Sequential(nn.MaxPool2d(8), nn.Conv2d(1, 4, 5))\n{IMAGES}",
    "batch norm": f"net = nn.Sequential(nn.Conv2d(1, 6, 5), nn.BatchNorm2d(8))\n{IMAGES}",
    "batch norm class": f"net = nn.Sequential(nn.Conv2d(1, 6, 5), nn.BatchNorm1d(6))\n{IMAGES}",
    "layer norm": "net = nn.Sequential(nn.Linear(20, 4), nn.LayerNorm(5))\nX = torch.rand(2, 20)",
    "embedding": "net = nn.Sequential(nn.Embedding(100, 8))\nX = torch.rand(2, 20)",
    "recurrent": "net = nn.LSTM(9, 16)\nX = torch.rand(2, 5, 8)",
    "tuple": net(
        "self.rnn, self.head = nn.GRU(8, 16), nn.Linear(16, 2)", "return self.head(self.rnn(x))"
    )
    + "X = torch.rand(2, 5, 8)",
    "product": net("self.w = torch.rand(30, 20)", "return x @ self.w") + "X = torch.rand(2, 20)",
    "broadcast": net(
        "self.a, self.b = nn.Linear(20, 30), nn.Linear(20, 40)", "return self.a(x) + self.b(x)"
    )
    + "X = torch.rand(2, 20)",
    "cat": net(
        "self.a, self.b = nn.Linear(20, 30), nn.Linear(20, 40)",
        "return torch.cat((self.a(x), self.b(x)), 0)",
    )
    + "X = torch.rand(2, 20)",
    "view": net("pass", "return x.view(2, 7)") + "X = torch.rand(2, 20)",
    "dtype": "net = nn.Linear(20, 10)\nX = torch.ones(2, 20).long()",
    "missing argument": "net = nn.Sequential(nn.Linear(20))\nX = torch.rand(2, 20)",
    "unknown argument": "net = nn.Linear(20, out_feature=3)\nX = torch.rand(2, 20)",
    "import": "net = nn.Linear(2, int(math.pi))\nX = torch.rand(2, 2)",
    "attribute": net("self.linear = nn.Linear(2, 2)", "return self.lienar(x)")
    + "X = torch.rand(2)",
    "no input": "net = nn.Linear(2, 2)",
    "tuple of modules": net(
        "self.layers = (nn.ReLU(), nn.Tanh())", "return self.layers[1](self.layers[0](x))"
    )
    + "X = torch.rand(2)",
    "dict of modules": net('self.layers = {"a": nn.ReLU()}', 'return self.layers["a"](x)')
    + "X = torch.rand(2)",
    "list": net("self.layers = [nn.ReLU()]", "return self.layers[0](x)") + "X = torch.rand(2)",
}


def offered(text: str) -> list[Fix]:
    report = trace_file(HEAD + text)
    found = list(report.failure.fixes) if report.failure is not None else []
    return found + [fix for problem in report.problems for fix in problem.fixes]


@pytest.mark.parametrize("name", BROKEN)
def test_every_fix_cures(name: str) -> None:
    text = HEAD + BROKEN[name]
    fixes = offered(BROKEN[name])
    assert fixes
    for fix in fixes:
        outline = get(text)
        cured = put(text, outline, edit_of(fix).apply(outline))
        report = trace_file(cured)
        assert report.failure is None, f"{fix.title}:\n{cured}"
        assert not report.problems


def test_arguments_of_a_class_of_ones_own_are_not_offered() -> None:
    text = (
        "class Square(nn.Linear):\n"
        "    def __init__(self, size):\n"
        "        super().__init__(size, size)\n"
        "net = nn.Sequential(Square(3), Square(4))\nX = torch.rand(2, 3)"
    )
    assert offered(text) == []
