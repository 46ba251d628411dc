"""Models that cannot be constructed."""

from tests.engine.explain.gallery.broken import Broken, net

_X = "torch.rand(2, 20)"

CONSTRUCTORS = {
    "super().__init__() forgotten": Broken(
        "class Net(nn.Module):\n    def __init__(self):\n        «self.l» = nn.Linear(20, 2)\n"
        "    def forward(self, x):\n        return self.l(x)\n"
        "net = Net()\n",
        None,
        ("before nn.Module itself was set up", "super().__init__()"),
        "Call super().__init__() first",
    ),
    "super().__init__() forgotten by a class without modules": Broken(
        "class Double(nn.Module):\n    def __init__(self):\n        self.k = 2\n"
        "    def forward(self, x):\n        return x * self.k\n"
        "net = nn.Sequential(Double())\nX = torch.rand(2, 20)\n",
        None,
        ("`Double`", "did not call super().__init__()"),
        "Call super().__init__() first",
    ),
    "module called before it is made": Broken(
        net(
            "self.width = «self.encoder»(torch.rand(2, 20)).shape[1]",
            "self.encoder = nn.Linear(20, 2)",
            forward="return self.encoder(x)",
            X=_X,
        ),
        None,
        ("`Net` has no attribute `encoder`", "yet"),
    ),
    "class that holds itself": Broken(
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.inner = «Net()»\n"
        "net = Net()\n",
        None,
        ("`Net()` calls itself without end",),
    ),
    "class misspelled": Broken(
        "net = nn.Sequential(«nn.Linaer»(20, 2))\nX = torch.rand(2, 20)\n",
        None,
        ("`torch.nn` has no attribute `Linaer`", "Did you mean `Linear`?"),
        "Write Linear",
    ),
    "modules in a list": Broken(
        "net = «nn.Sequential([nn.Linear(20, 2), nn.ReLU()])»\nX = torch.rand(2, 20)\n",
        None,
        ("one by one, and got a list",),
        "Leave the list away",
    ),
    "function in a Sequential": Broken(
        "net = «nn.Sequential(nn.Linear(20, 2), F.relu)»\nX = torch.rand(2, 20)\n",
        None,
        ("`relu` is a function", "nn.ReLU()"),
        "Write nn.ReLU()",
    ),
    "class in a Sequential": Broken(
        "net = «nn.Sequential(nn.Linear(20, 2), nn.ReLU)»\nX = torch.rand(2, 20)\n",
        None,
        ("`ReLU` is a class", "made by calling it"),
        "Write nn.ReLU()",
    ),
    "half a feature": Broken(
        "net = «nn.Linear(20 / 2, 4)»\nX = torch.rand(2, 10)\n",
        None,
        ("`20 / 2` is a fraction",),
        "Divide with //",
    ),
    "size from a division before": Broken(
        net(
            "middle = 20 / 4", "self.a = «nn.Linear(20, middle)»", forward="return self.a(x)", X=_X
        ),
        None,
        ("`middle` is 5.0, a float", "sizes are whole numbers"),
    ),
    "size from a division before, in a long call": Broken(
        net(
            "middle = 20 / 4",
            "self.a = «nn.Conv2d(20, middle, kernel_size=1, stride=1, padding=0, dilation=1, "
            "groups=1, bias=False, padding_mode='zeros')»",
            forward="return self.a(x)",
            X=_X,
        ),
        None,
        ("`middle` is 5.0, a float",),
    ),
    "negative size": Broken(
        "net = «nn.Linear(-3, 4)»\nX = torch.rand(2, 10)\n", None, ("a size of -3",)
    ),
    "no probability": Broken(
        "net = «nn.Dropout(2)»\nX = torch.rand(2, 10)\n",
        None,
        ("probability 2", "0 to 1"),
        "Set p=0.5 in nn.Dropout",
    ),
    "argument of a constructor missing": Broken(
        "class Net(nn.Module):\n    def __init__(self, width):\n        super().__init__()\n"
        "        self.l = nn.Linear(20, width)\n"
        "    def forward(self, x):\n        return self.l(x)\n"
        "net = «Net()»\nX = torch.rand(2, 20)\n",
        None,
        ("`Net` takes (width); `width` is missing",),
        "Set width=32 in Net",
    ),
    "error in a constructor": Broken(
        "class Net(nn.Module):\n    def __init__(self, n):\n        super().__init__()\n"
        "        if n % 2:\n            «raise ValueError('n must be even')»\n"
        "net = Net(3)\n",
        None,
        ("raises ValueError: n must be even",),
    ),
    "tensor instead of a parameter": Broken(
        net(
            "self.head = nn.Linear(10, 8)",
            "«self.head.weight» = torch.rand(8, 10)",
            forward="return self.head(x)",
            X=_X,
        ),
        None,
        ("`self.head.weight` is a parameter", "nn.Parameter(…)"),
    ),
    "weights of another model": Broken(
        "net = nn.Linear(10, 8)\n"
        "weights = {'weight': torch.rand(5, 7), 'bias': torch.rand(8)}\n"
        "«net.load_state_dict(weights)»\n",
        None,
        ("`weight` is (5, 7) in the file and (8, 10) in the model",),
    ),
    "weights that are not there": Broken(
        "net = nn.Linear(2, 2)\nnet.load_state_dict(«torch.load('no weights.pt')»)\n",
        None,
        ("no file `no weights.pt`",),
    ),
    "parameters too large for any memory": Broken(
        "net = nn.Sequential(nn.ReLU(), «nn.Linear(10**6, 10**6)»)\nX = torch.rand(2, 10**6)\n",
        None,
        ("nn.Linear(10**6, 10**6)", "(1000000, 1000000)", "4.0 TB"),
    ),
}
