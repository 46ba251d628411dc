"""Single lines of code, of the open document or of any other file that can be read."""

import linecache

from inspector.report.model import Source
from inspector.session.state import State


def code_line(state: State, source: Source) -> str:
    """The first line of a place; empty if the file cannot be read."""
    if source.file == state.document.file_name:
        lines = state.outline_text.splitlines()
        return lines[source.line - 1] if 0 < source.line <= len(lines) else ""
    return linecache.getline(source.file, source.line)
