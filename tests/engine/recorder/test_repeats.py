"""Identical blocks run once: the report must be what it is when every call runs."""

import msgspec
import pytest
import torch
from torch import nn

from inspector.engine.assemble.provenance import Provenance
from inspector.engine.assemble.report import assemble
from inspector.engine.recorder.events import Recording
from inspector.engine.recorder.record import record
from inspector.engine.recorder.repeats import repeats_recognized, was_told_apart
from inspector.engine.recorder.structure import Structure
from inspector.engine.script.meta import executed_on
from inspector.report.model import Report

HEAD = """
import math, random
from dataclasses import dataclass
import torch
from torch import nn
from torch.nn import functional as F
"""
NET = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList([Block() for _ in range(4)])
    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return x
model = Net()
X = torch.rand(2, 8)
"""
THE_LAST_TWO = 2
"""The first block gets the input, the second the first tensor that gradients reach."""


def recorded(text: str, once: bool) -> tuple[Recording, Report]:
    """The text on the meta device, with blocks run once or each time."""
    names: dict[str, object] = {"__name__": "blocks"}
    with executed_on("meta"):
        exec(compile(text, "blocks.py", "exec"), names)
        model, given = names["model"], names["X"]
        assert isinstance(model, nn.Module)
        args = given if isinstance(given, tuple) else (given,)
        structure = Structure(model)
        around = {"around": repeats_recognized} if once else {}
        recording = record(model, args, {}, structure, **around)  # type: ignore[arg-type]
        report = assemble(recording, structure, Provenance())
    return recording, report


def timeless(report: Report) -> Report:
    calls = tuple(msgspec.structs.replace(call, seconds=0.0) for call in report.calls)
    totals = msgspec.structs.replace(report.totals, seconds=0.0)
    return msgspec.structs.replace(report, calls=calls, totals=totals)


def repeated(text: str) -> int:
    """How many calls of the model were not run; the report is the same as if they were."""
    whole, expected = recorded(HEAD + text, once=False)
    assert whole.error is None
    recording, report = recorded(HEAD + text, once=True)
    assert timeless(report) == timeless(expected)
    return recording.repeated


def block(forward: str, parts: str = "self.linear = nn.Linear(8, 8)", before: str = "") -> str:
    """A model of four blocks in a row."""
    init = "".join(f"        {line}\n" for line in parts.split("\n"))
    body = "".join(f"        {line}\n" for line in forward.split("\n"))
    return (
        f"{before}\nclass Block(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        f"{init}    def forward(self, x):\n{body}{NET}"
    )


@pytest.mark.parametrize(
    "forward",
    [
        "return self.linear(x)",
        "return x + F.relu(self.linear(x))",
        "x = self.linear(x)\nx += 1\nreturn x.relu_()",
        "a, b = self.linear(x).chunk(2, -1)\nreturn torch.cat((b, a), -1) * math.sqrt(2)",
        "return self.linear(x).view(2, 8)[:, :]",
        "for _ in range(3):\n    x = self.linear(x)\nreturn x",
        "return (lambda y: y * 2)(self.linear(x))",
        "with torch.no_grad():\n    y = self.linear(x)\nreturn x + y",
        "return sum(self.linear(x) for _ in range(2))",
        "return self.linear(x)[:, torch.tensor([0, 1, 2, 3, 4, 5, 6, 7])]",
        "return x.view(2, 8)",
        "return x",
        "return x.t().t()",
    ],
)
def test_the_later_blocks_are_written_down_and_not_run(forward: str) -> None:
    assert repeated(block(forward)) >= THE_LAST_TWO


@pytest.mark.parametrize(
    ("parts", "forward"),
    [
        ("self.net = nn.Sequential(nn.Linear(8, 8), nn.ReLU(inplace=True))", "return self.net(x)"),
        ("self.norm = nn.BatchNorm1d(8)", "return self.norm(x)"),
        ("self.cell = nn.LSTM(8, 8)", "return self.cell(x[None])[0][0]"),
        ("self.attention = nn.MultiheadAttention(8, 2)", "return self.attention(x, x, x)[0]"),
        ("self.layer = nn.TransformerEncoderLayer(8, 2, 16)", "return self.layer(x)"),
        ("self.weight = nn.Parameter(torch.rand(8, 8))", "return x @ self.weight"),
        ("self.weight = torch.rand(8, 8)", "return x @ self.weight"),
        (
            "self.register_buffer('scale', torch.ones(8))\nself.size = dict(a=[2, 8])",
            "return (x * self.scale).view(self.size['a'])",
        ),
        (
            "self.one = nn.Linear(8, 8)\nself.other = nn.Linear(8, 8)\n"
            "self.other.weight = self.one.weight",
            "return self.other(self.one(x))",
        ),
        (
            "self.inner = nn.Linear(8, 8)\nself.same = self.inner",
            "return self.same(self.inner(x))",
        ),
    ],
)
def test_it_does_not_matter_what_the_blocks_are_made_of(parts: str, forward: str) -> None:
    assert repeated(block(forward, parts)) >= THE_LAST_TWO


def test_blocks_with_several_arguments_and_results_are_alike_if_these_are() -> None:
    text = """
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(8, 8)
    def forward(self, x, state=None, *, scale=1.0):
        h, c = (x, x) if state is None else state
        y = self.linear(x) * scale
        return y, (h + y, c)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList([Block() for _ in range(6)])
    def forward(self, x):
        state = None
        for block in self.blocks:
            x, state = block(x, state, scale=2.0)
        return x
