"""Modules that a forward runs in threads of its own, where nothing is recorded."""

from collections.abc import Iterator

from inspector.engine.assemble.provenance import Provenance
from inspector.engine.recorder.events import Recording
from inspector.engine.recorder.structure import Structure
from inspector.report.model import Problem


def modules_in_other_threads(
    recording: Recording, structure: Structure, provenance: Provenance
) -> Iterator[Problem]:
    """A note for each module that ran in another thread, without those inside of it."""
    for number in sorted(recording.elsewhere):
        entry = structure.entries[number]
        if entry.parent not in recording.elsewhere:
            name = f"`{entry.path}` ({type(entry.module).__name__})"
            message = (
                f"forward ran {name} in another thread, where nothing is recorded: its call is "
                "missing here, and what it returned comes from nowhere."
            )
            hint = "Call it in the thread of forward while you look at it."
            source = provenance.of_module(entry.module)
            yield Problem("note", "other-thread", message, hint, entry.path, None, source)
