"""One architecture for each module file of `timm`, random, with an image that it takes.

timm imports torchvision for data sets and two layers, which no model here uses; where torchvision
is missing, an empty stand-in takes its place in this process.
"""

import importlib.machinery
import importlib.util
import re
import sys
from types import ModuleType
from typing import Any, ClassVar

import torch
from torch import nn

LARGEST = 90_000_000
"""Parameters of the largest model that is still built."""


class _AnyName(type):
    """A class that has every attribute, as an enumeration has members."""

    def __getattr__(cls, name: str) -> str:
        if name.startswith("_"):
            raise AttributeError(name)
        return name


class _StandIn(ModuleType):
    """A module in which every name is an empty class."""

    __path__: ClassVar[list[str]] = []
    __all__: ClassVar[list[str]] = []

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return _AnyName(name, (nn.Module,), {})


class _StandInFinder:
    """Finds torchvision and all below it."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> object:
        if name.partition(".")[0] != "torchvision":
            return None
        return importlib.machinery.ModuleSpec(name, _StandInFinder, is_package=True)  # type: ignore[arg-type]

    @staticmethod
    def create_module(spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _StandIn(spec.name)

    @staticmethod
    def exec_module(module: ModuleType) -> None:
        pass


if importlib.util.find_spec("torchvision") is None:
    sys.meta_path.append(_StandInFinder)  # type: ignore[arg-type]

import timm  # noqa: E402 (the stand-in comes first)


def names() -> list[str]:
    """The files of timm's models."""
    return sorted(timm.list_modules())


def build(name: str) -> tuple[nn.Module, tuple[Any, ...], dict[str, Any]]:
    """The smallest model of one file in eval mode, with a random image.

    Raises RuntimeError, with the last reason, if none could be built or run.
    """
    sizes = dict(sorted(_sizes(name), key=lambda pair: pair[1]))
    reason: object = f"not built: none below {LARGEST / 1e6:.0f} M parameters"
    for model_name in sizes:
        try:
            model = _fresh(model_name)
            torch.manual_seed(0)
            image = torch.rand(1, *model.pretrained_cfg.get("input_size", (3, 224, 224)))
            model(image)
        except Exception as error:  # noqa: BLE001 (whatever the library raises)
            reason = f"not fed: {type(error).__name__}: {error}"
        else:
            return _fresh(model_name), (image,), {}
    raise RuntimeError(" ".join(str(reason).split())[:160])


def _sizes(name: str) -> list[tuple[str, int]]:
    found = []
    for model_name in sorted(timm.list_models(module=name), key=_looks_large)[:8]:
        with torch.device("meta"):
            try:
                model = timm.create_model(model_name)
            except Exception:  # noqa: BLE001 (some need numbers to be built)
                continue
        size = sum(parameter.numel() for parameter in model.parameters())
        if size <= LARGEST:
            found.append((model_name, size))
    return found


def _looks_large(model_name: str) -> bool:
    return re.search(r"tiny|nano|pico|femto|atto|mini|small|xs|_s_|18|_t\d|_b0", model_name) is None


def _fresh(model_name: str) -> Any:
    torch.manual_seed(0)
    return timm.create_model(model_name).eval()