model = Net()
X = torch.rand(2, 8)
"""
    assert repeated(text) >= 3


@pytest.mark.parametrize(
    ("result", "count"),
    [
        ("(y, y.detach() * 2)", 2),
        ("{'y': y, 'more': [y.argmax(-1), None, 3]}", 2),
        ("(y, y)", 0),  # one tensor twice: that is not made up
        ("(y, Box(y))", 0),
    ],
)
def test_a_block_may_return_several_things(result: str, count: int) -> None:
    text = f"""
class Box:
    def __init__(self, thing):
        self.thing = thing
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.rand(8))
    def forward(self, x):
        y = x * self.weight
        return {result}
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList([Block() for _ in range(4)])
    def forward(self, x):
        for block in self.blocks:
            out = block(x)
            x = out["y"] if isinstance(out, dict) else out[0]
            if isinstance(out, tuple) and isinstance(out[1], torch.Tensor):
                x = x + 1 if out[1].requires_grad else x - 1
        return x
model = Net()
X = torch.rand(2, 8)
"""
    assert repeated(text) == count


def test_a_shared_block_is_run_once_as_well() -> None:
    text = """
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(8, 8)
    def forward(self, x):
        return x + self.linear(x)
block = Block()
model = nn.Sequential(block, Block(), block, block)
X = torch.rand(2, 8)
"""
    assert repeated(text) >= 2


def test_blocks_that_share_one_module_read_its_parameters() -> None:
    before = "shared = nn.Linear(8, 8)"
    assert repeated(block("return self.linear(x)", "self.linear = shared", before)) >= 2


def test_blocks_of_other_sizes_are_other_blocks() -> None:
    text = """
