"""Files on the meta device: shapes and costs as in a real run, and answers in place of numbers."""

from pathlib import Path

import msgspec
import pytest
import torch
from torch import nn

from inspector.engine.api import trace_file
from inspector.engine.script.meta import executed_on
from inspector.report.model import Problem, Report

EXAMPLES = Path(__file__).parents[3] / "resources" / "examples"
HEAD = "import torch\nfrom torch import nn\nfrom torch.nn import functional as F\n"
NET = HEAD + (
    "class Net(nn.Module):\n"
    "    def __init__(self):\n"
    "        super().__init__()\n"
    "        self.linear = nn.Linear(4, 4)\n"
    "    def forward(self, x):\n"
    "{steps}"
    "model = Net()\nX = torch.rand(3, 4)\n"
)


def net(*steps: str) -> str:
    return NET.format(steps="".join(f"        {step}\n" for step in steps))


def on_meta(text: str | Path) -> Report:
    report = trace_file(text, device="meta")
    assert (report.device, report.failure) == ("meta", None)
    assert {tensor.device for tensor in report.tensors} <= {"meta"}
    return report


def assumed(text: str) -> list[Problem]:
    return [problem for problem in on_meta(text).problems if problem.code == "assumed-value"]


def costs(report: Report) -> Report:
    """The report without what only a real run knows: numbers, times, the device."""
    return msgspec.structs.replace(
        report,
        device="",
        tensors=tuple(
            msgspec.structs.replace(tensor, device="", value=None) for tensor in report.tensors
        ),
        calls=tuple(msgspec.structs.replace(call, seconds=0.0) for call in report.calls),
        totals=msgspec.structs.replace(report.totals, seconds=0.0),
    )


WITH_DATA = {"chimera", "fixed_hidden_mlp"}


@pytest.mark.parametrize(
    "path",
    [p for p in sorted(EXAMPLES.glob("*.py")) if p.stem not in WITH_DATA],
    ids=lambda p: p.stem,
)
def test_an_example_costs_on_the_meta_device_what_it_costs_for_real(path: Path) -> None:
    assert costs(on_meta(path)) == costs(trace_file(path))


RESNET = """
class Block(nn.Module):
    def __init__(self, channels, out, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, out, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(out)
        self.conv2 = nn.Conv2d(out, out, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(out)
        self.down = nn.Identity() if stride == 1 else nn.Conv2d(channels, out, 1, stride)
    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)), inplace=True)
        y = self.bn2(self.conv2(y))
        y += self.down(x)
        return F.relu(y)
model = nn.Sequential(
    nn.Conv2d(3, 8, 7, 2, 3), nn.MaxPool2d(3, 2, 1),
    Block(8, 8, 1), Block(8, 8, 1), Block(8, 16, 2), Block(16, 16, 1),
    nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 10))
X = torch.rand(2, 3, 32, 32)
"""
GPT = """
class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.ln1, self.ln2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.heads, self.qkv, self.out = heads, nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.mlp = nn.Sequential(nn.Linear(width, 32), nn.GELU(), nn.Linear(32, width))
    def forward(self, x):
        b, t, c = x.shape
        q, k, v = self.qkv(self.ln1(x)).split(c, dim=2)
        q, k, v = (a.view(b, t, self.heads, -1).transpose(1, 2) for a in (q, k, v))
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.out(y.transpose(1, 2).reshape(b, t, c))
        return x + self.mlp(self.ln2(x))
class GPT(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens, self.places = nn.Embedding(50, 16), nn.Embedding(20, 16)
        self.blocks = nn.ModuleList([Block(16, 4) for _ in range(3)])
        self.head = nn.Linear(16, 50, bias=False)
        self.head.weight = self.tokens.weight
    def forward(self, ids):
        x = self.tokens(ids) + self.places(torch.arange(ids.shape[1]))
        for block in self.blocks:
            x = block(x)
        return self.head(x)[:, -1]
model = GPT()
X = torch.randint(0, 50, (2, 12))
"""
RECURRENT = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.LSTM(6, 8, 2, batch_first=True, bidirectional=True)
        self.attention = nn.MultiheadAttention(16, 2, batch_first=True)
        self.scale = torch.ones(16)
        self.head = nn.LazyLinear(3)
    def forward(self, x):
        y, (h, c) = self.rnn(x)
        y, _ = self.attention(y, y, y)
        y[:, 0] = 0
        return {"out": self.head(y * self.scale), "state": (h, c)}
model = Net()
X = torch.rand(2, 5, 6)
"""
ENCODER = """
model = nn.TransformerEncoder(
    nn.TransformerEncoderLayer(8, 2, 16, batch_first=True), 3, enable_nested_tensor=False)
