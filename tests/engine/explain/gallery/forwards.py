"""Mistakes in the Python of a forward: names, arguments, returns, keys, hooks."""

from tests.engine.explain.gallery.broken import Broken, function, net

_X = "torch.rand(2, 20)"
_BLOCK = "class Block(nn.Module):\n    def forward(self, x):\n        y = x * 2\n\n"

FORWARDS = {
    "an argument of forward missing": Broken(
        "class Two(nn.Module):\n    def forward(self, x, mask):\n        return x\n"
        "net = nn.Sequential(nn.Linear(20, 20), «Two()»)\nX = torch.rand(2, 20)\n",
        "1",
        ("takes (x, mask), but got no `mask`", "nn.Sequential passes one value on"),
    ),
    "an input missing": Broken(
        "class Two(nn.Module):\n    def forward(self, x, mask):\n        return x * mask\n"
        "net = «Two()»\nX = torch.rand(2, 20)\n",
        "",
        ("takes (x, mask), but got no `mask`",),
        "Use X = (torch.rand(2, 20), torch.rand(2, 20))",
    ),
    "an argument too many": Broken(
        net("self.l = nn.Linear(20, 2)", forward="return «self.l(x, x)»", X=_X),
        "l",
        ("takes (input), but got 2 arguments",),
    ),
    "an argument of another name": Broken(
        net("self.l = nn.Linear(20, 2)", forward="return «self.l(inputs=x)»", X=_X),
        "l",
        ("has no `inputs`", "Did you mean `input`?"),
    ),
    "an argument of a function misspelled": Broken(
        function("return «F.softmax(x, dims=1)»", _X),
        "",
        ("`F.softmax` takes (input, dim", "has no argument `dims`", "Did you mean `dim`?"),
        "Write dim=",
    ),
    "an argument of a function missing": Broken(
        function("return «F.linear(x)»", _X),
        "",
        ("takes (input, weight, bias)", "`weight` is missing"),
    ),
    "forward forgotten": Broken(
        "class Block(nn.Module):\n    def foward(self, x):\n        return x\n"
        "net = nn.Sequential(«Block()»)\nX = torch.rand(2, 20)\n",
        "0",
        ("`Block` has no forward", "Did you mean `foward`"),
        "Call foward forward",
    ),
    "None passed on": Broken(
        _BLOCK + "net = nn.Sequential(Block(), «nn.Linear(20, 2)»)\nX = torch.rand(2, 20)\n",
        "1",
        ("got None instead of a tensor", "`0` (Block) returned it", "end of Block.forward"),
        "Return the result of Block.forward",
    ),
    "None added": Broken(
        _BLOCK + net("self.block = Block()", forward="return «self.block(x) + x»", X=_X),
        "",
        ("`self.block(x)` is None", "operand of `+`", "`block` (Block) returned it"),
        "Return the result of Block.forward",
    ),
    "method of None": Broken(
        _BLOCK + net("self.block = Block()", forward="y = self.block(x)\nreturn «y.relu»()", X=_X),
        "",
        ("`y` is None", "has no `relu`", "`block` (Block) returned it"),
        "Return the result of Block.forward",
    ),
    "module misspelled": Broken(
        net("self.linear = nn.Linear(20, 2)", forward="return «self.lienar»(x)", X=_X),
        "",
        ("`Net` has no attribute `lienar`", "Did you mean `linear`?"),
        "Write linear",
    ),
    "module never made": Broken(
        net("self.linear = nn.Linear(20, 2)", forward="return «self.decoder»(x)", X=_X),
        "",
        ("`Net` has no attribute `decoder`", "it has `linear`"),
    ),
    "function misspelled": Broken(
        function("return «F.rellu»(x)", _X),
        "",
        ("`torch.nn.functional` has no attribute `rellu`", "Did you mean `relu`?"),
        "Write relu",
    ),
    "variable misspelled": Broken(
        function("hidden = x * 2\nreturn «hiden»", _X),
        "",
        ("`hiden` is not defined", "Did you mean `hidden`?"),
        "Write hidden",
    ),
    "module called without self": Broken(
        net("self.linear = nn.Linear(20, 2)", forward="return «linear»(x)", X=_X),
        "",
        ("`linear` is not defined", "Did you mean `self.linear`?"),
        "Write self.linear",
    ),
    "variable set in one branch only": Broken(
        function("if x.sum() < 0:\n    y = x\nreturn «y»", _X), "", ("`y` has no value here",)
    ),
    "key of a ModuleDict": Broken(
        net(
            "self.heads = nn.ModuleDict({'left': nn.Linear(20, 2)})",
            forward="return «self.heads['lefft']»(x)",
            X=_X,
        ),
        "",
        ("has no `'lefft'`; it has `'left'`", "Did you mean `'left'`?"),
        "Write self.heads['left']",
    ),
    "key of the input": Broken(
        "class Net(nn.Module):\n"
        "    def forward(self, batch):\n        return «batch['image']» * 2\n"
        "net = Net()\nX = ({'images': torch.rand(2, 20)},)\n",
        "",
        ("`batch` has no `'image'`; it has `'images'`",),
        "Write batch['images']",
    ),
    "place in a ModuleList": Broken(
        net(
            "self.layers = nn.ModuleList([nn.Linear(20, 20)])",
            forward="return «self.layers[1]»(x)",
            X=_X,
        ),
        "",
        ("`self.layers` has 1 item, only 0", "no item 1"),
    ),
    "ModuleList called": Broken(
        net(
            "self.layers = nn.ModuleList([nn.Linear(20, 20)])",
            forward="return «self.layers(x)»",
            X=_X,
        ),
        "layers",
        ("`ModuleList` has no forward", "in a loop"),
        "Keep them in an nn.Sequential",
    ),
    "list called": Broken(
        net("self.sizes = [1, 2]", forward="return «self.sizes(x)»", X=_X),
        "",
        ("`self.sizes` is a list and cannot be called",),
    ),
    "number called": Broken(
        net("self.dropout = 0.5", forward="return «self.dropout(x)»", X=_X),
        "",
        ("`self.dropout` is a float and cannot be called",),
    ),
    "module named like a method of every module": Broken(
        net("self.double = nn.Linear(20, 2)", forward="return «self.double(x)»", X=_X),
        "",
        ("`self.double` is a method that every nn.Module has", "hides the module"),
    ),
    "property that fails inside": Broken(
        "class Net(nn.Module):\n    @property\n    def width(self):\n        return self.wdith\n"
        "    def forward(self, x):\n        return x * «self.width»\n"
        "net = Net()\nX = torch.rand(2)\n",
        "",
        ("`Net` has `width`, but the code behind it raised",),
    ),
    "self forgotten": Broken(
        "class Net(nn.Module):\n    def forward(x):\n        return x\n"
        "net = «Net()»\nX = torch.rand(2)\n",
        "",
        ("takes nothing but self", "Write self as the first parameter"),
        "Write self first",
    ),
    "items that are no pairs": Broken(
        net(
            "self.layers = nn.ModuleList([nn.ReLU()])",
            forward="for «layer, number» in self.layers:\n    x = layer(x)\nreturn x",
            X=_X,
        ),
        "",
        ("Each item of `self.layers` is a single ReLU", "enumerate"),
    ),
    "largest numbers with their places": Broken(
        function("return «x.max(dim=1) + 1»", _X),
        "",
        ("`x.max(dim=1)` is a tuple", "returns (values, indices)"),
        "Write x.max(dim=1).values",
    ),
    "shape called": Broken(
        function("return x.view(«x.shape(0)», -1)", _X),
        "",
        ("`x.shape` holds the sizes and is indexed",),
        "Write x.shape[0]",
    ),
    "size indexed": Broken(
        function("return x.view(«x.size[0]», -1)", _X),
        "",
        ("`x.size` is a method: it is called",),
        "Write x.size(0)",
    ),
    "range of a shape": Broken(
        function("for i in «range(x.shape)»:\n    x = x + i\nreturn x", _X),
        "",
        ("`x.shape` holds all sizes, (2, 20)",),
        "Write range(x.shape[0])",
    ),
    "division by zero": Broken(
        function("return x.view(2, «20 // (x.shape[0] - 2)»)", _X),
        "",
        ("divides by zero: `x.shape[0] - 2` is 0",),
    ),
    "assertion": Broken(
        function("assert «x.shape[1] == 10», 'ten columns'\nreturn x", _X),
        "",
        ("`x.shape[1] == 10` does not hold: ten columns", "`x.shape[1]` is 20"),
    ),
    "error of one's own": Broken(
        function("«raise ValueError('ten columns')»", _X),
        "",
        ("The forward of the model (Net) raises ValueError: ten columns",),
    ),
    "constant that stays behind": Broken(
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.scale = torch.ones(20)\n        self.bias = nn.Parameter(torch.ones(20))\n"
        "    def forward(self, x):\n        return «(x + self.bias) * self.scale»\n"
        "net = Net().to('meta')\nX = torch.rand(2, 20, device='meta')\n",
        "",
        ("The constant `scale` stays on cpu", "register_buffer"),
        "Register scale as a buffer",
    ),
    "call of itself": Broken(
        function("return «self(x)»", _X), "", ("`self(x)` calls itself without end",)
    ),
    "hook that fails": Broken(
        "net = nn.Sequential(nn.Linear(20, 4), nn.Linear(4, 2))\n"
        "def hook(module, args, output):\n    return «output @ torch.ones(3, 3)»\n"
        "net[0].register_forward_hook(hook)\nX = torch.rand(2, 20)\n",
        "0",
        ("(2, 4) by (3, 3)", "(2, 4) comes from `0` (Linear)"),
    ),
    "hook without its arguments": Broken(
        "net = nn.Sequential(«nn.Linear(20, 4)»)\n"
        "net[0].register_forward_hook(lambda module, output: output)\nX = torch.rand(2, 20)\n",
        "0",
        ("hook of `0` (Linear) is called with (module, args, output)",),
    ),
    "hook that cuts the output": Broken(
        "net = nn.Sequential(nn.Linear(20, 4), «nn.Linear(4, 2)»)\n"
        "net[0].register_forward_hook(lambda m, args, out: out[:, :3])\nX = torch.rand(2, 20)\n",
        "1",
        ("4 (in_features), got 3 in (2, 3)", "The 3 comes from `out[:, :3]`"),
    ),
}
