"""Which texts may run without asking; each escape is one way out that someone has used."""

import ast
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inspector.catalog.plain import foreign_code
from inspector.resource_files import resource

EXAMPLES = sorted(resource("examples").glob("*.py"))

HEADER = """\
import math
import torch
from torch import nn
from torch.nn import functional as F
"""


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_plain(path: Path) -> None:
    assert foreign_code(path.read_text(encoding="utf-8")) == ()


PLAIN = {
    "attention": """
class Attention(nn.Module):
    \"\"\"Masked self-attention, as in GPT.\"\"\"

    def __init__(self, width: int, heads: int, dropout: float = 0.0, bias=True) -> None:
        super().__init__()
        assert width % heads == 0
        self.heads = heads
        self.query_key_value = nn.Linear(width, 3 * width, bias=bias)
        self.project = nn.Linear(width, width, bias=bias)
        self.dropout = nn.Dropout(dropout)
        self.register_buffer("mask", torch.tril(torch.ones(64, 64)).view(1, 1, 64, 64))
        nn.init.normal_(self.project.weight, std=0.02 / math.sqrt(2))

    def forward(self, input):
        batch, length, width = input.size()
        q, k, v = self.query_key_value(input).split(width, dim=2)
        q, k, v = (t.view(batch, length, self.heads, -1).transpose(1, 2) for t in (q, k, v))
        scores = (q @ k.transpose(-2, -1)) * (1.0 / math.sqrt(k.size(-1)))
        scores = scores.masked_fill(self.mask[:, :, :length, :length] == 0, float("-inf"))
        y = self.dropout(F.softmax(scores, dim=-1)) @ v
        return self.project(y.transpose(1, 2).contiguous().view(batch, length, width))

model = Attention(32, 4)
X = torch.randn(2, 8, 32)
""",
    "loops, ifs, lambdas, comprehensions": """
class Net(nn.Module):
    widths = [32, 16, 8]

    def __init__(self, activation=lambda x: F.relu(x), **options):
        super(Net, self).__init__()
        self.layers = nn.ModuleList([nn.Linear(a, b) for a, b in zip(self.widths, self.widths[1:])])
        self.norms = nn.ModuleDict({f"norm{i}": nn.LayerNorm(w) for i, w in enumerate(self.widths)})
        self.activation = activation

    @property
    def depth(self):
        return len(self.layers)

    @staticmethod
    def half(x):
        return x / 2

    def forward(self, X, mask=None):
        for _, layer in enumerate(self.layers):
            X = self.activation(layer(X))
            if mask is not None and (total := mask.sum()) > 0:
                X = X * mask
            elif not torch.isfinite(X).all():
                raise ValueError(f"{X.shape} is not finite: {X.abs().max():.3f}")
        while X.abs().sum() > 1:
            X /= 2
        try:
            return self.half(X).mean(dim=-1, keepdim=True).squeeze_(-1).values
        except (RuntimeError, AttributeError) as error:
            print("no", error)
            return torch.max(X, dim=1).values

if __name__ == "__main__":
    with torch.no_grad():
        print(Net()(torch.rand(2, 32)).shape)
""",
    "typing and ordered names": """
from __future__ import annotations
from collections import OrderedDict
from typing import Callable, Optional
import torch.nn as layers
from torch import Tensor
from torch.nn.functional import relu as rectify

def make(width: Optional[int] = None) -> nn.Sequential:
    hidden = ("hidden", layers.LazyLinear(width or 8))
    return nn.Sequential(OrderedDict([hidden, ("last", nn.ReLU())]))

def run(f: Callable[[Tensor], Tensor], x: Tensor) -> Tensor:
    return rectify(f(x)).to(torch.float64)
""",
}


@pytest.mark.parametrize("text", PLAIN.values(), ids=PLAIN)
def test_models_as_people_write_them_are_plain(text: str) -> None:
    assert foreign_code(HEADER + text) == ()


