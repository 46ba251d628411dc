"""Convolutions, pooling and resizing that do not fit."""

from tests.engine.explain.gallery.broken import Broken, chain, net

IMAGES = {
    "channels": Broken(
        chain("nn.Conv2d(3, 8, 3)", "«nn.Conv2d(16, 8, 3)»", X="torch.rand(2, 3, 16, 16)"),
        "1",
        ("16 channels (in_channels) in dimension 1, got 8 in (2, 8, 14, 14)", "from `0` (Conv2d)"),
        "Set out_channels=16 in `0` (Conv2d)",
    ),
    "channels last": Broken(
        chain("«nn.Conv2d(3, 8, 3)»", X="torch.rand(2, 16, 16, 3)"),
        "0",
        ("3 channels", "got 16 in (2, 16, 16, 3)", "channels seem to come last", ".movedim(-1, 1)"),
        "Use X = torch.rand(2, 3, 16, 16)",
    ),
    "channel missing": Broken(
        chain("«nn.Conv2d(1, 8, 3)»", X="torch.rand(2, 28, 28)"),
        "0",
        ("1 channel", "got 2 in (2, 28, 28)", ".unsqueeze(1)"),
        "Use X = torch.rand(2, 1, 28, 28)",
    ),
    "batch and channel missing": Broken(
        chain("«nn.Conv2d(3, 8, 3)»", X="torch.rand(28, 28)"),
        "0",
        ("(batch, 3, height, width)", "got 2 dimensions in (28, 28)"),
        "Use X = torch.rand(2, 3, 32, 32)",
    ),
    "kernel larger than the image": Broken(
        chain(
            *("nn.Conv2d(1, 4, 3)", "nn.MaxPool2d(4)", "«nn.Conv2d(4, 4, 7)»"),
            X="torch.rand(2, 1, 16, 16)",
        ),
        "2",
        ("its kernel (7, 7) is larger than the (3, 3) left in (2, 4, 3, 3)",),
        "Set padding=3 in `2` (Conv2d)",
    ),
    "convolution as a function": Broken(
        net(
            "self.w = nn.Parameter(torch.rand(8, 3, 3, 3))",
            forward="return «F.conv2d(x, self.w)»",
            X="torch.rand(2, 1, 8, 8)",
        ),
        "",
        ("3 channels for its weight (8, 3, 3, 3), got 1 in (2, 1, 8, 8)",),
        "Use X = torch.rand(2, 3, 8, 8)",
    ),
    "transposed convolution": Broken(
        chain("nn.Conv2d(3, 8, 3)", "«nn.ConvTranspose2d(16, 3, 3)»", X="torch.rand(2, 3, 16, 16)"),
        "1",
        ("16 channels (in_channels)", "got 8 in (2, 8, 14, 14)"),
        "Set in_channels=8 in `1` (ConvTranspose2d)",
    ),
    "transposed convolution to a size it cannot make": Broken(
        net(
            "self.up = nn.ConvTranspose2d(3, 3, 3, stride=2)",
            forward="return «self.up(x, output_size=(50, 50))»",
            X="torch.rand(2, 3, 8, 8)",
        ),
        "up",
        ("17 to 18", "(8, 8)", "output_size"),
    ),
    "reflection by more than there is": Broken(
        chain("«nn.ReflectionPad2d(9)»", X="torch.rand(2, 1, 4, 4)"),
        "0",
        ("pads by reflection", "less than the size of a side", "(2, 1, 4, 4)"),
    ),
    "groups": Broken(
        "net = «nn.Conv2d(6, 8, 3, groups=4)»\nX = torch.rand(2, 6, 8, 8)\n",
        None,
        ("in_channels=6 cannot be divided into groups=4 equal parts",),
        "Set groups=2 in nn.Conv2d",
    ),
    "pooled to nothing": Broken(
        chain("nn.MaxPool2d(4)", "«nn.MaxPool2d(4)»", X="torch.rand(2, 1, 8, 8)"),
        "1",
        ("would leave nothing of (2, 1, 2, 2)", "pool less"),
    ),
    "pooled after flattening": Broken(
        chain("nn.Flatten()", "«nn.AvgPool2d(2)»", X="torch.rand(2, 1, 8, 8)"),
        "1",
        ("(batch, channels, height, width)", "got 2 dimensions in (2, 64)"),
    ),
    "pooling with too much padding": Broken(
        chain("«nn.MaxPool2d(2, padding=2)»", X="torch.rand(2, 1, 8, 8)"),
        "0",
        ("half of its kernel_size",),
        "Set padding=1 in `0` (MaxPool2d)",
    ),
    "groups of channels that do not come out even": Broken(
        "net = «nn.GroupNorm(3, 8)»\nX = torch.rand(2, 8, 4)\n",
        None,
        ("num_channels=8 cannot be divided into num_groups=3 equal parts",),
        "Set num_groups=2 in nn.GroupNorm",
    ),
    "instance norm of single pixels": Broken(
        chain("«nn.InstanceNorm2d(3)»", X="torch.rand(2, 3, 1, 1)"),
        "0",
        ("normalizes over each image", "(2, 3, 1, 1) leaves one number"),
    ),
    "upsample to nothing": Broken(
        chain('«nn.Upsample(mode="nearest")»', X="torch.rand(2, 1, 8, 8)"),
        "0",
        ("neither a size nor a scale_factor",),
        "Set scale_factor=2 in `0` (Upsample)",
    ),
    "upsample in another mode": Broken(
        chain('«nn.Upsample(scale_factor=2, mode="bilinear")»', X="torch.rand(2, 1, 8)"),
        "0",
        ('mode="bilinear" resizes 4 dimensions', "got 3 in (2, 1, 8)"),
        'Set mode="linear" in `0` (Upsample)',
    ),
    "upsample to too many sizes": Broken(
        chain("«nn.Upsample(size=(4, 4))»", X="torch.rand(2, 1, 8)"),
        "0",
        ("2 dimensions to (4, 4)", "got 3 dimensions in (2, 1, 8)"),
    ),
    "pixel shuffle": Broken(
        chain("«nn.PixelShuffle(3)»", X="torch.rand(2, 8, 4, 4)"),
        "0",
        ("a multiple of 3 × 3 (upscale_factor)", "got 8 in (2, 8, 4, 4)"),
        "Use X = torch.rand(2, 9, 4, 4)",
    ),
    "fold": Broken(
        chain("«nn.Fold((8, 8), 3)»", X="torch.rand(2, 27, 30)"),
        "0",
        ("6 × 6 = 36 blocks for its output_size (8, 8), got 30 in (2, 27, 30)",),
        "Use X = torch.rand(2, 27, 36)",
    ),
    "unfold": Broken(
        chain("«nn.Unfold(9)»", X="torch.rand(2, 3, 8, 8)"),
        "0",
        ("its kernel (9, 9) is larger than (8, 8)",),
        "Set kernel_size=8 in `0` (Unfold)",
    ),
}
