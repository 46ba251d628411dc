"""What people write in model files, in all its layouts: the words of `idioms`.

``{m}`` is a member, ``{i}`` the indentation of the statement, ``{c}`` the last class.
"""

import sys

HEADERS = (
    "import torch\nfrom torch import nn\n",
    "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F  # ops\n",
    '"""A model."""\n\nfrom torch.nn import *\nfrom torch import nn, cat\nimport torch\n',
    "#!/usr/bin/env python\nfrom __future__ import annotations\n\nimport torch\n"
    "from torch import nn\n",
    "import torch; from torch import nn\n",
    "try:\n    import torch\nexcept ImportError:  # no torch\n    torch = None\n"
    "from torch import nn\n",
    "from torch.nn import (  # all\n    Linear,\n    ReLU,\n)\nfrom torch import nn\n"
    "import torch\n",
    "# -*- coding: utf-8 -*-\nfrom . import layers; import torch, \\\n    math\n"
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
    '@register("a, b", kind=r"\\w")  # decorated\n@second\nclass Named(nn.Module): pass\n',
    'TEXT = """\nclass Net(nn.Module):\n    self.m0 = nn.Linear(8, 8)\n"""\n',
    "TABLE = [" + ", ".join(["0.125"] * 1500) + "]\n",
    "if True:\n    class Block(nn.Module):\n        def forward(self, X): return X\n"
    "else:\n    class Block(nn.Module): ...\n",
    "async def fetch(url, /, *rest, **more):\n    async with url as page:\n        return page\n",
    "@dataclass(frozen=True)\nclass Config: width: int = 8; depth: int = 2\n",
    "def pair(x, *, y=(lambda z: z)): return [x for _ in range(2) if (w := x)], y\n",
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
    "nn.Linear(  # opens\n{i}    8,\n{i}    # between\n{i}    8\n{i}    # closes\n{i})",
    "nn.Linear(8,\n{i}          8,  # hangs\n{i}          bias=True)",
    "nn.Linear(*(8, 8), **{'bias': True})",
    "nn.Conv2d(8, 8, 3, padding='same # no comment')",
    "nn.Sequential(*[nn.ReLU()], nn.Linear(8, 8), *(nn.ReLU() for _ in range(2)))",
    "nn.Sequential(nn.Linear(8, 8), nn.ReLU(),  # two\n{i}    nn.Sequential(nn.ReLU(),))",
    "nn.Sequential(OrderedDict(\n{i}    a=nn.Linear(8, 8),\n{i}    b=nn.ReLU(),\n{i}))",
    "nn.Sequential(OrderedDict({'a': nn.ReLU(), \"b\": nn.Linear(8, 8)}))",
    "nn.Sequential(OrderedDict([\n{i}    ('a', nn.ReLU()),  # a\n{i}    ('b', nn.ReLU()),\n{i}]))",
    "getattr(nn, 'ReLU')()",
    "(lambda n=8: nn.Linear(n, n))()",
    "{'r': nn.ReLU, 'g': nn.GELU}['r']()",
    "nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2), num_layers=2)",
    "nn.Linear(8, 8).to('cpu')",
    "Linear(8, 8)",
    "nn.Sequential([nn.ReLU()][0], nn.Linear(8, 8 if TRUE else 9))",
    'nn.Embedding(8, 8, padding_idx=f"{8:>{3}}" and None)',
    "nn.Sequential(\n{i}    *[\n{i}        nn.Sequential(nn.Linear(8, 8), nn.ReLU())\n"
    "{i}        for _ in range(2)  # twice\n{i}        if TRUE\n{i}    ],\n{i}    nn.ReLU(),\n{i})",
)
LISTS = (
    "nn.ModuleList([nn.Linear(8, 8), nn.ReLU()])",
    "nn.ModuleList([\n{i}    nn.Linear(8, 8),\n{i}    nn.ReLU(),  # last\n{i}])",
    "nn.ModuleList(nn.Linear(8, 8) for _ in range(2))",
    'nn.ModuleDict({"a": nn.Linear(8, 8), "b": nn.ReLU()})',
    "nn.ModuleDict({\n{i}    'a': nn.Linear(8, 8),  # é\n{i}    'b': nn.ReLU(),\n{i}})",
    "[nn.Linear(8, 8)]",
    "nn.ModuleList([nn.Linear(8, 8) for _ in range(2)] + [nn.ReLU()])",
    "nn.ModuleList((nn.Linear(8, 8), nn.ReLU()))",
    "nn.ModuleDict([('a', nn.ReLU()), ['b', nn.ReLU()]])",
    "nn.ModuleDict({f'l{n}': nn.Linear(8, 8) for n in range(2)})",
    "nn.ModuleDict(dict(a=nn.ReLU()))",
    "[\n{i}    nn.ReLU()\n{i}]",
)
VALUES = (
    "nn.Parameter(torch.zeros(8))",
    "8",
    'f"{8}" + f"{\'a\'}"',
    "{'width': 8}",
    "(\n{i}    8  # eight\n{i})",
    "(8,)",
    "(torch.zeros(8), 1)",
    "lambda x: x.relu()",
    "'a' \"b\"\\\n{i}    'c'",
    '"""\n    deep\n  text"""',
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
    "match X.dim():\n{i}    case 2: X = self.{m}(X)\n{i}    case _:\n{i}        pass",
    "Z = Y = self.{m}(X)",
    "X[..., 0] = self.{m}(X)[..., 0]",
    "self.seen = X = self.{m}(X)",
    "Y: torch.Tensor = self.{m}(X)",
    "(X) = self.{m}((X))",
    "X, *_ = self.{m}(X), X",
    "for layer in self.{m}: X = layer(X)  # all",
    "for n, layer in enumerate(self.{m}):\n{i}    # each\n{i}    X = layer(X) if n else X\n"
    "{i}else:\n{i}    X = X + 1",
    "X = self.{m}[0](X)",
    "X = self.{m}['a'](X)",
    "X = getattr(self, '{m}')(X)",
    "def inner(Z):\n{i}    return self.{m}(Z)\n\n{i}X = inner(X)",
    "X = (lambda Z: self.{m}(Z))(X)",
    "X = X if (Y := self.{m}(X)) is None else Y",
    "X = self.{m}(X); X = X * 2;",
    "if self.training: return self.{m}(X)",
    "with torch.no_grad(), torch.autocast('cpu'):  # two\n{i}    X = self.{m}(X)",
    "X = torch.add(X, self.{m}(X),  # adds\n{i}              alpha=2)",
    "X = -self.{m}(X) @ X.T if X.size(0) > 1 else ~X.bool()",
    "del Y; Y = X",
    "X = self.{m}(input=X)",
    "X = self.{m}(*[X], **{})",
    "print(f'{self.{m}!r:>{8}} {{X}}', X)",
    "Y = {'x': self.{m}(X), **{}}['x']",
    "return self.{m}(X)",
    'raise NotImplementedError(f"{type(self)}")',
)
LINKS = (
    "X = self.{m}(X)",
    "X = self.{m}(X)  # step",
    "X = torch.relu(self.{m}(X))",
    "Y = self.{m}(X)\n{i}X = Y",
    "X = self.{m}(X).relu()",
    "Y = X\n{i}X = self.{m}(X) + Y",
)
CHAIN_ENDS = ("return X", "return X  # done", "return torch.relu(X)", "return self.first(X) + X")
ENDS = (
    "return X",
    "return self.{m}(X)",
    "return self.{m}(X), X",
    "return {'out': self.{m}(X)}  # a dict",
    "return (\n{i}    X\n{i}    + self.{m}(X)\n{i})",
    "return X + 1 ; ",
    "return",
    "pass",
    "return self.{m}(X) if self.training else X",
    "return (self.{m}(X), X)  # both",
    "yield self.{m}(X)",
    "return \\\n{i}    self.{m}(X)",
    "X = self.{m}(X); return X",
)
BASES = ("nn.Module", "torch.nn.Module", "nn.Sequential", "Module")
FORWARDS = (
    "def forward(self, X):",
    "def forward(self, X, mask=None, *, scale: float = 1.0) -> torch.Tensor:  # goes",
    "def forward(\n        self,\n        X,\n    ):",
    "@torch.no_grad()\n    def forward(self, X):",
    "def forward(self, x, /, *args, **kwargs) -> 'Tensor':",
    'def forward(  # opens\n        self, X: "Tensor",  # what: flows\n    ) -> (\n'
    "        torch.Tensor\n    ) :",
)
INITS = (
    "def __init__(self):",
    "def __init__(self, width=8, *, depth: int = 2):",
    "def __init__(self, width, config=None, **kwargs):",
    "def __init__(self, *modules):",
    "def __init__(self, width: int = 8, act=nn.ReLU):  # why: so",
    "def __init__(\n        self,\n        width=8,  # of it\n"
    "        **kwargs,  # the rest\n    ) -> None:",
    "def __init__(self, config: 'Config', /):",
)
LAST = (
    "model = {c}()\nX = torch.rand(2, 8)\n",
    "net = nn.Sequential({c}(), nn.Linear(8, 8))\n\nX = torch.rand(2, 8)",
    "model = nn.Sequential(\n    {c}(),  # ours\n    {c}(),\n)\n",
    "if __name__ == '__main__':\n    model = {c}()\n    print(f'{model}')\n",
    "a = {c}; model = a()",
    "",
    "model: nn.Module = {c}(); X = torch.rand(2, 8)\n",
    "X = torch.rand(2, 8)\nmodel = {c}().eval()\n",
    "def main():\n    model = {c}()\n    return model(torch.rand(2, 8))\n\n\nmain()\n",
    "model = nn.Sequential({c}(), shared := nn.ReLU(), shared)\nX = torch.rand(2, 8)  # in\n",
    "shared = {c}()\nmodel = nn.Sequential(shared, nn.ReLU(), shared)\n",
    "with torch.device('cpu'):\n    model = {c}()\n",
)

