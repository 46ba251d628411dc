"""All that a forward is given, as a sketch for each of its parameters."""

import inspect
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from inspector.engine.inputs.given import ModelInput
from inspector.engine.inputs.sketch import (
    Leaf,
    Numbers,
    Path,
    Plain,
    Sketch,
    code_of,
    leaves,
    replaced,
)

POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
SPREAD, SPREAD_NAMES = inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD


@dataclass(frozen=True)
class Draft:
    """Sketches by parameter; optional parameters that are left out have none."""

    parameters: tuple[inspect.Parameter, ...]
    sketches: Mapping[str, Sketch] = field(default_factory=dict)

    def leaves(self) -> list[tuple[Path, Leaf]]:
        """Every tensor and literal with its path, in the order of the signature."""
        return [
            each
            for parameter in self.parameters
            if parameter.name in self.sketches
            for each in leaves(self.sketches[parameter.name], (parameter.name,))
        ]

    def at(self, path: Path) -> Leaf:
        """The leaf at a path."""
        return dict(self.leaves())[path]

    def numel(self) -> int:
        """How many numbers all tensors have together."""
        shapes = [leaf.shape for _, leaf in self.leaves() if isinstance(leaf, Numbers)]
        return sum(map(math.prod, shapes))

    def put(self, path: Path, new: Sketch) -> "Draft":
        """The draft with another part at the path; a parameter left out so far is given then."""
        name = str(path[0])
        whole = replaced(self.sketches.get(name, new), path[1:], new)
        return Draft(self.parameters, {**self.sketches, name: whole})

    def code(self) -> str:
        """The code of X: one input, a tuple of several, or a dict where names are needed."""
        args, kwargs = self._arguments(self.sketches)
        if kwargs:
            names = [each.name for each in self.parameters if each.name in self.sketches]
            return code_of(dict(zip(names, args, strict=False)) | kwargs)
        if len(args) == 1 and not isinstance(args[0], (list, tuple)):
            return code_of(args[0])
        return code_of(args) if args else ""

    def make(self, device: str = "cpu") -> ModelInput:
        """Run the code of each leaf, in reading order, as the code of the whole would."""
        parts = {path: eval(leaf.code(), {"torch": torch}) for path, leaf in self.leaves()}
        parts = {
            path: part.to(device) if isinstance(part, Tensor) else part
            for path, part in parts.items()
        }
        whole = {name: _built(sketch, (name,), parts) for name, sketch in self.sketches.items()}
        args, kwargs = self._arguments(whole)
        return ModelInput(args, kwargs, parts)

    def why(self) -> str:
        """What told the shapes, in words; empty where nothing did."""
        found = [(path, _why(leaf)) for path, leaf in self.leaves()]
        reasons = {".".join(map(str, path)): why for path, why in found if why}
        if len(found) == 1:
            return next(iter(reasons.values()), "")
        return "; ".join(f"`{name}`: {why}" for name, why in reasons.items())

    def _arguments(self, given: Mapping[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """As the forward is called: by position up to the first parameter left out."""
        args: list[Any] = []
        kwargs: dict[str, Any] = {}
        gap = False
        for name, kind in ((each.name, each.kind) for each in self.parameters):
            if name not in given:
                gap = gap or kind in POSITIONAL
            elif kind is SPREAD:
                args += given[name]
            elif kind is SPREAD_NAMES:
                kwargs |= given[name]
            elif kind in POSITIONAL and not gap:
                args.append(given[name])
            else:
                kwargs[name] = given[name]
        return tuple(args), kwargs


def _built(sketch: Sketch, path: Path, parts: Mapping[Path, Any]) -> Any:
    if isinstance(sketch, dict):
        return {key: _built(part, (*path, key), parts) for key, part in sketch.items()}
    if isinstance(sketch, (list, tuple)):
        built = [_built(part, (*path, index), parts) for index, part in enumerate(sketch)]
        return built if isinstance(sketch, list) else tuple(built)
    return parts[path]


def _why(leaf: Leaf) -> str:
    if isinstance(leaf, Plain):
        return leaf.why
    return "; ".join(filter(None, (leaf.why, leaf.why_size)))
