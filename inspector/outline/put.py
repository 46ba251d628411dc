"""The way back: writes an edited outline into its text by the smallest change.

The law of the lens is checked after every change: what was written must read as what was meant.
If a fine change breaks it, the enclosing statement is written anew, then the outermost one. Where
whole statements are written anew no comment may get lost; they are counted, since one that stands
twice may not be lost because the other is still there.
"""

import warnings

from inspector.outline.expression_splice import Grain, UnwritableError
from inspector.outline.kept_comments import comments_of, with_comments
from inspector.outline.nodes import Outline
from inspector.outline.read import OutlineError
from inspector.outline.reread import Reading, read_change
from inspector.outline.splice import Splicer
from inspector.source.changes import apply_changes
from inspector.source.lines import Lines

_UNWRITABLE = "This place of the code is laid out in a way that cannot be edited safely."


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
            reading = read_change(text, before, written)
            if reading.outline == after:
                written, reading = _commented(text, before, after, written, reading)
                if grain == Grain.EXPRESSION or comments_of(text) <= comments_of(written):
                    break
        except (UnwritableError, OutlineError, ValueError):
            continue
    else:
        raise OutlineError(_UNWRITABLE)
    _refuse_what_cannot_stand_there(text, written, reading)
    return written


def _commented(
    text: str, before: Outline, after: Outline, written: str, reading: Reading
) -> tuple[str, Reading]:
    """The same with comments that got lost, unless it would read as something else."""
    more = with_comments(text, written, after, reading)
    again = read_change(text, before, more) if more != written else reading
    return (more, again) if again.outline == after else (written, reading)


def _refuse_what_cannot_stand_there(text: str, written: str, reading: Reading) -> None:
    """Refuse what reads well but does not compile, such as ``await`` in a plain function.

    Only what changed is compiled, and a file that did not compile before may stay so.
    """
    old, lines = set(reading.touched), Lines(written)
    for node in reading.read:
        if node.span is not None and node not in old:
            reason = _not_compiling(lines.slice(node.span))
            if reason is not None and _not_compiling(text) is None:
                raise OutlineError(f"Python does not take this here: {reason}.")


def _not_compiling(text: str) -> str | None:
    """Why Python does not take a text; None if it does."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "", "exec", dont_inherit=True)
    except SyntaxError as error:
        return error.msg
    except (ValueError, RecursionError, MemoryError):
        return "it is nested too deeply"
    return None