MEMBERS = (
    "self.{m} = {v}",
    "self.{m} = {v}",
    "self.{m} = {v}",
    "self.{m}: nn.Module = {v}  # typed",
    "if True:\n{i}    self.{m} = {w}\n{i}else:\n{i}    self.{m} = None",
    "self.add_module('{m}', {v})",
    "self.add_module(\n{i}    name='{m}',  # its name\n{i}    module={w},\n{i})",
    "self.{m} = nn.ModuleList()\n{i}for _ in range(2):\n{i}    self.{m}.append({w})",
    "layers = [{v}]\n{i}layers += [nn.ReLU()]\n{i}self.{m} = nn.Sequential(*layers)",
    "layers = OrderedDict()\n{i}layers['a'] = {v}\n{i}self.{m} = nn.Sequential(layers)",
    "self.{m} = self.other = {v}",
    "self.{m}, self.second = {v}, 2",
    "n = 8; self.{m} = {v}",
    "# about {m}\n{i}self.{m} = {v}",
    "self.{m} = {v}; self.also = nn.ReLU()  # two",
    "setattr(self, '{m}', {v})",
    "self.{m} = \\\n{i}    {v}",
    "for n, w in enumerate((8, 8)):\n{i}    setattr(self, f'm{n}', {w})",
    "if (width := 8) > 4: self.{m} = {w}",
    "with torch.no_grad():\n{i}    self.{m} = {w}",
    "self.register_buffer('{m}', torch.zeros(8))",
)
SUPERS = (
    "super().__init__()",
    "super().__init__()  # first",
    "super({n}, self).__init__()",
    "nn.Module.__init__(self)",
    '"""Makes it."""\n        super().__init__()',
)
DECORATORS = ("", "", "# A block.\n", "@torch.jit.ignore\n", '@register("a")  # why\n# and\n')
CLASSES = (
    "class {n}({b}):",
    "class {n}({b}):",
    "class {n}(\n    {b},  # base\n):",
    "class {n} ({b}) :",
)
BODIES = (
    "",
    "",
    '    """What it is.\n\n      indented\n    """',
    "    class Inner(nn.Module):\n        def forward(self, X): return X\n",
    "    kind = 'a'; SIZE: int = 8  # constants",
    "    @property\n    def width(self): return 8\n",
    "    @staticmethod\n    def make(n):\n        return nn.Linear(n, n)  # made\n",
    "    if True:\n        def extra(self): pass\n",
)
if sys.version_info >= (3, 12):
    EXTRAS += (
        "def first[T: (int, str)](x: T) -> T: return x\n",
        "type Pair[T] = tuple[T, T]\n",
        "NAME = f\"{'a'}{f\"{'b'}\"}\"\n",
    )
    CLASSES += ("class {n}[T: nn.Module]({b}):",)