X = torch.rand(2, 5, 8)
"""


@pytest.mark.parametrize("text", [RESNET, GPT, RECURRENT, ENCODER])
def test_a_model_costs_on_the_meta_device_what_it_costs_for_real(text: str) -> None:
    assert costs(on_meta(HEAD + text)) == costs(trace_file(HEAD + text))


def test_the_loop_of_the_chapter_is_assumed_to_stop_at_once() -> None:
    report = on_meta(EXAMPLES / "fixed_hidden_mlp.py")
    (problem,) = report.problems
    assert (problem.severity, problem.code, problem.module) == ("warning", "assumed-value", "")
    assert problem.message == (
        "The loop `while X.abs().sum() > 1` needs real numbers, and the meta device has none: "
        "it was assumed to stop at once."
    )
    assert problem.call is not None
    assert report.calls[problem.call].name == "bool"
    assert "div_" not in {call.name for call in report.calls}
    assert report.totals.parameters == 420
    assert report.totals.flops == 3 * 2 * 2 * 20 * 20


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        ("if x.sum() > 0: x = x[:1]", "`x.sum() > 0` needs real numbers, and the meta device"),
        ("x = x * x.max().item()", "it was assumed to be 1.0."),
        ("x = x * int(x.max())", "it was assumed to be 1."),
        ("x = x * float(x.max())", "it was assumed to be 1.0."),
        ("x = x * x[0].tolist()[0]", "it was assumed to be all 1."),
        ("x = x[[i for i in range(torch.tensor(2))]]", "it was assumed to be 1."),
        ("x = x.masked_select(x > 0)", "`x.masked_select(x > 0)` selects depends on real numbers"),
        ("x = x[x > 0]", "it was assumed to select everything."),
        ("x = x[x.nonzero()[:, 0]]", "`x.nonzero()` selects depends on real numbers"),
        ("x = x[:x.sum().long()]", "it was assumed to select everything."),
        ("assert (x > 0).all()", "it was assumed to be True."),
        ("if torch.equal(x, x): x = 2 * x", "it was assumed to be False."),
    ],
)
def test_what_needs_numbers_gets_an_answer_and_is_told(step: str, answer: str) -> None:
    (problem,) = assumed(net(step, "return x"))
    assert answer in problem.message
    assert problem.source is not None
    assert problem.source.line == 9


def test_an_index_of_one_number_selects_one_whatever_it_is() -> None:
    report = on_meta(net("return x[torch.tensor(2)]"))
    assert report.tensors[report.outputs[0]].shape == (4,)
    assert report.problems[0].code == "unused-parameters"  # and nothing was assumed
    assert len(report.problems) == 1


def test_a_mask_selects_as_much_as_it_could() -> None:
    report = on_meta(net("return x[x > 0]"))
    assert report.tensors[report.outputs[0]].shape == (12,)


def test_a_loop_that_waits_for_a_yes_ends() -> None:
    text = net("n = 0", "while not x.sum() > 0:", "    n += 1", "return self.linear(x) * n")
    no, yes = assumed(text)
    assert no.message.endswith("it was assumed to stop at once.")
    assert yes.source == no.source


def test_packed_sequences_are_taken_to_be_of_full_length() -> None:
    text = HEAD + (
        "from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence\n"
        "class Net(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.rnn = nn.GRU(4, 5, batch_first=True)\n"
        "    def forward(self, x, lengths):\n"
        "        packed = pack_padded_sequence(x, lengths, batch_first=True)\n"
        "        return self.rnn(packed)[0].data\n"
        "model = Net()\nX = torch.rand(2, 3, 4), torch.tensor([3, 1])\n"
    )
    report = trace_file(text, device="meta")
    assert report.failure is None
    assert report.tensors[report.outputs[0]].shape == (6, 5)
    assert report.problems[0].message.endswith("it was assumed to be the full length.")


def test_numbers_are_answered_while_the_model_is_built_too() -> None:
    text = HEAD + (
        "rates = [rate.item() for rate in torch.linspace(0, 1, 3)]\n"
        "model = nn.Sequential(*[nn.Dropout(rate) for rate in rates])\nX = torch.rand(2)\n"
    )
    (problem,) = assumed(text)
    assert problem.message.startswith("`rate.item()` needs real numbers")


def test_parameters_that_were_made_elsewhere_are_moved() -> None:
    report = on_meta(HEAD + "model = nn.Linear(2, 2, device='cpu')\nX = torch.rand(1, 2)")
    assert report.totals.parameters == 6


def test_the_functions_that_initialize_are_as_before() -> None:
    before = nn.init.kaiming_uniform_, torch.nn.init.zeros_
    with executed_on("meta"):
        assert nn.init.zeros_(torch.ones(2)).device.type == "meta"
        real = nn.init.zeros_(torch.ones(2, device="cpu"))
    assert real.tolist() == [0, 0]
    assert (nn.init.kaiming_uniform_, torch.nn.init.zeros_) == before
    assert torch.ones(1).device.type == "cpu"


def test_a_default_device_of_the_file_has_no_effect() -> None:
    before = torch.set_default_device
    on_meta(HEAD + "torch.set_default_device('cpu')\nmodel = nn.Linear(2, 2)\nX = torch.rand(1, 2)")
    assert torch.set_default_device is before
    assert torch.get_default_device() == torch.device("cpu")
    assert torch.rand(1).device.type == "cpu"
