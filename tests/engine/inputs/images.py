"""Models of images, signals and volumes: each with the input a person would write."""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def lenet() -> nn.Module:
    """28 → 28 → 14 → 10 → 5, and 16 · 5 · 5 = 400."""
    return nn.Sequential(
        *(nn.Conv2d(1, 6, 5, padding=2), nn.Sigmoid(), nn.AvgPool2d(2)),
        *(nn.Conv2d(6, 16, 5), nn.Sigmoid(), nn.AvgPool2d(2)),
        *(nn.Flatten(), nn.Linear(400, 120), nn.Sigmoid(), nn.Linear(120, 10)),
    )


def narrow_alexnet() -> nn.Module:
    """224 → 54 → 26 → 12 → 5, with eight channels: 8 · 5 · 5 = 200."""
    return nn.Sequential(
        *(nn.Conv2d(3, 4, 11, stride=4, padding=1), nn.ReLU(), nn.MaxPool2d(3, 2)),
        *(nn.Conv2d(4, 8, 5, padding=2), nn.ReLU(), nn.MaxPool2d(3, 2)),
        *(nn.Conv2d(8, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(3, 2)),
        *(nn.Flatten(), nn.Linear(200, 10)),
    )


class TutorialNet(nn.Module):
    """The pool is defined first; 32 → 28 → 14 → 10 → 5, and 16 · 5 · 5 = 400."""

    def __init__(self) -> None:
        super().__init__()
        self.pool = nn.MaxPool2d(2, 2)
        self.conv1, self.conv2 = nn.Conv2d(3, 6, 5), nn.Conv2d(6, 16, 5)
        self.fc = nn.Linear(400, 10)

    def forward(self, x: Tensor) -> Tensor:
        x = self.pool(F.relu(self.conv1(x)))
        x = self.pool(F.relu(self.conv2(x)))
        return self.fc(x.view(-1, 16 * 5 * 5))


class MnistNet(nn.Module):
    """28 → 26 → 24 → 12, and 64 · 12 · 12 = 9,216."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 32, 3), nn.Conv2d(32, 64, 3)
        self.dropout = nn.Dropout2d(0.25)
        self.fc = nn.Linear(9216, 10)

    def forward(self, x: Tensor) -> Tensor:
        x = F.max_pool2d(F.relu(self.conv2(F.relu(self.conv1(x)))), 2)
        return F.log_softmax(self.fc(torch.flatten(self.dropout(x), 1)), dim=1)


class HeadFirst(nn.Module):
    """The classifier is defined before the convolutions; 64 → 32 → 16, and 8 · 16 · 16 = 2,048."""

    def __init__(self) -> None:
        super().__init__()
        self.classifier = nn.Linear(2048, 5)
        self.features = nn.Sequential(
            *(nn.Conv2d(3, 4, 3, 2, 1), nn.ReLU(), nn.Conv2d(4, 8, 3, 2, 1), nn.ReLU())
        )

    def forward(self, x: Tensor) -> Tensor:
        return self.classifier(self.features(x).flatten(1))


class Residual(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 8, 7, 2, 3), nn.BatchNorm2d(8), nn.ReLU())
        self.conv1, self.conv2 = nn.Conv2d(8, 8, 3, padding=1), nn.Conv2d(8, 8, 3, padding=1)
        self.fc = nn.Linear(8, 10)

    def forward(self, x: Tensor) -> Tensor:
        x = self.stem(x)
        x = x + self.conv2(F.relu(self.conv1(x)))
        return self.fc(F.adaptive_avg_pool2d(x, 1).flatten(1))


class UNet(nn.Module):
    def __init__(self, channels: int = 1, depth: int = 3) -> None:
        super().__init__()
        widths = [8 * 2**level for level in range(depth)]
        pairs = list(zip([channels, *widths], widths, strict=False))
        self.down = nn.ModuleList(nn.Conv2d(a, b, 3, padding=1) for a, b in pairs)
        self.up = nn.ModuleList(
            nn.ConvTranspose2d(b, a, 2, 2) for a, b in reversed(pairs) if a != channels
        )
        self.merge = nn.ModuleList(
            nn.Conv2d(2 * a, a, 3, padding=1) for a, _ in reversed(pairs) if a != channels
        )
        self.out = nn.Conv2d(8, 2, 1)

    def forward(self, x: Tensor) -> Tensor:
        skips: list[Tensor] = []
        for level, conv in enumerate(self.down):
            x = conv(F.max_pool2d(x, 2) if level else x).relu()
            skips.append(x)
        skips.pop()
        for up, merge in zip(self.up, self.merge, strict=True):
            x = merge(torch.cat([up(x), skips.pop()], 1)).relu()
        return self.out(x)


class DeepUNet(nn.Module):
    """Six times halved, so that 32 does not do."""

    def __init__(self) -> None:
        super().__init__()
        self.conv, self.up = nn.Conv2d(3, 4, 3, padding=1), nn.Upsample(scale_factor=64)
        self.pool = nn.MaxPool2d(64)

    def forward(self, x: Tensor) -> Tensor:
        x = self.conv(x)
        return torch.cat([x, self.up(self.pool(x))], 1)


class Autoencoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.encoder = nn.Sequential(nn.Conv2d(1, 8, 3, 2, 1), nn.ReLU(), nn.Conv2d(8, 4, 3, 2, 1))
        self.decoder = nn.Sequential(nn.ConvTranspose2d(4, 8, 2, 2), nn.ConvTranspose2d(8, 1, 2, 2))

    def forward(self, x: Tensor) -> Tensor:
        return self.decoder(self.encoder(x))


class ConvolutionalVariational(nn.Module):
    """64 → 32 → 16 → 8, and 16 · 8 · 8 = 1,024."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = nn.Sequential(
            *(nn.Conv2d(3, 4, 4, 2, 1), nn.Conv2d(4, 8, 4, 2, 1), nn.Conv2d(8, 16, 4, 2, 1))
        )
        self.mean, self.log_variance = nn.Linear(1024, 6), nn.Linear(1024, 6)
        self.up = nn.Linear(6, 1024)
        self.decoder = nn.ConvTranspose2d(16, 3, 8, 8)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        h = self.encoder(x).reshape(x.shape[0], -1)
        mean, log_variance = self.mean(h), self.log_variance(h)
        z = mean + (log_variance / 2).exp() * torch.randn_like(mean)
        return self.decoder(self.up(z).view(-1, 16, 8, 8)), mean, log_variance


