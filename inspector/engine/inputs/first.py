"""The first guess of an input: from the signature of forward, and the module that leads."""

import inspect
from dataclasses import replace
from functools import cached_property

import torch
from torch import nn

from inspector.engine.inputs.draft import SPREAD, SPREAD_NAMES, Draft
from inspector.engine.inputs.leading import Leading
from inspector.engine.inputs.names import Clue, by_annotation, by_name
from inspector.engine.inputs.needs import BATCH, FEATURES, Need
from inspector.engine.inputs.sketch import Numbers, Sketch
from inspector.engine.recorder.structure import Structure


def first_draft(model: nn.Module, structure: Structure) -> Draft:
    """Sketches of all inputs that the forward needs; optional ones are left out."""
    parameters = parameters_of(model)
    needed = [
        each
        for each in parameters
        if each.default is each.empty and each.kind not in (SPREAD, SPREAD_NAMES)
    ]
    guess = Guess(structure, tuple(each.name for each in needed))
    sketches = {each.name: guess.of(each, number) for number, each in enumerate(needed)}
    for each in parameters:
        if each.kind is SPREAD and not needed:
            sketches[each.name] = (guess.named("", 0),)
    return Draft(parameters, sketches)


def parameters_of(model: nn.Module) -> tuple[inspect.Parameter, ...]:
    """The parameters of the forward; of the wrapped module where forward only passes on."""
    module = model
    while True:
        try:
            found = tuple(inspect.signature(module.forward).parameters.values())
        except Exception:  # noqa: BLE001 (a forward may be anything)
            return (inspect.Parameter("input", inspect.Parameter.POSITIONAL_OR_KEYWORD),)
        children = list(module._modules.values())
        passes_on = found and found[0].kind is SPREAD and found[-1].kind in (SPREAD, SPREAD_NAMES)
        if not passes_on or len(children) != 1 or children[0] is None:
            return found
        module = children[0]


class Guess:
    """Guesses one input after the other."""

    def __init__(self, structure: Structure, names: tuple[str, ...] = ()) -> None:
        self.leading = Leading(structure)
        self._dtype = _float_dtype(self.leading.modules)
        self._names = names

    @cached_property
    def _needs(self) -> list[Need]:
        """Of the module that leads; of one that looks nothing up, if another input is for that."""
        clues = [Clue(name, number, self.leading) for number, name in enumerate(self._names)]
        named = [by_name(clue) for clue in clues]
        indexed = any(isinstance(each, Numbers) and each.make == "randint" for each in named)
        measured = self.leading.measured if indexed else None
        return self.leading.needs if measured is None else [measured]

    def of(self, parameter: inspect.Parameter, number: int) -> Sketch:
        """The sketch for a parameter of forward, which is the input of this number."""
        annotated = by_annotation(parameter, number, lambda name: self.named(name, number))
        return self.named(parameter.name, number) if annotated is None else annotated

    def named(self, name: str, number: int) -> Sketch:
        """The sketch for an input of which the name is all that is known."""
        sketch = by_name(Clue(name, number, self.leading))
        return self.plain(name, number) if sketch is None else self._typed(sketch)

    def plain(self, name: str, number: int) -> Sketch:
        """What the namesake of the input takes, else the module that leads."""
        needs = self._needs
        need = self.leading.namesake(name) or (needs[number % len(needs)] if needs else None)
        return self._typed(need.sketch if need is not None else Numbers((BATCH, FEATURES)))

    def _typed(self, sketch: Sketch) -> Sketch:
        """With numbers of the type of the weights."""
        if isinstance(sketch, Numbers) and sketch.make == "rand" and self._dtype:
            return replace(sketch, dtype=self._dtype)
        return sketch


def _float_dtype(modules: list[nn.Module]) -> str:
    """Of the first parameter; empty if random numbers have it anyway."""
    for module in modules:
        for parameter in module._parameters.values():
            if parameter is not None and (parameter.is_floating_point() or parameter.is_complex()):
                return dtype_code(parameter.dtype)
    return ""


def dtype_code(dtype: torch.dtype) -> str:
    """As it is written after ``torch.``; empty where random numbers have this type anyway."""
    return "" if dtype == torch.get_default_dtype() else str(dtype).removeprefix("torch.")
