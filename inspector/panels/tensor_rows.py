"""What the report knows of a selection, as rows: its kept tensors, those below it, its calls."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from inspector.graph.captions import class_name, relative_path
from inspector.graph.rows import Row
from inspector.graph.shapes import dtype_text, tensor_label, usual_dtype
from inspector.panels.tensor_sizes import element_count
from inspector.report.model import Buffer, Call, Constant, Module, Parameter, Report
from inspector.report.units import duration

KeptRole = Literal["parameter", "buffer", "constant"]

_SHOWN_TENSORS = 3


@dataclass(frozen=True)
class Heading:
    """Begins a group of rows."""

    text: str
    detail: str = ""
    is_below: bool = False
    """Whether the group is of a module below the selection."""


@dataclass(frozen=True)
class KeptTensor:
    """A parameter, buffer or constant of one module."""

    module: str
    name: str
    role: KeptRole
    tensor: int
    shape: tuple[int, ...] | None
    """None while lazy."""
    dtype: str
    trainable: bool = False
    numel: int | None = None
    shared_with: str | None = None

    @property
    def remarks(self) -> tuple[str, ...]:
        """Dtype, role and sharing, in words."""
        role = self.role
        if self.role == "parameter":
            role_text = "trainable" if self.trainable else "frozen"
        else:
            role_text = role
        shared = (f"same tensor as {self.shared_with}",) if self.shared_with else ()
        return (self.dtype, role_text, *shared)


@dataclass(frozen=True)
class CallLine:
    """One call of the selection, or one op that its code runs."""

    label: str
    flow: str
    """``2 × 20 → 2 × 20``."""
    time: str
    failed: bool = False


TensorRow: TypeAlias = Heading | KeptTensor | CallLine


ROLES: tuple[KeptRole, ...] = ("parameter", "buffer", "constant")
_HEADINGS = {"parameter": "Parameters", "buffer": "Buffers", "constant": "Constants"}


def _grouped(kept: Iterable[KeptTensor]) -> Iterator[TensorRow]:
    known = list(kept)
    for role, tensors in ((r, [e for e in known if e.role == r]) for r in ROLES):
        if tensors:
            yield Heading(_HEADINGS[role])
            yield from tensors


class TensorRows:
    """Look-ups in one report, whose code lies in `file`; nothing if there is no report."""

    def __init__(self, report: Report | None, file: str) -> None:
        report = report or Report()
        self._report = report
        self._file = file
        self._usual = usual_dtype(report)
        self._tensors = {tensor.id: tensor for tensor in report.tensors}
        self._modules = {module.path: module for module in report.modules}

    def of(self, row: Row | None) -> tuple[TensorRow, ...]:
        """The rows of the list for a row of the tree."""
        if row is None:
            return ()
        if row.kind == "constant":
            module, _, name = row.place.path.rpartition(".")
            return tuple(_grouped(each for each in self._kept_by(module) if each.name == name))
        calls = [*self._calls(row)]
        heading = (Heading("Calls" if row.kind == "module" else "Operations"),) if calls else ()
        if row.kind != "module":
            return (*heading, *calls)
        path = row.place.path
        return (*_grouped(self._kept_by(path)), *self._below(path), *heading, *calls)

    def _kept_by(self, path: str) -> list[KeptTensor]:
        """What the module at a path keeps itself."""
        module = self._modules.get(path)
        if module is None:
            return []
        return [
            *(self._kept(path, each) for each in module.parameters),
            *(self._kept(path, each) for each in module.buffers),
            *(self._kept(path, each) for each in module.constants),
        ]

    def _kept(self, path: str, each: Parameter | Buffer | Constant) -> KeptTensor:
        tensor = self._tensors.get(each.tensor)
        shape = tensor.shape if tensor is not None else None
        numel = each.numel
        if numel is None and shape is not None:
            numel = element_count(shape)
        return KeptTensor(
            path,
            each.name,
            _role(each),
            each.tensor,
            shape,
            dtype_text(tensor.dtype) if tensor is not None else "?",
            isinstance(each, Parameter) and each.trainable,
            numel,
            None if isinstance(each, Constant) else each.shared_with,
        )

    def _below(self, path: str) -> list[TensorRow]:
        """What the modules below a path keep, each module under its heading."""
        rows: list[TensorRow] = []
        for module in self._modules_below(path):
            kept = self._kept_by(module.path)
            if kept:
                rows.append(
                    Heading(relative_path(module.path, path), class_name(module), is_below=True)
                )
                rows += kept
        return rows

    def _modules_below(self, path: str) -> list[Module]:
        inside = {path}
        found: list[Module] = []
        for module in self._report.modules:  # a parent stands before its children
            if module.parent in inside and module.path != path:
                inside.add(module.path)
                found.append(module)
        return found

    def _calls(self, row: Row) -> Iterator[CallLine]:
        """The calls of a module; for a step or loop, all that its code runs."""
        if row.kind == "module":
            called = [call for call in self._report.calls if call.module == row.place.path]
            for number, call in enumerate(called, 1):
                yield self._line(str(number), call)
            return
        ids = {call.id for call in self._report.calls if call.module == row.place.path}
        for call in self._report.calls:
            if call.parent in ids and self._lies_in(call, row):
                trip = _trip(call) if row.kind == "region" else ""
                yield self._line(f"{trip}{call.name}", call)

    def _lies_in(self, call: Call, row: Row) -> bool:
        source = call.source
        return (
            source is not None
            and source.file == self._file
            and row.site is not None
            and row.site.contains(source.span)
        )

    def _line(self, label: str, call: Call) -> CallLine:
        came = self._labels(call.inputs)
        went = "failed" if call.failed else self._labels(call.outputs) or call.result or "nothing"
        return CallLine(label, f"{came} → {went}".strip(), duration(call.seconds), call.failed)

    def _labels(self, ids: tuple[int, ...]) -> str:
        known = [self._tensors[id] for id in ids if id in self._tensors]
        labels = [tensor_label(tensor, self._usual) for tensor in known[:_SHOWN_TENSORS]]
        return ", ".join(labels) + (", …" if len(known) > _SHOWN_TENSORS else "")


def _trip(call: Call) -> str:
    if call.frame is None:
        return ""
    return f"{call.frame.trip} " if call.frame.trip else "test "


def _role(each: Parameter | Buffer | Constant) -> KeptRole:
    if isinstance(each, Parameter):
        return "parameter"
    return "buffer" if isinstance(each, Buffer) else "constant"
