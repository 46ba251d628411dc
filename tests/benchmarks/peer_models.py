"""Models of ordinary size for the comparison, each with its inputs, made when asked for."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from tests.benchmarks.recorder import tiny_modules

Made = tuple[nn.Module, tuple[Tensor, ...]]
EXAMPLES = Path(__file__).parents[2] / "resources" / "examples"


def example(path: Path) -> Made:
    """A model of the chapter that the application ships."""
    names: dict[str, Any] = {}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), names)
    model = next(thing for thing in reversed(names.values()) if isinstance(thing, nn.Module))
    return model, (names["X"],)


def resnet(blocks: list[int], batch: int = 1) -> Made:
    from transformers import ResNetConfig, ResNetModel

    model = ResNetModel(ResNetConfig(depths=blocks, return_dict=False))
    return model, (torch.rand(batch, 3, 224, 224),)


def language_model(name: str) -> Made:
    import transformers

    config = getattr(transformers, f"{name}Config")(return_dict=False, use_cache=False)
    return getattr(transformers, f"{name}Model")(config), (torch.randint(0, 30_000, (1, 128)),)


def chain(count: int) -> Made:
    return tiny_modules(count), (torch.rand(2, 8),)


MODELS: dict[str, Callable[[], Made]] = {
    **{path.stem: partial(example, path) for path in sorted(EXAMPLES.glob("*.py"))},
    "1,000 tiny modules": partial(chain, 1000),
    "10,000 tiny modules": partial(chain, 10_000),
    "ResNet-50": partial(resnet, [3, 4, 6, 3]),
    "ResNet-50, batch 8": partial(resnet, [3, 4, 6, 3], 8),
    "ResNet-152": partial(resnet, [3, 8, 36, 3]),
    "BERT": partial(language_model, "Bert"),
    "GPT-2": partial(language_model, "GPT2"),
}
