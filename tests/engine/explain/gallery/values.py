"""Numbers of the wrong kind, in the wrong place, or for a loss that cannot take them."""

from tests.engine.explain.gallery.broken import Broken, chain, function, net

_X = "torch.rand(2, 20)"

NUMBERS = {
    "float64 into weights of float32": Broken(
        chain("«nn.Linear(20, 10)»", X="torch.rand(2, 20, dtype=torch.float64)"),
        "0",
        ("got float64 numbers, but its weights are float32", "from the input X"),
        "Use X = torch.rand(2, 20)",
    ),
    "whole numbers into a convolution": Broken(
        chain("«nn.Conv2d(1, 2, 3)»", X="torch.ones(2, 1, 8, 8).long()"),
        "0",
        ("got int64 numbers, but its weights are float32",),
        "Use X = torch.rand(2, 1, 8, 8)",
    ),
    "float32 into weights of float16": Broken(
        net("self.l = nn.Linear(20, 10).half()", forward="return «self.l(x)»", X=_X),
        "l",
        ("got float32 numbers, but its weights are float16",),
        "Write self.l(x.to(torch.float16))",
    ),
    "product of two types": Broken(
        function("return «x @ torch.ones(20, 2).double()»", _X),
        "",
        ("got float32 numbers, but the other side is float64",),
        "Use X = torch.rand(2, 20, dtype=torch.float64)",
    ),
    "minus between truth values": Broken(
        function("return «(x > 0) - (x > 1)»", _X),
        "",
        ("`-` is not defined for truth values", "`^`"),
    ),
    "logic of fractions": Broken(
        function("return «x & (x > 0)»", _X),
        "",
        ("not made for float32 and bool numbers", "(x > 0) & (y > 0)"),
    ),
    "tensor of tensors": Broken(
        function("return «torch.tensor([x, x])»", _X),
        "",
        ("holds 40 numbers, (2, 20)", "torch.stack"),
    ),
    "array of numpy in a function": Broken(
        "import numpy as np\n" + function("return «F.relu(np.ones(3))»", _X),
        "",
        ("got an array of numpy instead of a tensor",),
    ),
    "mean of whole numbers": Broken(
        function("return «x.mean()»", "torch.ones(2, 20).long()"),
        "",
        ("gives fractions, and got int64",),
        "Write x.float().mean()",
    ),
    "fractions into whole numbers": Broken(
        function("y = torch.ones(2, 20, dtype=torch.long)\n«y += x»\nreturn y", _X),
        "",
        ("writes float32 numbers into a tensor of int64",),
    ),
    "whole numbers divided by zero": Broken(
        function("return «x // 0»", "torch.ones(2, 20).long()"),
        "",
        ("divides whole numbers by zero",),
    ),
    "a parameter on meta": Broken(
        net(
            "self.w = nn.Parameter(torch.rand(20, device='meta'))",
            forward="return «x * self.w»",
            X=_X,
        ),
        "",
        ("two devices, cpu and meta", "On cpu: the input X; on meta: the parameter `w`"),
    ),
    "weights on meta": Broken(
        "net = nn.Sequential(«nn.Linear(20, 2, device='meta')»)\nX = torch.rand(2, 20)\n",
        "0",
        ("two devices", "On cpu: the input X; on meta: the weights of `0` (Linear)"),
    ),
    "a decision on meta": Broken(
        function("if «x.sum() > 0»:\n    return x\nreturn -x", "torch.rand(2, 20, device='meta')"),
        "",
        ("needs the numbers themselves", "a tensor on meta has only a shape"),
    ),
    "a decision on many numbers": Broken(
        function("if «x > 0»:\n    return x\nreturn -x", _X),
        "",
        ("holds 40 numbers, (2, 20)", ".any() or .all()", "torch.where"),
    ),
    "item of many numbers": Broken(
        function("return x * «x.item()»", _X), "", ("a single number", "holds 40 numbers, (2, 20)")
    ),
    "math on a tensor": Broken(
        function("import math\nreturn x / «math.sqrt(x)»", _X), "", ("needs a single number",)
    ),
    "numpy of what requires gradients": Broken(
        net(
            "self.l = nn.Linear(20, 2)",
            forward="return torch.from_numpy(«self.l(x).numpy()»)",
            X=_X,
        ),
        "",
        ("requires them", "(2, 2) comes from `l` (Linear)", ".detach().numpy()"),
    ),
    "numpy function on what requires gradients": Broken(
        "import numpy as np\n"
        + net("self.l = nn.Linear(20, 2)", forward="return «np.exp(self.l(x))»", X=_X),
        "",
        ("an array of numpy", ".detach().numpy()"),
    ),
    "parameter changed in place": Broken(
        net(
            "self.w = nn.Parameter(torch.rand(20))",
            forward="«self.w += 1»\nreturn x * self.w",
            X=_X,
        ),
        "",
        ("changes the parameter `w` in place", "torch.no_grad()"),
    ),
    "backward of many numbers": Broken(
        net("self.l = nn.Linear(20, 2)", forward="y = self.l(x)\n«y.backward()»\nreturn y", X=_X),
        "",
        ("needs a single number, such as a loss, and got (2, 2)",),
    ),
    "a text as input": Broken(
        "net = nn.Sequential(«nn.Linear(20, 2)»)\nX = 'hello'\n",
        "0",
        ("got a text instead of a tensor", "hello"),
    ),
    "an array of numpy as input": Broken(
        "import numpy as np\nnet = nn.Sequential(«nn.Linear(20, 2)»)\nX = np.ones((2, 20))\n",
        "0",
        ("got an array of numpy instead of a tensor", "torch.from_numpy"),
    ),
    "a module that is made of a tensor": Broken(
        net("self.l = nn.Linear(20, 2)", forward="return «self.l(nn.ReLU(x > 0))»", X=_X),
        "l",
        ("got a ReLU instead of a tensor", "nn.ReLU()(x)"),
    ),
}

