"""Where an exception was raised, as a place in the user's file."""

from collections import Counter
from collections.abc import Iterator
from types import FrameType, TracebackType

import torch

import inspector
from inspector.engine.recorder.sites import Places
from inspector.report.model import Source

_NOT_USERS = (*torch.__path__, *inspector.__path__, "<frozen ")


def steps_of(error: BaseException) -> Iterator[TracebackType]:
    """The frames that the exception passed through, the outermost first."""
    step = error.__traceback__
    while step is not None:
        yield step
        step = step.tb_next


def frame_of(error: BaseException, file: str) -> FrameType | None:
    """The innermost frame of the file that the exception passed through."""
    frames = [step.tb_frame for step in steps_of(error)]
    return next((f for f in reversed(frames) if f.f_code.co_filename == file), None)


def local_of(error: BaseException | None, name: str) -> object:
    """A variable of the innermost frame that has one of this name; None if none has."""
    frames = [step.tb_frame for step in steps_of(error)] if error is not None else []
    return next((f.f_locals[name] for f in reversed(frames) if name in f.f_locals), None)


def place_of(error: BaseException, file: str | None) -> Source | None:
    """The innermost expression in the file that the exception passed through.

    Of an endless recursion, the one that it passed through most often.
    """
    if isinstance(error, SyntaxError):
        return _place_of_syntax(error, file)
    places = Places(file)
    steps = [step for step in steps_of(error) if step.tb_frame.f_code.co_filename == file]
    found = [places.of_link((step.tb_frame.f_code, step.tb_lasti)) for step in steps]
    known = [source for source in found if source is not None]
    if isinstance(error, RecursionError) and known:  # not where it broke, but what goes on and on
        return Counter(known).most_common(1)[0][0]
    return known[-1] if known else None


def place_in_users_code(error: BaseException) -> Source | None:
    """The innermost expression that is neither torch's nor ours, in whatever file."""
    files = [step.tb_frame.f_code.co_filename for step in steps_of(error)]
    users = [file for file in files if not file.startswith(_NOT_USERS)]
    return place_of(error, users[-1]) if users else None


def _place_of_syntax(error: SyntaxError, file: str | None) -> Source | None:
    if error.lineno is None or error.filename != file or file is None:
        return None
    line = error.lineno
    end_line = error.end_lineno or line
    text = error.text or ""
    column = _bytes_before(text, error.offset)
    same = end_line == line
    end_column = _bytes_before(text, error.end_offset) if same else (error.end_offset or 1) - 1
    if same and end_column <= column:
        end_column = column + 1
    return Source(file, line, column, end_line, end_column)


def _bytes_before(text: str, offset: int | None) -> int:
    """UTF-8 bytes before a character that is counted from 1; 0 if it is not known."""
    return len(text[: max(0, (offset or 1) - 1)].encode())
