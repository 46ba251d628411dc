"""Random model files in the idioms of real ones: what people write, in all its layouts."""

from collections.abc import Callable

from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[str]], str]

HEADERS = (
    "import torch\nfrom torch import nn\n",
    "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F  # ops\n",
    '"""A model."""\n\nfrom torch.nn import *\nfrom torch import nn, cat\nimport torch\n',
    "#!/usr/bin/env python\nfrom __future__ import annotations\n\nimport torch\n"
    "from torch import nn\n",
    "import torch; from torch import nn\n",
    "try:\n    import torch\nexcept ImportError:  # no torch\n    torch = None\n"
    "from torch import nn\n",
)
EXTRAS = (
    "",
    "WIDTH = 8  # of everything\n",
    "from dataclasses import dataclass\n\n\n@dataclass\nclass Config:\n"
    "    width: int = 8\n    # how often\n    depth: int = 2\n",
    "def linear(n, *, bias=True): return nn.Linear(n, n, bias=bias)\n",
    "if torch.cuda.is_available():\n    DEVICE = 'cuda'\nelse: DEVICE = 'cpu'\n",
    "def pick(kind):\n    match kind:\n        case 'relu' | \"r\":\n"
    "            return nn.ReLU()\n        case _:\n            return nn.GELU()\n",
    "NAMES = [f\"{n!r:>{8}}\" for n in ('a', 'b')]; TOTAL = 3\n",
    "def half(nn):  # shadows\n    return nn.scale(2)\n",
)
MODULES = (
    "nn.Linear(8, 8)",
    "nn.Linear(8, 8, bias=False)",
    "nn.Linear(\n{i}    8,  # in\n{i}    8,\n{i})",
    "nn.Linear(in_features=8, out_features=8)",
    "nn.ReLU()",
    "nn.Dropout(p=0.5)",
    "nn.LayerNorm((8,))",
    "nn.LayerNorm([8], eps=1e-5)",
    "nn.Sequential(nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 8))",
    "nn.Sequential(\n{i}    nn.Linear(8, 8),  # first\n{i}    # then\n"
    "{i}    nn.ReLU(),\n{i}    nn.Linear(8, 8)\n{i})",
    "nn.Sequential(nn.Linear(8, 8),  # hangs\n{i}              nn.Tanh())",
    "nn.Sequential(*[nn.Linear(8, 8) for _ in range(2)])",
    "nn.Sequential(*[\n{i}    nn.Linear(8, 8)  # repeated\n{i}    for _ in range(2)\n{i}])",
    'nn.Sequential(OrderedDict([("a", nn.Linear(8, 8)), ("b", nn.ReLU())]))',
    "nn.Sequential()",
    "nn.Sequential(\n{i}    # nothing yet\n{i})",
    "(nn.Sequential(nn.ReLU())\n{i}    .eval())",
    "nn.Identity(nn.Dropout(0.5))",
    "nn.ReLU() if TRUE else nn.GELU()",
    "nn.Linear(8, \\\n{i}    8)",
    "nn.Linear(8, (n := 8))",
)
LISTS = (
    "nn.ModuleList([nn.Linear(8, 8), nn.ReLU()])",
    "nn.ModuleList([\n{i}    nn.Linear(8, 8),\n{i}    nn.ReLU(),  # last\n{i}])",
    "nn.ModuleList(nn.Linear(8, 8) for _ in range(2))",
    'nn.ModuleDict({"a": nn.Linear(8, 8), "b": nn.ReLU()})',
    "nn.ModuleDict({\n{i}    'a': nn.Linear(8, 8),  # é\n{i}    'b': nn.ReLU(),\n{i}})",
    "[nn.Linear(8, 8)]",
)
VALUES = (
    "nn.Parameter(torch.zeros(8))",
    "8",
    'f"{8}" + f"{\'a\'}"',
    "{'width': 8}",
    "(\n{i}    8  # eight\n{i})",
)
STEPS = (
    "X = self.{m}(X)",
    "X = self.{m}(X)  # step",
    "Y = self.{m}(X)\n{i}X = X + Y",
    "X = torch.relu(self.{m}(X))",
    "X = torch.cat((X, self.{m}(X)), dim=-1)[..., :8]",
    "X = X + self.{m}(self.{m}(X))",
    "if self.training:\n{i}    X = self.{m}(X)\n{i}else:\n{i}    # not now\n{i}    X = X * 2",
    "if (n := X.size(0)) > 1: X = self.{m}(X)",
    "for _ in range(2):\n{i}    X = self.{m}(X)",
    "while X.sum() > 1: X /= 2",
    "a = 1; X = self.{m}(X)",
    "X, Y = torch.chunk(torch.cat((X, X), -1), 2, dim=-1)",
    "X = self.{m}(\n{i}    X,  # what flows\n{i})",
    "X = (self.{m}(X)\n{i}     .relu())",
    "X = X \\\n{i}    + self.{m}(X)",
    "assert X.size(-1) == 8, f\"width of {self.{m}} is {X.shape!r}, {'not'} {'8'}\"",
    "with torch.no_grad():\n{i}    Y = self.{m}(X)",
    "X = self.{m}.forward(X)",
    "X = torch.stack([self.{m}(X) for _ in range(2)]).mean(0)",
    "self.{m}(X)",
    "X += self.{m}(X) if self.{m} is not None else 0",
    "try:\n{i}    X = self.{m}(X)\n{i}except RuntimeError as error:  # why\n"
    "{i}    raise ValueError(f'{self.{m}}') from error\n{i}finally:\n{i}    pass",
)
ENDS = (
    "return X",
    "return self.{m}(X)",
    "return self.{m}(X), X",
    "return {{'out': self.{m}(X)}}  # a dict",
    "return (\n{i}    X\n{i}    + self.{m}(X)\n{i})",
    "return X + 1 ; ",
)
BASES = ("nn.Module", "torch.nn.Module", "nn.Sequential", "Module")
FORWARDS = (
    "def forward(self, X):",
    "def forward(self, X, mask=None, *, scale: float = 1.0) -> torch.Tensor:  # goes",
    "def forward(\n        self,\n        X,\n    ):",
    "@torch.no_grad()\n    def forward(self, X):",
)
INITS = (
    "def __init__(self):",
    "def __init__(self, width=8, *, depth: int = 2):",
    "def __init__(self, width, config=None, **kwargs):",
    "def __init__(self, *modules):",
)
LAST = (
    "model = {c}()\nX = torch.rand(2, 8)\n",
    "net = nn.Sequential({c}(), nn.Linear(8, 8))\n\nX = torch.rand(2, 8)",
    "model = nn.Sequential(\n    {c}(),  # ours\n    {c}(),\n)\n",
    "if __name__ == '__main__':\n    model = {c}()\n    print(f'{{model}}')\n",
    "a = {c}; model = a()",
    "",
)


