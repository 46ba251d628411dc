"""What is slow only once, done before anybody waits for it."""

import torch

from inspector.engine.build import run
from inspector.protocol.messages import Run

_TEXT = """
import torch
from torch import nn
from torch.nn import functional as F
model = nn.Sequential(nn.LazyLinear(4), nn.ReLU(), nn.Linear(4, 2))
X = torch.rand(2, 3)
"""


def warm_up() -> None:
    """Run a small model, single-threaded, so that a fork afterwards is safe."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    run(Run(0, _TEXT))
    torch.set_num_threads(threads)
