"""A comparison as text or Markdown: what is not as it was, then the totals side by side."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from inspector.report.cells import cells, visible, wrapped
from inspector.report.comparison_entries import Entry, entries
from inspector.report.differences import Change, Total
from inspector.report.ink import BOLD, DIM, GREEN, RED, RESET, YELLOW
from inspector.report.markdown import code, escaped, markdown_notes, markdown_table
from inspector.report.summary_notes import Note, note_lines, problem_text
from inspector.report.table import column_widths, fit, terminal_width
from inspector.report.units import duration, flops, size

if TYPE_CHECKING:
    from inspector.report.comparison import Comparison

_INKS = {"+": GREEN, "−": RED, "→": YELLOW, "~": YELLOW}
_FACTS = {"flops": "FLOPs", "also": "shared as"}
_TOTALS = {
    "modules": "modules",
    "parameters": "parameters",
    "trainable_parameters": "trainable parameters",
    "buffers": "values in buffers",
    "parameter_bytes": "size of parameters",
    "activation_bytes": "size of activations",
    "flops": "FLOPs",
    "seconds": "time, never a difference",
}
_HEADINGS = ("Totals", "Before", "After", "Difference")
_RIGHT = (False, True, True, True)
_NARROWEST = 24
_UNLIMITED = 100
_FACT_WIDTH = 12
_NOTHING = "—"


def comparison_text(
    comparison: "Comparison", width: int | None, color: bool, markdown: bool
) -> str:
    """What differs, module by module, with totals and problems below."""
    changed = entries(comparison)
    notes = [note for note in _notes(comparison) if note.lines]
    totals = list(_totals(comparison.totals))
    if markdown:
        return _markdown(changed, totals, notes)
    width = terminal_width() if width is None else width
    wide = max(width or _UNLIMITED, _NARROWEST)
    lines = [] if comparison.differs else ["Nothing differs."]
    for entry in changed:
        lines += _entry_lines(entry, wide, color)
    lines += ["", *_total_lines(totals, wide, color)]
    for note in notes:
        lines += ["", *note_lines(note, wide, color)]
    return "\n".join(lines).strip("\n")


def _entry_lines(entry: Entry, width: int, color: bool) -> Iterator[str]:
    named = f"{entry.name}: {entry.type}" if entry.type else entry.name
    text = f"{entry.sign} {named}" + (f", {entry.remark}" if entry.remark else "")
    for place, line in enumerate(wrapped(text, width - 2)):
        line = line if place == 0 else "  " + line
        yield _INKS[entry.sign] + line + RESET if color else line
    for change in entry.changes:
        fact = _FACTS.get(change.fact, change.fact)
        indent = 4 + _FACT_WIDTH if width > 3 * _FACT_WIDTH else 6
        first, *others = wrapped(_changed(change), width - indent) or [""]
        if indent == 6:
            yield f"    {fact}"
            yield " " * indent + first
        else:
            yield f"    {fact:<{_FACT_WIDTH}}{first}"
        yield from (" " * indent + each for each in others)


def _changed(change: Change) -> str:
    before, after = _short(change, change.before), _short(change, change.after)
    return f"{before or _NOTHING} → {after or _NOTHING}"


def _short(change: Change, text: str) -> str:
    """Classes by their own names, if these tell them apart."""
    before, after = change.before.rpartition(".")[2], change.after.rpartition(".")[2]
    short = change.fact == "type" and before != after
    return visible(text.rpartition(".")[2] if short else text)


def _totals(totals: Sequence[Total]) -> Iterator[tuple[str, str, str, str]]:
    for total in totals:
        if total.name != "buffers" or total.before or total.after:
            texts = (_amount(total.name, total.before), _amount(total.name, total.after))
            yield (_TOTALS[total.name], *texts, _difference(total))


def _difference(total: Total) -> str:
    difference = total.after - total.before
    sign = "+" if difference > 0 else "−"
    return sign + _amount(total.name, abs(difference)) if difference else ""


def _amount(name: str, number: float) -> str:
    if name == "seconds":
        return duration(number)
    whole = int(number)
    if name.endswith("_bytes"):
        return size(whole)
    return flops(whole) if name == "flops" else f"{whole:,}"


def _total_lines(totals: list[tuple[str, str, str, str]], width: int, color: bool) -> list[str]:
    wanted = column_widths([_HEADINGS, *totals])
    fitted = fit(wanted, [_FACT_WIDTH, *wanted[1:]], width)
    heading = fitted.line(_HEADINGS, _RIGHT)
    rule = "─" * max(cells(fitted.line(line, _RIGHT)) for line in (_HEADINGS, *totals))
    lines = [BOLD + heading + RESET, DIM + rule + RESET] if color else [heading, rule]
    return [*lines, *(fitted.line(line, _RIGHT) for line in totals)]


def _notes(comparison: "Comparison") -> Iterator[Note]:
    gone, new = comparison.gone_problems, comparison.new_problems
    yield Note("Problems that are gone", tuple(map(problem_text, gone)))
    yield Note("New problems", tuple(map(problem_text, new)), "warning")
    failure = next((change for change in comparison.run if change.fact == "failure"), None)
    if failure is None:
        return
    before, after = visible(failure.before), visible(failure.after)
    if not after:
        yield Note("It fails no more", (before,))
    elif not before:
        yield Note("✗ It fails now", (after,), "error")
    else:
        yield Note("✗ It fails otherwise", (f"before: {before}", f"after: {after}"), "error")


def _markdown(
    changed: list[Entry], totals: list[tuple[str, str, str, str]], notes: list[Note]
) -> str:
    lines = ["Nothing differs."] if not (changed or notes) else []
    if changed:
        headings = ("", "Module", "Type", "What", "Before", "After")
        rows = (row for entry in changed for row in _markdown_rows(entry))
        lines = markdown_table(headings, (False,) * len(headings), rows)
    table = markdown_table(_HEADINGS, _RIGHT, totals)
    return "\n".join([*lines, "", *table, *markdown_notes(notes)]).strip("\n")


def _markdown_rows(entry: Entry) -> Iterator[tuple[str, ...]]:
    kind = code(entry.type) if entry.type else ""
    if entry.remark or not entry.changes:
        yield (entry.sign, code(entry.name), kind, escaped(entry.remark), "", "")
    for change in entry.changes:
        fact = _FACTS.get(change.fact, change.fact)
        texts = (_short(change, change.before), _short(change, change.after))
        yield (entry.sign, code(entry.name), kind, fact, *map(escaped, texts))
