"""Tensors that cannot be added, joined, arranged or unpacked as they are."""

from tests.engine.explain.gallery.broken import Broken, function, net

_TWO_LINEARS = ("self.a = nn.Linear(20, 30)", "self.b = nn.Linear(20, 40)")
_X = "torch.rand(2, 20)"

SHAPES = {
    "sum of two widths": Broken(
        net(*_TWO_LINEARS, forward="return «F.relu(self.a(x)) + self.b(x)»", X=_X),
        "",
        ("dimension -1 is 30 on one side and 40", "from `a` (Linear)", "from `b` (Linear)"),
        "Set out_features=30 in `b` (Linear)",
    ),
    "residual of other channels": Broken(
        net(
            "self.conv = nn.Conv2d(3, 8, 3, padding=1)",
            forward="return «F.relu(self.conv(x)) + x»",
            X="torch.rand(2, 3, 9, 9)",
        ),
        "",
        ("dimension -3 is 8 on one side and 3", "(2, 8, 9, 9) comes from `conv` (Conv2d)"),
        "Set out_channels=3 in `conv` (Conv2d)",
    ),
    "positions for other steps": Broken(
        net(
            "self.embed = nn.Linear(4, 8)",
            "self.places = nn.Parameter(torch.zeros(1, 16, 8))",
            forward="return «self.embed(x) + self.places»",
            X="torch.rand(2, 17, 4)",
        ),
        "",
        ("dimension -2 is 17 on one side and 16", "the parameter `places`"),
        "Use X = torch.rand(2, 16, 4)",
    ),
    "skip connection of an odd image": Broken(
        net(
            "self.down = nn.Sequential(nn.MaxPool2d(2), nn.Conv2d(1, 8, 3, padding=1))",
            "self.up = nn.Upsample(scale_factor=2)",
            forward="return «torch.cat([x, self.up(self.down(x))], 1)»",
            X="torch.rand(2, 1, 9, 9)",
        ),
        "",
        ("along dimension 1, but they differ in dimension 2 and 3", "(2, 8, 8, 8) comes from `up`"),
    ),
    "in place into an expanded tensor": Broken(
        function("y = x.expand(3, 2)\n«y += 1»\nreturn y", "torch.rand(2)"),
        "",
        ("it was expanded", "(3, 2) comes from `x.expand(3, 2)`", ".clone()"),
    ),
    "per sample weights": Broken(
        function("return «x * torch.ones(2)»", _X),
        "",
        ("(2, 20) and (2,)", "20 on one side and 2 on the other", "index (2,) with [:, None]"),
    ),
    "in place into less": Broken(
        function("«x += torch.ones(3, 2, 20)»\nreturn x", _X),
        "",
        ("into (2, 20)", "with (3, 2, 20) the result is larger", "x = x + y"),
    ),
    "where": Broken(
        function("return «torch.where(x > 0, x, torch.ones(3))»", _X),
        "",
        ("(2, 20) and (3,)", "20 on one side and 3 on the other"),
    ),
    "masked fill": Broken(
        function("return «x.masked_fill(torch.ones(2, 3, dtype=torch.bool), 0.0)»", _X),
        "",
        ("20 on one side and 3 on the other",),
    ),
    "similarity of two widths": Broken(
        net(
            "self.similar = nn.CosineSimilarity()",
            forward="return «self.similar(x, x[:, :3])»",
            X="torch.rand(2, 4)",
        ),
        "similar",
        ("4 on one side and 3 on the other", "(2, 3) comes from `x[:, :3]`"),
    ),
    "cat along the wrong dimension": Broken(
        net(*_TWO_LINEARS, forward="return «torch.cat((self.a(x), self.b(x)), dim=0)»", X=_X),
        "",
        ("along dimension 0, but they differ in dimension 1", "(2, 40) comes from `b`"),
        "Write torch.cat((self.a(x), self.b(x)), dim=1)",
    ),
    "cat of other ranks": Broken(
        function("return «torch.cat((x, x[0]))»", _X),
        "",
        ("tensors with 1 and 2 dimensions", "(20,) comes from `x[0]`"),
    ),
    "cat of nothing": Broken(
        function("parts = []\nreturn «torch.cat(parts)»", _X), "", ("the list is empty",)
    ),
    "cat along a dimension that is not there": Broken(
        function("return «torch.cat((x, x), dim=2)»", _X),
        "",
        ("dimension 2, but (2, 20) has 2 dimensions: 0 to 1",),
        "Write torch.cat((x, x), dim=-1)",
    ),
    "cat without a tuple": Broken(
        function("return «torch.cat(x, x)»", _X),
        "",
        ("`tensors` must be a tuple of tensors, and is a tensor",),
        "Write torch.cat((x, x))",
    ),
    "stack": Broken(
        net(*_TWO_LINEARS, forward="return «torch.stack([self.a(x), self.b(x)])»", X=_X),
        "",
        ("on a new dimension, but they differ in dimension 1",),
        "Set out_features=30 in `b` (Linear)",
    ),
    "view": Broken(
        function("return «x.view(2, 7)»", _X),
        "",
        ("(2, 20) has 40 numbers and (2, 7) needs 14",),
        "Write x.view(2, -1)",
    ),
    "reshape of a batch": Broken(
        function("return «x.reshape(x.shape[0], 4, 6)»", _X),
        "",
        ("40 numbers and (2, 4, 6) needs 48",),
        "Write x.reshape(x.shape[0], 4, -1)",
    ),
    "view with a rest": Broken(
        function("return «x.view(3, -1)»", _X), "", ("40 numbers", "needs 3 times something")
    ),
    "view with two rests": Broken(
        function("return «x.view(-1, -1)»", _X), "", ("2 sizes to be worked out (-1)",)
    ),
    "view of a fraction": Broken(
        function("return «x.view(2, 20 / 2, 2)»", _X), "", ("10.0 is none", "Divide with //")
    ),
    "view of what is not contiguous": Broken(
        function("return «x.transpose(1, 2).view(2, -1)»", "torch.rand(2, 3, 4)"),
        "",
        ("(2, 4, 3)", "not contiguous", ".reshape"),
        "Write x.transpose(1, 2).reshape(2, -1)",
    ),
    "permute of another rank": Broken(
        function("return «x.permute(0, 2, 1)»", _X), "", ("orders 3 dimensions, but (2, 20) has 2",)
    ),
    "transpose": Broken(
        function("return «x.transpose(1, 2)»", _X),
        "",
        ("dimension 2, but (2, 20) has 2 dimensions",),
    ),
    "sum over a dimension that is not there": Broken(
        function("return «x.sum(dim=3)»", _X),
        "",
        ("dimension 3, but (2, 20) has 2 dimensions: 0 to 1",),
        "Write x.sum(dim=-1)",
    ),
    "expand": Broken(
        function("return «x.expand(3, 20)»", _X),
        "",
        ("only dimensions of size 1", "dimension -2 is 2"),
    ),
    "repeat": Broken(
        function("return «x.repeat(2)»", _X), "", ("names 1 dimension, but (2, 20) has 2",)
    ),
    "split": Broken(
        function("return «x.split([5, 5], dim=1)»[0]", _X),
        "",
        ("5 + 5 = 10", "it is 20 in (2, 20)"),
    ),
    "chunk unpacked": Broken(
        function("«a, b, c» = x.chunk(2, dim=1)\nreturn a", _X),
        "",
        ("`a, b, c` are 3 names, but `x.chunk(2, dim=1)` has 2 parts",),
    ),
    "split unpacked": Broken(
        function("«a, b» = x.split(5, dim=1)\nreturn a", _X),
        "",
        ("`a, b` are 2 names, but `x.split(5, dim=1)` has 4 parts",),
    ),
    "shape unpacked": Broken(
        function("«b, c, h, w» = x.shape\nreturn x", _X),
        "",
        ("`b, c, h, w` are 4 names, but `x.shape` has 2 dimensions", "(2, 20)"),
    ),
    "interpolate": Broken(
        function("return «F.interpolate(x, size=(4, 4))»", _X),
        "",
        ("2 dimensions to (4, 4)", "got 2 dimensions in (2, 20)"),
    ),
}