class Block(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.one, self.other = nn.Linear(8, size), nn.Linear(size, 8)
    def forward(self, x):
        return self.other(self.one(x))
model = nn.Sequential(Block(4), Block(5), Block(4), Block(5))
X = torch.rand(2, 8)
"""
    assert repeated(text) == 2


def test_an_argument_of_another_shape_is_another_call() -> None:
    forward = "return torch.cat((x, x * 2))"
    assert repeated(block(forward, "pass")) == 0


@pytest.mark.parametrize(
    ("parts", "forward", "before"),
    [
        ("self.calls = 0", "self.calls += 1\nreturn x * self.calls", ""),
        ("self.seen = []", "self.seen.append(x.shape)\nreturn x.repeat(len(self.seen), 1)", ""),
        ("pass", "global N\nN += 1\nreturn x[:, :8].repeat(1, N)[:, :8]", "N = 1"),
        ("pass", "SEEN.append(1)\nreturn x.repeat(len(SEEN), 1)", "SEEN = []"),
        ("pass", "SEEN[0] += 1\nreturn x.repeat(SEEN[0], 1)", "SEEN = {0: 0}"),
        ("pass", "return x.repeat(next(NUMBERS), 1)", "NUMBERS = iter(range(1, 9))"),
        ("self.numbers = NUMBERS", "return x.repeat(next(self.numbers), 1)",
         "NUMBERS = iter(range(1, 9))"),
        ("pass", "Block.calls += 1\nreturn x.repeat(Block.calls, 1)", ""),
        ("pass", "return x.repeat(count(), 1)",
         "N = [0]\ndef count():\n    N[0] += 1\n    return N[0]"),
        ("pass", "return x.repeat(count(), 1)",
         "def counter():\n    n = 0\n    def count():\n        nonlocal n\n        n += 1\n"
         "        return n\n    return count\ncount = counter()"),
        ("pass", "return x.repeat(grow(), 1)",
         "def grow(seen=[]):\n    seen.append(1)\n    return len(seen)"),
        ("pass", "return x + OTHER", "OTHER = torch.rand(2, 8)"),
        ("self.config = CONFIG", "self.config.n += 1\nreturn x.repeat(self.config.n, 1)",
         "class Config:\n    n = 0\nCONFIG = Config()"),
        ("self.config = CONFIG", "self.config['n'] += 1\nreturn x.repeat(self.config['n'], 1)",
         "CONFIG = {'n': 0}"),
        ("self.config = CONFIG", "return x.repeat(self.config.next(), 1)",
         "class Config:\n    seen = []\n    def next(self):\n        self.seen.append(1)\n"
         "        return len(self.seen)\nCONFIG = Config()"),
        ("pass", "return x.repeat(random.randint(1, 3), 1)", "random.seed(1)"),
        ("pass", "x += 1\nreturn x", ""),
        ("self.register_buffer('n', torch.zeros(8))", "self.n += 1\nreturn x + self.n", ""),
        ("pass", "return x.cpu_numbers if hasattr(x, 'cpu_numbers') else mark(x)",
         "def mark(x):\n    x = x + 1\n    x.cpu_numbers = x\n    return x"),
        ("pass", "y = torch.zeros(2, device='cpu')\nreturn x + 1 if y.sum() == 0 else x", ""),
    ],
)  # fmt: skip
def test_a_block_with_a_memory_runs_each_time(parts: str, forward: str, before: str) -> None:
    text = block(forward, parts, before).replace(
        "class Block(nn.Module):", "class Block(nn.Module):\n    calls = 0"
    )
    assert repeated(text) == 0


def test_what_depends_on_numbers_runs_each_time() -> None:
    forward = "x = self.linear(x)\nif x.sum() > 0:\n    x = x + 1\nreturn x"
    assert repeated(block(forward)) == THE_LAST_TWO  # of the linears


def test_a_block_with_a_hook_runs_each_time() -> None:
    text = block("return x * 2", "pass").replace(
        "model = Net()",
        "model = Net()\nfor b in model.blocks:\n    b.register_forward_hook(lambda *_: None)",
    )
    assert repeated(text) == 0


def test_what_a_block_reads_outside_is_read_anew_each_time() -> None:
    before = "SCALE = 1"
    text = block("return x.repeat(1, SCALE)[:, :8] + 0", "pass", before).replace(
        "            x = block(x)\n",
        "            x = block(x)\n            globals()['SCALE'] = 2\n",
    )
    assert repeated(text) == 2  # the first finds another number than the rest


def test_a_block_that_was_changed_before_its_call_is_another_block() -> None:
    text = block("return x.repeat(1, self.times)[:, :8] + 0", "self.times = 1").replace(
        "        for block in self.blocks:\n",
        "        self.blocks[2].times = 2\n        for block in self.blocks:\n",
    )
    assert repeated(text) == 2


def test_loops_inside_of_blocks_keep_their_trips() -> None:
    forward = "for _ in range(3):\n    x = self.linear(x)\nreturn x"
    _, report = recorded(HEAD + block(forward), once=True)
    assert report.totals.flops == 4 * 3 * 2 * 2 * 8 * 8


def test_a_gradient_through_what_was_not_run_is_noticed() -> None:
    text = block("return self.linear(x)").replace(
        "        return x\nmodel",
        "        return torch.autograd.grad(x.sum(), self.blocks[3].linear.weight)[0]\nmodel",
    )
    recording, _ = recorded(HEAD + text, once=True)
    assert was_told_apart(recording)


def test_flat_chains_of_leaves_are_recognized_too() -> None:
    text = "model = nn.Sequential(*[nn.Linear(8, 8) for _ in range(5)])\nX = torch.rand(2, 8)"
    assert repeated(text) == 3  # the first gets an input to which no gradient goes


def test_returned_tensors_that_are_views_of_one_memory_remain_so() -> None:
    text = """
class Split(nn.Module):
    def forward(self, x):
        a, b = (x + 1).chunk(2, -1)
        return a, b
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList([Split() for _ in range(3)])
    def forward(self, x):
        for block in self.blocks:
            a, b = block(x)
            a.add_(1)
            x = torch.cat((a, b), -1)
        return x
model = Net()
X = torch.rand(2, 8)
"""
    assert repeated(text) == 2


def test_calls_inside_of_a_layer_that_is_recorded_whole_leave_no_trace() -> None:
    text = """
model = nn.Sequential(*[nn.utils.parametrizations.weight_norm(nn.Linear(8, 8)) for _ in range(3)])
X = torch.rand(2, 8)
"""
    repeated(text)


def test_compiled_code_is_run() -> None:
    text = """
import warnings
class Part(nn.Module):
    def forward(self, x):
        return x.relu()
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    parts = [torch.jit.trace(Part(), torch.rand(2, 8)) for _ in range(3)]
model = nn.Sequential(*parts)
X = torch.rand(2, 8)
"""
    assert repeated(text) == 0


def test_memory_that_gradients_need_is_counted_as_if_it_was_taken() -> None:
    text = block("return self.linear(x).exp().sin().relu()")
    _, whole = recorded(HEAD + text, once=False)
    recording, report = recorded(HEAD + text, once=True)
    assert recording.repeated == THE_LAST_TWO
    one = 2 * 8 * 4  # bytes of an activation
    kept = 2 * one  # a block keeps the results of exp and relu, which their gradients need
    assert report.totals.peak_activation_bytes == 3 * kept + 3 * one  # the last: exp, sin, relu
    assert timeless(report) == timeless(whole)


def test_torch_itself_is_as_before() -> None:
    before = nn.Module._call_impl
    repeated(block("return self.linear(x)"))
    assert nn.Module._call_impl is before
    assert torch.get_default_device() == torch.device("cpu")
