"""What a run that went well has to say if no tensor came out of it."""

from collections.abc import Iterator

from inspector.engine.assemble.provenance import Provenance
from inspector.engine.explain.fixes import Fixes
from inspector.engine.recorder.contents import Word
from inspector.engine.recorder.events import Recording
from inspector.engine.recorder.structure import Structure
from inspector.report.model import Problem


def nothing_returned(
    recording: Recording, structure: Structure, provenance: Provenance
) -> Iterator[Problem]:
    """A warning if the model returned None, or an object in the place of what it should hold.

    A model may well return numbers; that is not told.
    """
    event = next((each for each in recording.events if each.parent < 0), None)
    if recording.outputs or event is None or event.module < 0:
        return
    kind = type(structure.entries[event.module].module)
    fixes = Fixes(provenance.file)
    if event.result is None:
        fixes.change_class("return_last", f"Return the result of {kind.__name__}.forward", kind)
        message = f"The forward of {kind.__name__} ends without `return`: nothing comes out of it."
        hint = "Write `return …` at its end."
    elif isinstance(event.result, Word):
        message = f"The forward of {kind.__name__} returns {event.result}, which holds no tensor."
        hint = "A module is made first and called then; a method is called with () behind its name."
    else:
        return
    yield Problem("warning", "no-output", message, hint, "", fixes=fixes.all())