LOSSES = {
    "classes for another batch": Broken(
        net(
            "self.loss = nn.CrossEntropyLoss()",
            forward="return «self.loss(x, torch.tensor([1, 2, 3]))»",
            X="torch.rand(2, 5)",
        ),
        "loss",
        ("scores (2, 5) with a target (3,)", "a target of shape (2,)"),
    ),
    "a class that is not there": Broken(
        net(
            "self.loss = nn.CrossEntropyLoss()",
            forward="return «self.loss(x, torch.tensor([1, 5]))»",
            X="torch.rand(2, 5)",
        ),
        "loss",
        ("class 5", "5 classes, 0 to 4"),
    ),
    "classes as fractions": Broken(
        function("return «F.cross_entropy(x, torch.ones(2))»", "torch.rand(2, 5)"),
        "",
        ("(int64) as target, and got float32",),
        "Write F.cross_entropy(x, torch.ones(2).long())",
    ),
    "probabilities of another shape": Broken(
        net(
            "self.loss = nn.BCELoss()",
            forward="return «self.loss(x.sigmoid(), torch.ones(2))»",
            X="torch.rand(2, 1)",
        ),
        "loss",
        ("(2, 1) and its target (2,)", ".unsqueeze(-1)"),
        "Write self.loss(x.sigmoid(), torch.ones(2).unsqueeze(-1))",
    ),
    "no probabilities": Broken(
        net(
            "self.loss = nn.BCELoss()",
            forward="return «self.loss(x, torch.ones(2, 1))»",
            X="torch.ones(2, 1) * 3",
        ),
        "loss",
        ("outside of 0 to 1", "nn.BCEWithLogitsLoss"),
    ),
    "scores of another shape": Broken(
        net(
            "self.loss = nn.BCEWithLogitsLoss()",
            forward="return «self.loss(x, torch.ones(2, 4))»",
            X="torch.rand(2, 5)",
        ),
        "loss",
        ("(2, 5) and its target (2, 4)", "same shape"),
    ),
}