def _one(*choices: str) -> st.SearchStrategy[str]:
    return st.sampled_from(choices)


@st.composite
def model_files(draw: Draw) -> str:
    """A file that compiles; its lines end with ``\\n``."""
    parts = [draw(_one(*HEADERS))]
    parts.append("from collections import OrderedDict\nTRUE = True\n")
    parts.append(draw(_one(*EXTRAS)))
    names: list[str] = []
    for _ in range(int(draw(_one("1", "2", "3")))):
        name = draw(_one("Net", "Block", "Head", "Net"))  # the same name twice happens
        parts.append(draw(_classes(name, tuple(names))))
        names.append(name)
    parts.append(draw(_one(*LAST)).replace("{c}", names[-1]).replace("{{", "{").replace("}}", "}"))
    gap = draw(_one("\n\n\n", "\n\n", "\n# ----\n\n"))
    text = gap.join(part.rstrip("\n") for part in parts if part) + "\n"
    layout = draw(_one("spaces", "spaces", "tabs", "open end"))
    if layout == "tabs":
        lines = text.split("\n")
        text = "\n".join(_tabbed(line) for line in lines)
    return text.rstrip("\n") if layout == "open end" else text


def _tabbed(line: str) -> str:
    body = line.lstrip(" ")
    depth, rest = divmod(len(line) - len(body), 4)
    return "\t" * depth + " " * rest + body


@st.composite
def _classes(draw: Draw, name: str, others: tuple[str, ...]) -> str:
    base = draw(_one(*BASES, *others))
    lines = [draw(_one("", "", "# A block.\n", "@torch.jit.ignore\n")) + f"class {name}({base}):"]
    if draw(_one("", "", "doc")):
        lines.append('    """What it is.\n\n      indented\n    """')
    if draw(_one("", "", "", "nested")):
        lines.append("    class Inner(nn.Module):\n        def forward(self, X): return X\n")
    made = [_member(draw, f"m{n}", others) for n in range(int(draw(_one("1", "2", "3"))))]
    lines.append("    " + draw(_one(*INITS)))
    lines.append(
        "        "
        + draw(
            _one(
                "super().__init__()",
                "super().__init__()  # first",
                "super(" + name + ", self).__init__()",
            )
        )
    )
    lines += [statement for _, statement in made]
    if draw(_one("", "blank")):
        lines.append("")
    lines.append("    " + draw(_one(*FORWARDS)))
    for _ in range(int(draw(_one("0", "1", "2", "3")))):
        lines.append(_filled(draw(_one(*STEPS)), draw(_one(*(m for m, _ in made)))))
        if draw(_one("", "", "", "note")):
            lines.append("        # note")
    lines.append(_filled(draw(_one(*ENDS)), draw(_one(*(m for m, _ in made)))))
    return "\n".join(lines) + "\n"


def _member(draw: Draw, name: str, others: tuple[str, ...]) -> tuple[str, str]:
    own = tuple(f"{other}()" for other in others)
    made = draw(_one(*MODULES, *LISTS, *VALUES, *own))
    form = draw(
        _one(
            "self.{m} = {v}",
            "self.{m} = {v}",
            "self.{m}: nn.Module = {v}  # typed",
            "if True:\n{i}    self.{m} = {w}\n{i}else:\n{i}    self.{m} = None",
            "self.add_module('{m}', {v})",
            "self.{m} = nn.ModuleList()\n{i}for _ in range(2):\n{i}    self.{m}.append({w})",
            "layers = [{v}]\n{i}layers += [nn.ReLU()]\n{i}self.{m} = nn.Sequential(*layers)",
            "self.{m} = self.other = {v}",
            "self.{m}, self.second = {v}, 2",
            "n = 8; self.{m} = {v}",
            "# about {m}\n{i}self.{m} = {v}",
        )
    )
    i = " " * 8
    value = made.replace("{i}", i)
    deeper = made.replace("{i}", i + "    ")
    text = form.replace("{v}", value).replace("{w}", deeper).replace("{m}", name).replace("{i}", i)
    return name, i + text


def _filled(step: str, member: str) -> str:
    i = " " * 8
    text = step.replace("{m}", member).replace("{i}", i)
    return i + text.replace("{{", "{").replace("}}", "}")
