"""Linear modules, normalization and small modules that do not fit."""

from tests.engine.explain.gallery.broken import Broken, chain, net

LAYERS = {
    "linear": Broken(
        chain("nn.Linear(20, 20)", "nn.ReLU()", "«nn.Linear(256, 10)»", X="torch.rand(2, 20)"),
        "2",
        ("256 (in_features), got 20 in (2, 20)", "The 20 comes from `0` (Linear)"),
        "Set in_features=20 in `2` (Linear)",
    ),
    "flatten into a linear of another size": Broken(
        chain(
            *("nn.Conv2d(1, 6, 5)", "nn.Flatten()", "«nn.Linear(400, 10)»"),
            X="torch.rand(2, 1, 28, 28)",
        ),
        "2",
        ("400 (in_features), got 3456 in (2, 3456)", "comes from `1` (Flatten)"),
        "Set in_features=3456 in `2` (Linear)",
    ),
    "flatten forgotten": Broken(
        chain("nn.Conv2d(1, 6, 5)", "«nn.Linear(864, 10)»", X="torch.rand(2, 1, 16, 16)"),
        "1",
        ("864 (in_features), got 12", "6 × 12 × 12 = 864"),
        "Insert nn.Flatten() before `1` (Linear)",
    ),
    "squeeze that removed the features as well": Broken(
        net(
            "self.head = nn.Linear(1, 4)",
            forward="return «self.head(x.squeeze())»",
            X="torch.rand(2, 1)",
        ),
        "head",
        ("1 (in_features), got 2 in (2,)", "squeeze() removes every dimension of size 1"),
        "Set in_features=2 in `head` (Linear)",
    ),
    "bilinear": Broken(
        net(
            "self.both = nn.Bilinear(20, 7, 3)",
            forward="return «self.both(x, x)»",
            X="torch.rand(2, 20)",
        ),
        "both",
        ("7 (in2_features) in input 2, got 20",),
        "Set in2_features=20 in `both` (Bilinear)",
    ),
    "in the second call only": Broken(
        net(
            "self.block = nn.Sequential(«nn.Linear(20, 30)», nn.ReLU())",
            forward="return self.block(self.block(x))",
            X="torch.rand(2, 20)",
        ),
        "block.0",
        ("20 (in_features), got 30", "comes from `block.0`", "This was call 2 of it."),
        "Set out_features=20 in `block.0` (Linear)",
    ),
    "the last of several in a loop": Broken(
        net(
            "self.layers = nn.ModuleList([nn.Linear(4, 4), nn.Linear(4, 4), nn.Linear(5, 4)])",
            forward="for layer in self.layers:\n    x = «layer(x)»\nreturn x",
            X="torch.rand(2, 4)",
        ),
        "layers.2",
        ("5 (in_features), got 4 in (2, 4)", "comes from `layers.1` (Linear)"),
        "Set in_features=4 in `layers.2` (Linear)",
    ),
    "behind a dropout in another chain": Broken(
        "net = nn.Sequential(nn.Sequential(nn.Linear(4, 8), nn.ReLU()), "
        "nn.Sequential(nn.Dropout(), «nn.Linear(9, 2)»))\nX = torch.rand(2, 4)\n",
        "1.1",
        ("9 (in_features), got 8 in (2, 8)", "comes from `0.0` (Linear)"),
        "Set out_features=9 in `0.0` (Linear)",
    ),
    "a class made from a linear": Broken(
        "class Mine(nn.Linear):\n    pass\n"
        "net = nn.Sequential(nn.Linear(4, 4), «Mine(5, 4)»)\nX = torch.rand(2, 4)\n",
        "1",
        ("`1` (Mine)", "5 (in_features), got 4 in (2, 4)"),
        "Set out_features=5 in `0` (Linear)",
    ),
    "batch of one": Broken(
        chain("nn.Linear(20, 8)", "«nn.BatchNorm1d(8)»", X="torch.rand(1, 20)"),
        "1",
        ("(1, 8) has one value for each feature", "model.eval()"),
        "Use X = torch.rand(2, 20)",
    ),
    "batch norm of other features": Broken(
        chain("nn.Conv2d(1, 6, 3)", "«nn.BatchNorm2d(8)»", X="torch.rand(2, 1, 8, 8)"),
        "1",
        ("8 features (num_features) in dimension 1, got 6 in (2, 6, 6, 6)",),
        "Set num_features=6 in `1` (BatchNorm2d)",
    ),
    "batch norm of other dimensions": Broken(
        chain("nn.Conv2d(1, 6, 3)", "«nn.BatchNorm1d(6)»", X="torch.rand(2, 1, 8, 8)"),
        "1",
        ("needs 2 or 3 dimensions, got 4 in (2, 6, 6, 6)",),
        "Use nn.BatchNorm2d for `1` (BatchNorm1d)",
    ),
    "group norm": Broken(
        chain("nn.Conv2d(1, 6, 3)", "«nn.GroupNorm(2, 8)»", X="torch.rand(2, 1, 8, 8)"),
        "1",
        ("8 channels (num_channels)", "got 6 in (2, 6, 6, 6)"),
        "Set num_channels=6 in `1` (GroupNorm)",
    ),
    "layer norm": Broken(
        chain("nn.Linear(20, 4)", "«nn.LayerNorm(5)»", X="torch.rand(2, 20)"),
        "1",
        ("5 (normalized_shape), got 4 in (2, 4)", "from `0` (Linear)"),
        "Set out_features=5 in `0` (Linear)",
    ),
    "layer norm over two dimensions": Broken(
        chain("«nn.LayerNorm((8, 4))»", X="torch.rand(2, 4, 8)"),
        "0",
        ("a shape that ends in (8, 4), got (2, 4, 8)",),
        "Set normalized_shape=(4, 8) in `0` (LayerNorm)",
    ),
    "rms norm": Broken(
        chain("«nn.RMSNorm(8)»", X="torch.rand(2, 6)"),
        "0",
        ("8 (normalized_shape), got 6 in (2, 6)",),
        "Set normalized_shape=6 in `0` (RMSNorm)",
    ),
    "instance norm": Broken(
        chain("«nn.InstanceNorm2d(3, affine=True)»", X="torch.rand(2, 5, 4, 4)"),
        "0",
        ("3 features (num_features) in dimension 1, got 5",),
        "Set num_features=5 in `0` (InstanceNorm2d)",
    ),
    "softmax of a dimension that is not there": Broken(
        chain("nn.Linear(4, 4)", "«nn.Softmax(dim=2)»", X="torch.rand(2, 4)"),
        "1",
        ("dimension 2, but (2, 4) has 2 dimensions: 0 to 1", "from `0` (Linear)"),
        "Set dim=-1 in `1` (Softmax)",
    ),
    "unflatten": Broken(
        chain("nn.Linear(4, 20)", "«nn.Unflatten(1, (3, 7))»", X="torch.rand(2, 4)"),
        "1",
        ("3 × 7 = 21", "it is 20 in (2, 20)", "from `0` (Linear)"),
    ),
    "prelu": Broken(
        chain("«nn.PReLU(3)»", X="torch.rand(2, 4)"),
        "0",
        ("3 channels (num_parameters) in dimension 1, got 4 in (2, 4)",),
        "Set num_parameters=4 in `0` (PReLU)",
    ),
    "gated linear unit": Broken(
        chain("«nn.GLU()»", X="torch.rand(2, 5)"),
        "0",
        ("an even size in dimension -1", "got 5 in (2, 5)"),
        "Use X = torch.rand(2, 6)",
    ),
}
