"""The way back: writes an edited outline into its text by the smallest change.

The law of the lens is checked after every change: what was written must read as what was meant.
If a fine change breaks it, the enclosing statement is written anew, then the outermost one.
"""

from inspector.outline.expression_splice import Grain, UnwritableError
from inspector.outline.nodes import Outline
from inspector.outline.read import OutlineError, get
from inspector.outline.splice import Splicer
from inspector.source.changes import apply_changes


def put(text: str, before: Outline, after: Outline) -> str:
    """The text that reads as `after`, where `text` reads as `before`.

    Whatever did not change keeps every byte. Raises OutlineError, and then nothing was changed,
    if no text was found that reads as `after`.
    """
    if before == after:
        return text
    for grain in Grain:
        try:
            written = apply_changes(text, Splicer(text, before, grain).outline(after))
            if get(written) == after and (
                grain == Grain.EXPRESSION or _keeps_comments(text, written)
            ):
                return written
        except (UnwritableError, OutlineError, ValueError):
            continue
    raise OutlineError("This place of the code is laid out in a way that cannot be edited safely.")


def _keeps_comments(text: str, written: str) -> bool:
    """Whether no line's comment got lost where whole statements were written anew."""
    lost = {line.partition("#")[2] for line in text.splitlines() if "#" in line}
    return lost <= {line.partition("#")[2] for line in written.splitlines() if "#" in line}
