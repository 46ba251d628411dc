"""The forward of one model, which can be recorded again just as it ran last."""

from contextlib import nullcontext
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn

from inspector.engine.inputs.given import ModelInput
from inspector.engine.preserve import preserved
from inspector.engine.recorder.contents import tensors_in
from inspector.engine.recorder.events import Recording
from inspector.engine.recorder.record import Around, HeardBy, record_with
from inspector.engine.recorder.recorder import BeforeWrite, Guard, Recorder
from inspector.engine.recorder.structure import Structure
from inspector.engine.recorder.values import version


@dataclass
class _Run:
    """What a run was given, and the random numbers that it began with."""

    given: ModelInput
    tensors: list[Tensor]
    versions: list[int]
    random_state: Tensor


@dataclass
class Forward:
    """How to record the forward of a model."""

    model: nn.Module
    guard: Guard | None = None
    heard_by: HeardBy | None = None
    seconds: float | None = None
    aten: bool = False
    before_write: BeforeWrite | None = None
    """Hears of each tensor that is about to be changed in place."""
    around: Around = nullcontext
    """What each run stands in."""
    _last: _Run | None = field(default=None, init=False)

    def record(
        self, given: ModelInput, structure: Structure, before_write: BeforeWrite | None = None
    ) -> Recording:
        """Run it on this input; `before_write` hears of changes in place, too."""
        tensors = tensors_in((given.args, given.kwargs))
        versions = list(map(version, tensors))
        self._last = _Run(given, tensors, versions, torch.get_rng_state())
        hearing = _both(self.before_write, before_write)
        return self._run(Recorder(structure, self.guard, before_write=hearing), given, self.aten)

    @property
    def is_repeatable(self) -> bool:
        """Whether there was a run, and its input still is what it was."""
        return self._last is not None and self._last.versions == list(
            map(version, self._last.tensors)
        )

    def record_again(self, recorder: Recorder) -> Recording:
        """Run it as it ran last, from the same random numbers, and leave no trace of that."""
        assert self._last is not None
        given = self._last.given
        with preserved(recorder.structure, (given.args, given.kwargs)) as changes:
            recorder.before_write = changes.keep
            torch.set_rng_state(self._last.random_state)
            return self._run(recorder, given)

    def _run(self, recorder: Recorder, given: ModelInput, aten: bool = False) -> Recording:
        args, kwargs, around = given.args, given.kwargs, self.around
        return record_with(
            recorder, self.model, args, kwargs, self.heard_by, self.seconds, aten, around
        )


def _both(one: BeforeWrite | None, other: BeforeWrite | None) -> BeforeWrite | None:
    if one is None or other is None:
        return one or other

    def tell(tensor: Tensor) -> None:
        one(tensor)
        other(tensor)

    return tell