ESCAPES = r"""
torch.load("weights.pt")
torch.save(1, "x")
torch.hub.load("a/b", "c")
F.torch.hub.load("a/b", "c")
nn.modules.module.torch.load("x")
nn.functional.torch.load("x")
nn.init.torch.load("x")
torch.from_file("/etc/passwd")
torch.nn.functional.importlib.import_module("os")
torch.ops.aten.add
torch.ops.load_library("x.so")
torch.classes.load_library("x.so")
torch.utils.cpp_extension.load("x", [])
torch.compile(nn.Linear(1, 1))
torch.jit.load("x")
torch.serialization.load("x")
torch.package.PackageImporter("x")
torch.multiprocessing.spawn(print)
torch.set_default_tensor_type("os.path")
torch.frombuffer(b"abc", dtype=torch.uint8)
torch.os.system("id")
torch.sys.modules
torch.storage.UntypedStorage(3)
torch.rand(1).numpy()
torch.rand(1).data_ptr()
torch.rand(1).untyped_storage()
torch.rand(1).set_(torch.rand(2))
torch.rand(1).map_(torch.rand(1), print)
torch.rand(1).apply_(print)
torch.rand(1).register_hook(print)
torch.rand(1).grad_fn
nn.Linear(1, 1).register_forward_hook(print)
nn.Linear(1, 1).load_state_dict({})
nn.Linear(1, 1).compile()
nn.Module.forward.__globals__
().__class__.__base__.__subclasses__()
getattr(torch, "load")
setattr(torch, "add", print)
vars(torch)
globals()["torch"]
eval("1")
exec("1")
compile("1", "", "exec")
__import__("os")
open("/etc/passwd")
input()
breakpoint()
type("A", (), {})
type(torch).mro
memoryview(b"")
__builtins__
__file__
__name__
(x for x in [1]).gi_frame
(x for x in [1]).gi_frame.f_back.f_globals
(lambda: 0).__code__
(lambda x=eval: x)("1")
[f for f in [open]][0]("/etc/passwd")
(f := eval)("1")
print(eval)
"{0.__class__}".format(1)
"{x.a}".format_map({})
str.format("{0.__class__}", 1)
f"{torch.load}"
f"{1:{torch.load('x')}}"
torch
t = torch
[nn, F]
{"a": math}
print(torch)
torch.nn
torch.nn.functional
torch.add = print
nn.Linear.forward = print
torch.Tensor.add.x = 1
F.relu, y = 1, 2
del torch.load
for torch.add in [1]: pass
with open("x") as f: pass
import os
import os.path as path
import torch.utils.data
import torch, os
from os import system
from os import *
from torch import *
from torch import load
from torch import hub
from torch import _C
from torch.nn import modules
from torch.nn.functional import torch
from . import evil
from .evil import thing
from typing import get_type_hints
import torch as _t
import math as torch
from torch import Tensor as F
def torch(): pass
def f(torch): return torch
def f(x: eval("1")): pass
def f() -> eval("1"): pass
def f(x=eval("1")): pass
def f(x=lambda eval: 0): return eval("1")
def _hidden(): pass
def __getattr__(name): pass
x: eval("1") = 1
class A(metaclass=eval): pass
class A(eval("object")): pass
class A: __slots__ = ()
@eval
@torch.no_grad()
@torch.compile
@A.setter
global x
raise SystemExit
assert eval("1")
lambda: exec("1")
_private = 1
nn.Embedding(1, 1, _weight=None)
nn.Linear(1, 1)._parameters
super().__getattribute__("x")
nn.Module.__init__
exit()
undefined_name
try: 1\nexcept* ValueError: pass
async def f(): pass
match 1:\n    case int(real=x): pass
match torch:\n    case object(load=x): x("weights.pt")
"""
LINES = [line.replace(r"\n", "\n") for line in ESCAPES.strip().splitlines()]
LINES = [f"{line}\ndef f(): pass" if line.startswith("@") else line for line in LINES]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.partition("\n")[0])
def test_every_way_out_is_refused(line: str) -> None:
    ast.parse(line if "global" not in line else "def f():\n    " + line)
    found = foreign_code(HEADER + line)
    assert found
    assert 5 in {each.line for each in found}
    assert all(each.reason.endswith(".") for each in found)


