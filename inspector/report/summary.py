"""The summary of a report: a table of its modules with notes below, as text or Markdown."""

import shutil

from inspector.report.cells import cells, clipped, padded, wrapped
from inspector.report.model import Report
from inspector.report.summary_notes import Mood, Note, notes
from inspector.report.summary_rows import Row, rows

_HEADINGS = ("Module", "Output", "Parameters", "FLOP", "Time")
_NUMBERS = (False, False, True, True, True)
_GAP = "  "
_NARROWEST = 24
"""Cells that the first column keeps before others are left out."""
_BOLD, _DIM, _RED, _YELLOW, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[33m", "\x1b[0m"
_MOODS: dict[Mood, str] = {"plain": _BOLD, "warning": _BOLD + _YELLOW, "error": _BOLD + _RED}


def summary(
    report: Report,
    depth: int | None = None,
    width: int | None = None,
    color: bool = False,
    markdown: bool = False,
) -> str:
    """A table of the modules, with totals, what is shared, problems and the failure below it.

    Parameters are those of a module and all below it, each tensor counted once; cost and time are
    those of all its calls. `depth` levels below the root are listed, all of them without it.
    `width` is in characters, that of the terminal without it; it makes no difference to Markdown.
    """
    table = rows(report, depth)
    if markdown:
        return _markdown(table, notes(report))
    if width is None:
        width = shutil.get_terminal_size((100, 24)).columns
    lines = _table(table, max(width, _NARROWEST), color) if table else []
    for note in notes(report):
        lines += ["", *_note(note, max(width, _NARROWEST), color)]
    return "\n".join(lines).strip("\n")


def _table(table: list[Row], width: int, color: bool) -> list[str]:
    """Columns as wide as they need to be; what does not fit costs the last columns first."""
    texts = [(row.branch + row.label, *row.cells) for row in table]
    columns = list(zip(_HEADINGS, *texts, strict=True))
    widths = [max(map(cells, column)) for column in columns]
    while len(widths) > 1 and _taken(widths[1:]) + _NARROWEST > width:
        widths.pop()
    widths[0] = min(widths[0], max(width - _taken(widths[1:]), _NARROWEST))
    heading = _line(_HEADINGS, widths)
    rule = "─" * cells(heading)
    lines = [_BOLD + heading + _RESET, _DIM + rule + _RESET] if color else [heading, rule]
    for row, text in zip(table, texts, strict=True):
        line = _line(text, widths)
        lines.append(_colored(row, line) if color else line)
    return lines


def _taken(widths: list[int]) -> int:
    return sum(widths) + len(_GAP) * len(widths)


def _line(texts: tuple[str, ...], widths: list[int]) -> str:
    pieces = [
        padded(clipped(text, width), width, right)
        for text, width, right in zip(texts, widths, _NUMBERS, strict=False)
    ]
    return _GAP.join(pieces).rstrip()


def _colored(row: Row, line: str) -> str:
    """The lines of the tree pale, a failing module red, one that is not registered yellow."""
    branch, rest = line[: len(row.branch)], line[len(row.branch) :]
    if row.failed:
        rest = _RED + rest + _RESET
    elif not row.registered:
        rest = _YELLOW + rest + _RESET
    return _DIM + branch + _RESET + rest if branch else rest


def _note(note: Note, width: int, color: bool) -> list[str]:
    heading = clipped(note.heading, width)
    lines = [_MOODS[note.mood] + heading + _RESET if color else heading]
    for text in note.lines:
        first, *others = wrapped(text, width - 4) or [""]
        lines += ["  " + first, *("    " + each for each in others)]
    return lines


def _markdown(table: list[Row], below: list[Note]) -> str:
    lines = []
    if table:
        titles = ("Module", "Type", *_HEADINGS[1:])
        lines = [
            "| " + " | ".join(titles) + " |",
            "| --- | --- | --- | ---: | ---: | ---: |",
        ]
    for row in table:
        place = _code(row.path) if row.path else f"**{_escaped(row.name)}**"
        mark = "✗ " if row.failed else ""
        kind = " ".join(filter(None, (_code(row.type), row.remark)))
        lines.append("| " + " | ".join((mark + place, kind, *map(_escaped, row.cells))) + " |")
    for note in below:
        lines += ["", f"**{_escaped(note.heading)}**", ""]
        lines += [f"- {_escaped(text)}" for text in note.lines]
    return "\n".join(lines).strip("\n")


def _code(text: str) -> str:
    return "`" + text.replace("`", "'").replace("|", "\\|") + "`"


def _escaped(text: str) -> str:
    """Prose for Markdown: no HTML, no cell borders; backticks are meant as code."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|").replace("*", "\\*")
