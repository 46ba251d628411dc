"""The forward of a text's model, which can be recorded twice just as it ran first."""

from contextlib import nullcontext

import torch

from inspector.engine.preserve import preserved
from inspector.engine.recorder.contents import tensors_in
from inspector.engine.recorder.events import Recording
from inspector.engine.recorder.record import Around, record_with
from inspector.engine.recorder.recorder import Recorder
from inspector.engine.recorder.values import version
from inspector.engine.script.choose import Chosen
from inspector.engine.script.choose_input import ModelInput
from inspector.engine.script.execute import Script
from inspector.engine.threads import fitting_threads


class Forward:
    """One call of the model on its input; what came before it is remembered when made."""

    def __init__(
        self,
        script: Script,
        chosen: Chosen,
        given: ModelInput,
        seconds: float | None,
        around: Around = nullcontext,
    ) -> None:
        self._script, self._model, self._given = script, chosen.model, given
        self._seconds, self._around = seconds, around
        self._tensors = tensors_in((given.args, given.kwargs))
        self._versions = list(map(version, self._tensors))
        self._random_state = torch.get_rng_state()

    def record(self, recorder: Recorder) -> Recording:
        """Run it, with as many threads as do it good."""
        args, kwargs, heard_by = self._given.args, self._given.kwargs, self._script.marks.heard_by
        with fitting_threads(recorder.structure):
            return record_with(
                recorder, self._model, args, kwargs, heard_by, self._seconds, around=self._around
            )

    @property
    def is_repeatable(self) -> bool:
        """Whether the input still is what it was."""
        return self._versions == list(map(version, self._tensors))

    def record_again(self, recorder: Recorder) -> Recording:
        """Run it once more from the same random numbers, and leave no trace of that."""
        with preserved(recorder.structure, self._tensors) as originals:
            recorder.before_write = originals.keep
            torch.set_rng_state(self._random_state)
            return self.record(recorder)
