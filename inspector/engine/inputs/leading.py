"""The module that shapes an input before anything has run: the first one, or a namesake."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from torch import nn

from inspector.engine.inputs.needs import BATCH, STEPS, Need, needs_of
from inspector.engine.inputs.sketch import Numbers
from inspector.engine.recorder.structure import Structure

_OF_SEQUENCES = (nn.RNNBase, nn.MultiheadAttention)
_FOR_SEQUENCES = (nn.Linear, nn.LayerNorm, nn.RMSNorm)
_SAYING_NOTHING = frozenset(("input", "inputs", "value", "values", "data", "the", "net", "model"))
_TELLING = 3
"""Letters from which on a word in common is no accident."""


class Leading:
    """What the modules of a model tell of its inputs, in definition order."""

    def __init__(self, structure: Structure) -> None:
        entries = (structure.entries[number] for number in structure.in_order())
        self._entries = [(entry.path, entry.module) for entry in entries]
        self.modules = [module for _, module in self._entries]

    @cached_property
    def needs(self) -> list[Need]:
        """Of the first module that shapes an input; empty if none does.

        A module without widths of its own, such as a pool, counts only where no other does.
        """
        other: list[Need] = []
        for needs in self._all_needs():
            if needs[0].sketch.why:
                return needs
            other = other or needs
        return other

    @cached_property
    def is_indexed(self) -> bool:
        """Whether there is an embedding."""
        return any(isinstance(each, (nn.Embedding, nn.EmbeddingBag)) for each in self.modules)

    @property
    def measured(self) -> Need | None:
        """Of the first module that takes other numbers than indices."""
        firsts = (needs[0] for needs in self._all_needs() if needs[0].sketch.why)
        return next((need for need in firsts if not need.sketch.whole), None)

    @property
    def imaging(self) -> Need | None:
        """Of the first module that takes images or volumes."""
        firsts = (needs[0] for needs in self._all_needs() if needs[0].sketch.why)
        return next((need for need in firsts if len(need.sketch.shape) >= 4), None)

    def namesake(self, name: str) -> Need | None:
        """What a module needs that shares a word with an input: `image_encoder` with `image`."""
        if words := _words(name):
            for path, module in self._entries:
                needs = self._needs(module, path) if _shares(words, path) else []
                if needs and needs[0].sketch.why:
                    return needs[0]
        return None

    def lookup(self, name: str) -> Need | None:
        """What the embedding needs that shares a word with an input, else what the first needs."""
        words = _words(name)
        tables = [
            (path, module)
            for path, module in self._entries
            if isinstance(module, (nn.Embedding, nn.EmbeddingBag))
        ]
        named = [(path, module) for path, module in tables if _shares(words, path)]
        needs = (self._needs(module, path) for path, module in (*named, *tables))
        return next((each[0] for each in needs if each), None)

    def state(self) -> list[Numbers]:
        """The initial state of the first recurrent module: one tensor, or two for an LSTM."""
        kinds = (nn.RNNBase, nn.RNNCellBase)
        module = next((each for each in self.modules if isinstance(each, kinds)), None)
        return [] if module is None else state_of(module)

    @cached_property
    def _has_sequences(self) -> bool:
        return any(isinstance(each, _OF_SEQUENCES) for each in self.modules)

    def _all_needs(self) -> Iterator[list[Need]]:
        for path, module in self._entries:
            if needs := self._needs(module, path):
                yield needs

    def _needs(self, module: nn.Module, path: str) -> list[Need]:
        """A linear module before a recurrent one or attention is given a sequence, too."""
        needs = needs_of(module, path)
        widens = isinstance(module, _FOR_SEQUENCES) and self._has_sequences
        if widens and needs and len(needs[0].sketch.shape) == 2:
            batch, width = needs[0].sketch.shape
            return [replace(needs[0], sketch=replace(needs[0].sketch, shape=(batch, STEPS, width)))]
        return needs


def state_of(module: nn.RNNBase | nn.RNNCellBase, batch: int = BATCH) -> list[Numbers]:
    """The initial state that the module takes for a batch of this size."""
    why = "hidden_size"
    if isinstance(module, nn.RNNCellBase):
        state = Numbers((batch, module.hidden_size), why=why)
        return [state] * (2 if isinstance(module, nn.LSTMCell) else 1)
    layers = module.num_layers * (2 if module.bidirectional else 1)
    state = Numbers((layers, batch, module.proj_size or module.hidden_size), why=why)
    if isinstance(module, nn.LSTM):
        return [state, Numbers((layers, batch, module.hidden_size), why=why)]
    return [state]


def _shares(words: list[str], path: str) -> bool:
    return any(word in other for word in words for other in _words(path))


def _words(name: str) -> list[str]:
    words = re.split(r"[^a-z]+", name.lower())
    return [word for word in words if len(word) >= _TELLING and word not in _SAYING_NOTHING]
