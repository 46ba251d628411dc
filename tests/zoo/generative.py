"""A GAN and a VAE: one pass through both halves, with noise drawn inside."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from tests.zoo.specimen import Specimen


class GAN(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.generator = nn.Sequential(nn.Linear(3, 8), nn.ReLU(), nn.Linear(8, 4), nn.Tanh())
        self.discriminator = nn.Sequential(nn.Linear(4, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1))

    def forward(self, real: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        fake = self.generator(torch.randn(len(real), 3))
        real_score = self.discriminator(real)
        fake_score = self.discriminator(fake.detach())
        return real_score, fake_score, self.discriminator(fake)


class VAE(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.encoder = nn.Linear(6, 8)
        self.mean, self.logvar = nn.Linear(8, 2), nn.Linear(8, 2)
        self.decoder = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 6), nn.Sigmoid())

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        h = F.relu(self.encoder(x))
        mean, logvar = self.mean(h), self.logvar(h)
        z = mean + torch.randn_like(mean) * (0.5 * logvar).exp()
        kl = -0.5 * (1 + logvar - mean**2 - logvar.exp()).sum()
        return {"x": self.decoder(z), "kl": kl}


ZOO = (
    Specimen(
        name="GAN",
        build=GAN,
        inputs=lambda: (torch.rand(2, 4),),
        parameters=(32 + 36) + (40 + 9),
        modules=1 + 5 + 4,
        outputs="2×1 2×1 2×1",
        calls={"generator": 1, "discriminator": 3},
        ops="randn detach",
        edges=(
            "randn → generator.0",
            "generator.3 → detach",
            "detach → discriminator.0#2",
            "generator.3 → discriminator.0#3",
        ),
        no_edges=("generator.3 → discriminator.0#2",),
    ),
    Specimen(
        name="VAE",
        build=VAE,
        inputs=lambda: (torch.rand(2, 6),),
        parameters=56 + 18 + 18 + (24 + 54),
        modules=1 + 3 + 5,
        outputs="2×6 scalar",
        ops="relu randn_like mul exp mul add add pow sub exp sub sum mul",
        edges=(
            "mean → randn_like",
            "logvar → mul",
            "exp → mul#2",
            "mul#2 → add",
            "add → decoder.0",
            "mean → pow",
            "sub → sub#2",
        ),
    ),
)