def generator() -> nn.Module:
    return nn.Sequential(
        *(nn.ConvTranspose2d(100, 8, 4, 1, 0), nn.BatchNorm2d(8), nn.ReLU()),
        *(nn.ConvTranspose2d(8, 3, 4, 2, 1), nn.Tanh()),
    )


class LinearGenerator(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.fc = nn.Linear(64, 8 * 7 * 7)
        self.up = nn.ConvTranspose2d(8, 1, 4, 4)

    def forward(self, z: Tensor) -> Tensor:
        return self.up(self.fc(z).view(-1, 8, 7, 7))


class VisionTransformer(nn.Module):
    """224 / 16 = 14, and 14 · 14 + 1 = 197 positions."""

    def __init__(self, side: int = 224, patch: int = 16, width: int = 16) -> None:
        super().__init__()
        self.patches = nn.Conv2d(3, width, patch, patch)
        self.token = nn.Parameter(torch.zeros(1, 1, width))
        self.positions = nn.Parameter(torch.zeros(1, (side // patch) ** 2 + 1, width))
        self.block = nn.TransformerEncoderLayer(width, 2, 32, batch_first=True)
        self.head = nn.Linear(width, 10)

    def forward(self, image: Tensor) -> Tensor:
        x = self.patches(image).flatten(2).transpose(1, 2)
        x = torch.cat([self.token.expand(len(x), -1, -1), x], 1) + self.positions
        return self.head(self.block(x)[:, 0])


class AskingForItsSize(nn.Module):
    """It refuses other images by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.image_size = 48
        self.patches = nn.Conv2d(3, 8, 8, 8)

    def forward(self, x: Tensor) -> Tensor:
        _batch, _channels, *sides = x.shape
        assert sides == [self.image_size, self.image_size]
        return self.patches(x)


class Mixer(nn.Module):
    """The tokens are mixed by a linear module: (64 / 8)² = 64."""

    def __init__(self) -> None:
        super().__init__()
        self.embed = nn.Conv2d(3, 12, 8, 8)
        self.tokens, self.channels = nn.Linear(64, 64), nn.Linear(12, 12)

    def forward(self, x: Tensor) -> Tensor:
        x = self.embed(x).flatten(2)
        return self.channels(self.tokens(x).transpose(1, 2))


class ChannelsLast(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(x.permute(0, 3, 1, 2))


class Pixels(nn.Module):
    """The channel is added inside, so that an image has none."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(x.unsqueeze(1))


class Reshaped(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(x.view(-1, 1, 28, 28))


class DiffusionUNet(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.time = nn.Sequential(nn.Linear(32, 32), nn.SiLU(), nn.Linear(32, 8))
        self.conv_in, self.conv_out = nn.Conv2d(3, 8, 3, padding=1), nn.Conv2d(8, 3, 3, padding=1)
        self.down, self.up = nn.Conv2d(8, 8, 4, 2, 1), nn.ConvTranspose2d(8, 8, 4, 2, 1)

    def forward(self, x: Tensor, t: Tensor) -> Tensor:
        frequencies = torch.exp(-math.log(10_000) * torch.arange(16) / 16)
        angles = t[:, None] * frequencies[None]
        time = self.time(torch.cat([angles.sin(), angles.cos()], 1))
        h = self.conv_in(x) + time[:, :, None, None]
        return self.conv_out(h + self.up(self.down(h)))


class LabelledDiffusion(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.steps, self.classes = nn.Embedding(1000, 8), nn.Embedding(10, 8)
        self.conv, self.out = nn.Conv2d(1, 8, 3, padding=1), nn.Conv2d(8, 1, 3, padding=1)

    def forward(self, x: Tensor, timesteps: Tensor, y: Tensor) -> Tensor:
        condition = self.steps(timesteps) + self.classes(y)
        return self.out(self.conv(x) + condition[:, :, None, None])


class SiameseImages(nn.Module):
    """105 is none of the usual sizes: 105 → 96 → 48 → 42 → 21, and 4 · 21 · 21 = 1,764."""

    def __init__(self) -> None:
        super().__init__()
        self.net = nn.Sequential(
            *(nn.Conv2d(1, 4, 10), nn.MaxPool2d(2), nn.Conv2d(4, 4, 7), nn.MaxPool2d(2)),
            *(nn.Flatten(), nn.Linear(1764, 16)),
        )

    def forward(self, first: Tensor, second: Tensor) -> Tensor:
        return (self.net(first) - self.net(second)).abs().sum(1)


class ImageAndQuestion(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.text_embedding, self.lstm = nn.Embedding(100, 8), nn.LSTM(8, 8, batch_first=True)
        self.image_encoder = nn.Sequential(nn.Conv2d(3, 8, 3), nn.AdaptiveAvgPool2d(1))
        self.head = nn.Linear(16, 2)

    def forward(self, image: Tensor, question: Tensor) -> Tensor:
        _, (state, _) = self.lstm(self.text_embedding(question))
        return self.head(torch.cat([self.image_encoder(image).flatten(1), state[-1]], 1))


class ImageAndNumbers(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
        self.head = nn.Linear(12, 2)

    def forward(self, image, extra):  # type: ignore[no-untyped-def]
        return self.head(torch.cat([self.conv(image).mean((2, 3)), extra], dim=1))


class BatchOfBoth(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.image = nn.Conv2d(3, 8, 3)
        self.words = nn.EmbeddingBag(100, 8)

    def forward(self, batch):  # type: ignore[no-untyped-def]
        return self.image(batch["image"]).mean((2, 3)) + self.words(batch["text"])


class Signal(nn.Module):
    """100 → 50 → 25, and 4 · 25 = 100."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1, self.conv2 = nn.Conv1d(2, 4, 3, 2, 1), nn.Conv1d(4, 4, 3, 2, 1)
        self.fc = nn.Linear(100, 3)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc(self.conv2(self.conv1(x).relu()).flatten(1))


class FunctionalConvolution(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.kernel = nn.Parameter(torch.rand(4, 5, 3, 3))

    def forward(self, x: Tensor) -> Tensor:
        return F.conv2d(x, self.kernel)


class Pooled(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return F.interpolate(F.max_pool2d(x, 2), scale_factor=2)


class Reflected(nn.Module):
    """The padding is wider than 32 allows."""

    def __init__(self) -> None:
        super().__init__()
        self.pad, self.conv = nn.ReflectionPad2d(40), nn.Conv2d(3, 2, 3)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(self.pad(x))


class Unpacking(nn.Module):
    """It looks at the shape itself, before any module does."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(12)
        self.linear = nn.Linear(12, 4)

    def forward(self, x: Tensor) -> Tensor:
        batch, channels, height, width = x.shape
        return self.linear(self.norm(x.reshape(batch, channels * height, width)))


class FeatureMaps(nn.Module):
    """A list of three images, each with as many channels as its convolution takes."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = nn.ModuleList([nn.Conv2d(channels, 8, 1) for channels in (4, 8, 16)])

    def forward(self, maps: list[Tensor]) -> list[Tensor]:
        return [conv(x) for conv, x in zip(self.inner, maps, strict=True)]


class Clips(nn.Module):
    """A convolution for each picture of a clip, then a recurrence over the clip."""

    def __init__(self) -> None:
        super().__init__()
        self.cnn = nn.Sequential(nn.Conv2d(3, 4, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten())
        self.rnn = nn.LSTM(4, 8, batch_first=True)

    def forward(self, x: Tensor) -> Tensor:
        b, t, c, h, w = x.shape
        return self.rnn(self.cnn(x.view(b * t, c, h, w)).view(b, t, -1))[0][:, -1]


class Vgg(nn.Module):
    """Five times halved: 224 / 32 = 7, and 8 · 7 · 7 = 392."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for inside, outside in ((3, 4), (4, 8), (8, 8), (8, 8), (8, 8)):
            layers += [nn.Conv2d(inside, outside, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)]
        self.features, self.classifier = nn.Sequential(*layers), nn.Linear(392, 5)

    def forward(self, x: Tensor) -> Tensor:
        return self.classifier(torch.flatten(self.features(x), 1))


class Spectrogram(nn.Module):
    """Rows become features: 4 channels · 40 rows = 160."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(1, 4, 3, padding=1)
        self.lstm = nn.LSTM(160, 8, batch_first=True)

    def forward(self, x: Tensor) -> Tensor:
        x = self.conv(x)
        b, c, f, t = x.shape
        return self.lstm(x.permute(0, 3, 1, 2).reshape(b, t, c * f))[0]


class ConvolutionalCell(nn.Module):
    """The state is a pair, joined to the input: 7 - 4 = 3 channels are the input's own."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3 + 4, 16, 3, padding=1)

    def forward(self, x, state):  # type: ignore[no-untyped-def]
        h, c = state
        i, f, o, g = self.conv(torch.cat([x, h], 1)).chunk(4, 1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        return o.sigmoid() * c.tanh(), c


class ImageAndTable(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.cnn = nn.Sequential(nn.Conv2d(3, 4, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten())
        self.table, self.head = nn.Linear(5, 4), nn.Linear(8, 2)

    def forward(self, *, image: Tensor, tabular: Tensor) -> Tensor:
        return self.head(torch.cat([self.cnn(image), self.table(tabular)], 1))


class Frames(nn.Module):
    """84 to 91 pixels leave 7: 8 · 7 · 7 = 392."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Sequential(nn.Conv2d(4, 8, 8, 4), nn.Conv2d(8, 8, 4, 2), nn.Conv2d(8, 8, 3))
        self.value = nn.Linear(392, 4)

    def forward(self, state: Tensor) -> Tensor:
        return self.value(self.conv(state / 255).flatten(1))


CASES = {
    "lenet": (lenet, "torch.rand(2, 1, 28, 28)"),
    "narrow_alexnet": (narrow_alexnet, "torch.rand(2, 3, 224, 224)"),
    "TutorialNet": (TutorialNet, "torch.rand(2, 3, 32, 32)"),
    "MnistNet": (MnistNet, "torch.rand(2, 1, 28, 28)"),
    "HeadFirst": (HeadFirst, "torch.rand(2, 3, 64, 64)"),
    "Residual": (Residual, "torch.rand(2, 3, 32, 32)"),
    "UNet": (UNet, "torch.rand(2, 1, 32, 32)"),
    "DeepUNet": (DeepUNet, "torch.rand(2, 3, 64, 64)"),
    "Autoencoder": (Autoencoder, "torch.rand(2, 1, 32, 32)"),
    "ConvolutionalVariational": (ConvolutionalVariational, "torch.rand(2, 3, 64, 64)"),
    "generator": (generator, "torch.rand(2, 100, 1, 1)"),
    "LinearGenerator": (LinearGenerator, "torch.rand(2, 64)"),
    "VisionTransformer": (VisionTransformer, "torch.rand(2, 3, 224, 224)"),
    "AskingForItsSize": (AskingForItsSize, "torch.rand(2, 3, 48, 48)"),
    "Mixer": (Mixer, "torch.rand(2, 3, 64, 64)"),
    "ChannelsLast": (ChannelsLast, "torch.rand(2, 32, 32, 3)"),
    "Pixels": (Pixels, "torch.rand(2, 32, 32)"),
    "Reshaped": (Reshaped, "torch.rand(2, 1, 28, 28)"),
    "DiffusionUNet": (DiffusionUNet, "(torch.rand(2, 3, 32, 32), torch.rand(2))"),
    "LabelledDiffusion": (
        LabelledDiffusion,
        "(torch.rand(2, 1, 32, 32), torch.randint(0, 1000, (2,)), torch.randint(0, 10, (2,)))",
    ),
    "SiameseImages": (SiameseImages, ""),
    "ImageAndQuestion": (
        ImageAndQuestion,
        "(torch.rand(2, 3, 32, 32), torch.randint(0, 100, (2, 8)))",
    ),
    "ImageAndNumbers": (ImageAndNumbers, "(torch.rand(2, 3, 32, 32), torch.rand(2, 4))"),
    "BatchOfBoth": (
        BatchOfBoth,
        "{'image': torch.rand(2, 3, 32, 32), 'text': torch.randint(0, 100, (2, 8))}",
    ),
    "Signal": (Signal, "torch.rand(2, 2, 100)"),
    "volume": (lambda: nn.Conv3d(2, 4, 3), "torch.rand(2, 2, 16, 16, 16)"),
    "lazy image": (
        lambda: nn.Sequential(nn.LazyConv2d(4, 3), nn.LazyBatchNorm2d(), nn.Flatten()),
        "torch.rand(2, 3, 32, 32)",
    ),
    "group norm": (
        lambda: nn.Sequential(nn.GroupNorm(2, 6), nn.Conv2d(6, 2, 3)),
        "torch.rand(2, 6, 32, 32)",
    ),
    "FunctionalConvolution": (FunctionalConvolution, "torch.rand(2, 5, 32, 32)"),
    "Pooled": (Pooled, "torch.rand(2, 3, 32, 32)"),
    "Reflected": (Reflected, "torch.rand(2, 3, 64, 64)"),
    "Unpacking": (Unpacking, ""),
    "FeatureMaps": (
        FeatureMaps,
        "([torch.rand(2, 4, 32, 32), torch.rand(2, 8, 32, 32), torch.rand(2, 16, 32, 32)],)",
    ),
    "Clips": (Clips, "torch.rand(2, 8, 3, 32, 32)"),
    "Vgg": (Vgg, "torch.rand(2, 3, 224, 224)"),
    "Spectrogram": (Spectrogram, "torch.rand(2, 1, 40, 40)"),
    "ConvolutionalCell": (ConvolutionalCell, ""),
    "ImageAndTable": (
        ImageAndTable,
        "{'image': torch.rand(2, 3, 32, 32), 'tabular': torch.rand(2, 5)}",
    ),
    "Frames": (Frames, ""),
}
