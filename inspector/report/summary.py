"""The summary of a report: a table of its modules with notes below, as text or Markdown."""

from collections.abc import Sequence

from inspector.report.cells import cells, wrapped
from inspector.report.columns import COLUMNS, DEFAULT_COLUMNS, checked_columns
from inspector.report.ink import BOLD, DIM, RED, RESET, YELLOW
from inspector.report.markdown import code, escaped, markdown_notes, markdown_table
from inspector.report.model import Report
from inspector.report.summary_notes import Note, note_lines, notes
from inspector.report.summary_rows import Row, rows
from inspector.report.table import column_widths, fit, terminal_width

_NARROWEST = 24
"""Cells that the first column keeps before others are left out, and the least of a line."""
_LEAST = 12
"""The same for other columns that are no numbers."""
_UNLIMITED = 100
"""Cells of a line of prose if there is no terminal."""


def summary(
    report: Report,
    depth: int | None = None,
    width: int | None = None,
    color: bool = False,
    markdown: bool = False,
    columns: Sequence[str] | str = DEFAULT_COLUMNS,
    fold: bool = False,
) -> str:
    """A table of the modules, with totals, what is shared, problems and the failure below it.

    Parameters are those of a module and all below it, each tensor counted once; cost and time are
    those of all its calls. A module registered twice has one row with numbers; the others refer to
    it. `depth` levels below the root are listed, all of them without it. `width` is in characters,
    that of the terminal without it, and unlimited without a terminal; it makes no difference to
    Markdown. `columns` are names of ``inspector.report.columns``; raises ValueError if there is no
    such column. With `fold`, neighbors in a list that are built alike and did the same share one
    row, ``0 … 11: 12 × Block``, with the numbers of all of them, and so do the modules in them.
    """
    chosen = checked_columns(columns)
    table = rows(report, chosen, depth, fold)
    if markdown:
        return _markdown(table, chosen, notes(report))
    if width is None:
        width = terminal_width()
    if width is not None:
        width = max(width, _NARROWEST)
    lines = _table(table, chosen, width, color) if table else []
    for note in notes(report):
        lines += ["", *note_lines(note, width or _UNLIMITED, color)]
    return "\n".join(lines).strip("\n")


def _table(table: list[Row], columns: tuple[str, ...], width: int | None, color: bool) -> list[str]:
    """Columns as wide as they need to be; in want of room, long names first, then columns."""
    headings = ["Module", *(COLUMNS[name].heading for name in columns)]
    right = [False, *(COLUMNS[name].right for name in columns)]
    wanted = column_widths([headings, *([row.label(), *row.cells] for row in table)])
    least = [want if number else _LEAST for want, number in zip(wanted, right, strict=True)]
    least[0] = _NARROWEST
    fitted = fit(wanted, least, width)
    heading = fitted.line(headings, right)
    rule = "─" * cells(heading)
    lines = [BOLD + heading + RESET, DIM + rule + RESET] if color else [heading, rule]
    for row in table:
        line = fitted.line([row.label(fitted.widths[0]), *row.cells], right)
        lines.append(_colored(row, line) if color else line)
    left_out = headings[len(fitted.widths) :]
    if left_out and width is not None:
        lines += wrapped(f"No room for {', '.join(left_out)}.", width)
    return lines


def _colored(row: Row, line: str) -> str:
    """The lines of the tree pale, a failing module red, one that is not registered yellow."""
    branch, rest = line[: len(row.branch)], line[len(row.branch) :]
    if row.failed:
        rest = RED + rest + RESET
    elif not row.registered:
        rest = YELLOW + rest + RESET
    return DIM + branch + RESET + rest if branch else rest


def _markdown(table: list[Row], columns: tuple[str, ...], below: list[Note]) -> str:
    lines = []
    if table:
        headings = ("Module", "Type", *(COLUMNS[name].heading for name in columns))
        right = (False, False, *(COLUMNS[name].right for name in columns))
        lines = markdown_table(headings, right, map(_markdown_row, table))
    return "\n".join([*lines, *markdown_notes(below)]).strip("\n")


def _markdown_row(row: Row) -> tuple[str, ...]:
    place = code(row.path) if row.path else f"**{escaped(row.name)}**"
    mark = "✗ " if row.failed else ""
    kind = " ".join(filter(None, (code(row.type), escaped(row.remark))))
    return (mark + place, kind, *map(escaped, row.cells))
