"""The input is inferred: guess, run, see where it fails, repair the guess, run again."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from torch import nn

from inspector.engine.inputs.attempt import Attempt
from inspector.engine.inputs.draft import Draft
from inspector.engine.inputs.first import Guess, first_draft
from inspector.engine.inputs.given import InputError, ModelInput
from inspector.engine.inputs.repair import repaired
from inspector.engine.inputs.sides import Sides
from inspector.engine.preserve import preserved
from inspector.engine.recorder.events import Recording
from inspector.engine.recorder.record import forget_frames
from inspector.engine.recorder.recorder import BeforeWrite
from inspector.engine.recorder.structure import Structure
from inspector.engine.wording import message_of

Run = Callable[[ModelInput, Structure, BeforeWrite | None], Recording]
Make = Callable[[Draft], ModelInput]

_WHEN_ASKED_FOR_A_KEY = "Using a non-tuple sequence for multidimensional indexing"
"""What torch warns of where a tensor is indexed with a string."""
_MOST_REPAIRS = 12
_SECONDS = 5.0
"""No further run is begun that would not end by then."""
_OVERHEAD = 0.2
"""Seconds of a run that larger inputs would not make longer, generously."""


@dataclass
class Ran:
    """One run of the forward and what it was given."""

    structure: Structure
    recording: Recording
    draft: Draft | None = None
    """Of an input that was inferred."""
    tried: tuple[Draft, ...] = ()
    """Others, on which the model did not run."""


def infer_input(model: nn.Module, structure: Structure, make: Make, run: Run) -> Ran:
    """Run the model on the first draft that fits; each run before that leaves no trace.

    If no draft fits, the one that got furthest is run once more, for its failure to be reported.
    Raises InputError if not even the first one can be made.
    """
    search = _Search(model, make, run)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", _WHEN_ASKED_FOR_A_KEY)
        return search.start(first_draft(model, structure), structure)


class _Search:
    def __init__(self, model: nn.Module, make: Make, run: Run) -> None:
        self._model, self._make, self._run = model, make, run
        self._sides = Sides()
        self._tried: list[Draft] = []
        self._progress: list[int] = []
        """How many events each of them came to."""
        self._end = 0.0

    def start(self, draft: Draft, structure: Structure) -> Ran:
        """Try drafts until one fits or nothing more can be repaired."""
        following: Draft | None = draft
        while following is not None:
            draft = following
            with preserved(structure, []) as changes:
                given = self._made(draft)
                if given is None:
                    break
                began = monotonic()
                recording = self._run(given, structure, changes.keep)
                seconds = monotonic() - began
                if recording.error is not None:
                    attempt = Attempt(draft, given, structure, recording)
                    following = self._following(attempt, seconds)
                if recording.error is None or (following is None and not self._tried):
                    changes.leave_changes()  # this run is the one to report
                    return Ran(structure, recording, draft, tuple(self._tried))
            self._tried.append(draft)
            self._progress.append(len(recording.events))
            forget_frames(recording.error)
            structure = Structure(self._model)
        return self._furthest(structure)

    def _made(self, draft: Draft) -> ModelInput | None:
        try:
            return self._make(draft)
        except Exception as error:
            if self._tried:
                return None
            hint = "Write X = torch.rand(…) at the end of the file."
            raise InputError(message_of(error), hint) from error

    def _following(self, attempt: Attempt, seconds: float) -> Draft | None:
        """The next draft, unless it was tried before or its run would take too long."""
        if len(self._tried) == _MOST_REPAIRS:
            return None
        if not self._tried:  # in the first run torch may still be loading parts of itself
            self._end = monotonic() + _SECONDS
        draft = repaired(attempt, Guess(attempt.structure), self._sides)
        if draft is None or draft in self._tried or draft == attempt.draft:
            return None
        grown = draft.numel() / max(attempt.draft.numel(), 1)
        longer = max(seconds - _OVERHEAD, 0) * grown
        return draft if monotonic() + longer < self._end else None

    def _furthest(self, structure: Structure) -> Ran:
        best = self._tried[self._progress.index(max(self._progress))]
        recording = self._run(self._make(best), structure, None)
        others = tuple(draft for draft in self._tried if draft != best)
        return Ran(structure, recording, best, others)
