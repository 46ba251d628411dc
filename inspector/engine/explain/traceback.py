"""Where an exception was raised, as a place in the user's file."""

from types import CodeType, TracebackType

from inspector.engine.recorder.sites import Places
from inspector.report.model import Source


def place_of(error: BaseException, file: str | None) -> Source | None:
    """The innermost expression in the file that the exception passed through."""
    if isinstance(error, SyntaxError):
        return _place_of_syntax(error, file)
    places = Places(file)
    found: Source | None = None
    step: TracebackType | None = error.__traceback__
    while step is not None:
        code: CodeType = step.tb_frame.f_code
        if code.co_filename == file:
            found = places.of_link((code, step.tb_lasti)) or found
        step = step.tb_next
    return found


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
