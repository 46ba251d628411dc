"""The rows of the tensor list in other forms: a glance, totals, a table to paste."""

from collections.abc import Iterable
from dataclasses import replace

from inspector.panels.tensor_rows import ROLES, CallLine, Heading, KeptTensor, TensorRow
from inspector.panels.tensor_sizes import byte_count, bytes_text
from inspector.report.units import shape_text

_BRIEF = 6


def brief(rows: Iterable[TensorRow]) -> tuple[TensorRow, ...]:
    """The groups of the selection itself, and only the first rows of each, for a glance."""
    groups: list[list[TensorRow]] = []
    for row in rows:
        if isinstance(row, Heading):
            groups.append([])
        groups[-1].append(row)
    return tuple(row for group in groups for row in _first(group))


def _first(group: list[TensorRow]) -> list[TensorRow]:
    heading, *rest = group
    if not isinstance(heading, Heading) or heading.is_below:
        return []
    if len(rest) > _BRIEF:
        heading = replace(heading, detail=f"the first {_BRIEF} of {len(rest):,}")
    return [heading, *rest[:_BRIEF]]


def kept_tensors(rows: Iterable[TensorRow]) -> tuple[KeptTensor, ...]:
    """The tensors among the rows."""
    return tuple(each for each in rows if isinstance(each, KeptTensor))


def totals_text(rows: Iterable[TensorRow]) -> str:
    """``420 parameters · 400 trainable · 1.7 kB``; a shared tensor counts once."""
    once = {each.tensor: each for each in reversed(kept_tensors(rows))}
    counted = {role: [e for e in once.values() if e.role == role] for role in ROLES}
    pieces: list[str] = []
    parameters = counted["parameter"]
    if parameters:
        total = sum(each.numel or 0 for each in parameters)
        trainable = sum(each.numel or 0 for each in parameters if each.trainable)
        pieces.append(_several(total, "parameter"))
        pieces += [f"{trainable:,} trainable"] if trainable != total else []
        pieces += ["some not known yet"] if any(e.numel is None for e in parameters) else []
    for role in ("buffer", "constant"):
        pieces += [_several(len(counted[role]), role)] if counted[role] else []
    if once:
        size = sum(byte_count(each.numel or 0, each.dtype) for each in once.values())
        pieces.append(bytes_text(size))
    return " · ".join(pieces)


def _several(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def as_text(rows: Iterable[TensorRow]) -> str:
    """The rows as lines with tabs, for a spreadsheet."""
    lines = ["module\tname\tshape\tdtype\trole\ttrainable\tcount\tshared with"]
    calls: list[str] = []
    for row in rows:
        if isinstance(row, KeptTensor):
            trainable = str(row.trainable) if row.role == "parameter" else ""
            count = "" if row.numel is None else str(row.numel)
            shape = shape_text(row.shape)
            cells = (row.module, row.name, shape, row.dtype, row.role, trainable, count)
            lines.append("\t".join((*cells, row.shared_with or "")))
        elif isinstance(row, CallLine):
            calls.append("\t".join((row.label, row.flow, row.time)))
    tensors = lines if len(lines) > 1 else []
    return "\n".join((*tensors, *(["call\tshapes\ttime", *calls] if calls else [])))