HIDING = {
    "an attribute of the same name is defined": """
class A:
    def load(self): ...
    gi_frame = numpy = 1
(x for x in [1]).gi_frame
torch.rand(1).numpy()
""",
    "a buffer of the same name is registered": """
nn.Module().register_buffer("grad_fn", torch.rand(1))
torch.rand(1).grad_fn
""",
    "the class body skips the parameter that hides it": """
def f(eval):
    class A:
        x = eval("1")
        eval = 1
""",
    "it is hidden in another function only": """
def f(eval):
    return eval
def g():
    return eval("1")
""",
    "it is hidden by a variable that may not be set": """
def f(x):
    if x:
        open = 1
    return open
open("x")
""",
    "a module is given as self": """
class A:
    def g(self):
        return self.load("x")
A.g(torch)
""",
    "a class of torch is changed": """
from torch.nn import Linear
Linear.forward = print
""",
    "a module becomes an attribute by an import in a class": """
class A:
    import torch as t
    def load(self): self.t = 1
A.t.load("x")
""",
    "a module becomes an attribute by an import in a branch of a class": """
class A:
    if True:
        from torch import nn as n
""",
}


@pytest.mark.parametrize("text", HIDING.values(), ids=HIDING)
def test_hiding_a_name_behind_another_does_not_help(text: str) -> None:
    assert foreign_code(HEADER + text)


def test_a_finding_says_what_stands_where_and_why() -> None:
    text = HEADER + "\nweights = torch.load('weights.pt')\nmodel = nn.Linear(2, 2)\nimport os\n"
    assert [(each.line, each.text, each.reason) for each in foreign_code(text)] == [
        (6, "torch.load", "Of torch, this is not on the list of plain names."),
        (8, "import os", "This import is not on the list of plain ones."),
    ]


def test_the_first_argument_of_print_may_be_called_input() -> None:
    assert foreign_code("def forward(self, input):\n    return lambda: print(input)\n") == ()


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "(" * 5_000 + ")" * 5_000,
        "x = " + "[" * 5_000,
        "x = " + "~" * 100_000 + "1",
        "x = " + "+".join(["1"] * 40_000),
        "x = a" + ".a" * 90_000,
        "x = f" + "()" * 40_000,
        "\n".join(["a" + "._a" * 800] * 70),
        "\n".join(["f" + "().a" * 800] * 50),
        "if 1:\n" + "".join(" " * i + "if 1:\n" for i in range(1, 300)),
        "x = '" + "a" * 10_000_000 + "'",
        "\0",
        "x = 1\0",
        "\ud800",
        "def f(:",
        "print 'hello'",
        "x = 0777",
        "# -*- coding: nonsense -*-\nx = 1",
    ],
    ids=lambda text: text[:20],
)
def test_hostile_text_is_refused_and_nothing_breaks(text: str) -> None:
    start = time.perf_counter()
    found = foreign_code(text)
    assert time.perf_counter() - start < 5
    assert found or "coding" in text


def test_an_odd_escape_in_a_string_is_no_concern() -> None:
    assert foreign_code(r"x = '\d'") == ()


@given(st.text(max_size=200))
@example("")
@example("\ufeffx = 1")
def test_any_text_is_answered(text: str) -> None:
    for each in foreign_code(text):
        assert each.line >= 1
        assert each.reason


@given(st.data())
def test_a_text_that_mentions_no_plain_name_is_never_plain(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["eval", "open", "getattr", "exec", "__import__", "vars"]))
    around = data.draw(
        st.sampled_from(["{}", "[{}]", "({}, 1)", "lambda: {}", "{{1: {}}}", "f'{{{}}}'", "-{}"])
    )
    assert foreign_code("x = " + around.format(name))
