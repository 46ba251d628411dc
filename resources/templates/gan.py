"""A generator and the discriminator that judges it (Goodfellow et al., 2014)."""

import torch
from torch import nn


class Generator(nn.Sequential):
    def __init__(self, noise=64, width=32):
        super().__init__(
            nn.Unflatten(1, (noise, 1, 1)),
            nn.ConvTranspose2d(noise, 2 * width, 7),
            nn.BatchNorm2d(2 * width),
            nn.ReLU(),
            nn.ConvTranspose2d(2 * width, width, 4, stride=2, padding=1),
            nn.BatchNorm2d(width),
            nn.ReLU(),
            nn.ConvTranspose2d(width, 1, 4, stride=2, padding=1),
            nn.Tanh(),
        )


class Discriminator(nn.Sequential):
    def __init__(self, width=32):
        super().__init__(
            nn.Conv2d(1, width, 4, stride=2, padding=1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(width, 2 * width, 4, stride=2, padding=1),
            nn.LeakyReLU(0.2),
            nn.Flatten(),
            nn.Linear(2 * width * 7 * 7, 1),
        )


class GAN(nn.Module):
    def __init__(self, noise=64):
        super().__init__()
        self.generator = Generator(noise)
        self.discriminator = Discriminator()

    def forward(self, X):
        images = self.generator(X)
        return images, self.discriminator(images)


model = GAN()
X = torch.randn(2, 64)
