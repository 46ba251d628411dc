"""The modules of a report, with what each of them owns."""

from dataclasses import dataclass, field

from torch import Tensor, nn
from torch.nn.parameter import is_lazy

from inspector.engine.assemble.memory import shared_memory
from inspector.engine.assemble.provenance import Provenance
from inspector.engine.assemble.tensors import TensorTable
from inspector.engine.recorder.structure import Entry, Structure, join
from inspector.engine.wording import encodable
from inspector.report import model as report


@dataclass
class Sums:
    """What the registered tensors add up to, each counted once."""

    parameters: int = 0
    trainable: int = 0
    buffers: int = 0
    parameter_bytes: int = 0
    seen: set[int] = field(default_factory=set)


class ModuleTable:
    """Describes the entries of a structure."""

    def __init__(
        self,
        structure: Structure,
        tensors: TensorTable,
        calls: dict[int, int],
        provenance: Provenance,
    ) -> None:
        self._structure = structure
        self._tensors = tensors
        self._calls = calls
        self._provenance = provenance
        self._shared = shared_memory(structure)
        self.sums = Sums()

    def rows(self) -> tuple[report.Module, ...]:
        """All modules, each parent before its children."""
        return tuple(self._describe(number) for number in self._structure.in_order())

    def _describe(self, number: int) -> report.Module:
        entry = self._structure.entries[number]
        module, kind = entry.module, type(entry.module)
        parent = self._structure.entries[entry.parent].path if entry.parent >= 0 else None
        return report.Module(
            entry.path,
            f"{kind.__module__}.{kind.__qualname__}",
            parent,
            entry.registered,
            self._calls.get(number, 0),
            module.training,
            entry.also,
            self._parameters(entry) if module._parameters else (),
            self._buffers(entry) if entry.buffers else (),
            self._constants(entry) if entry.constants else (),
            self._provenance.of_module(module),
            entry.written_as if entry.written_as != kind.__name__ else "",
            arguments_of(module),
        )

    def _parameters(self, entry: Entry) -> tuple[report.Parameter, ...]:
        return tuple(
            report.Parameter(
                name,
                self._tensors.of_owned(tensor, "parameter"),
                tensor.requires_grad,
                self._count_parameter(tensor, entry, name),
                self._shared.get(join(entry.path, name)),
            )
            for name, tensor in entry.module._parameters.items()
            if tensor is not None
        )

    def _buffers(self, entry: Entry) -> tuple[report.Buffer, ...]:
        passing = entry.module._non_persistent_buffers_set
        return tuple(
            report.Buffer(
                name,
                self._tensors.of_owned(tensor, "buffer"),
                self._count_buffer(tensor, entry.registered),
                name not in passing,
                self._shared.get(join(entry.path, name)),
            )
            for name, tensor in entry.buffers
        )

    def _constants(self, entry: Entry) -> tuple[report.Constant, ...]:
        return tuple(
            report.Constant(
                name,
                self._tensors.of_owned(tensor, "constant"),
                tensor.numel(),
                self._provenance.of_constant(entry.module, name),
                self._shared.get(join(entry.path, name)),
            )
            for name, tensor in entry.constants
        )

    def _count_parameter(self, tensor: Tensor, entry: Entry, name: str) -> int | None:
        if is_lazy(tensor):
            return None
        count = tensor.numel()
        if entry.registered and id(tensor) not in self.sums.seen:
            self.sums.seen.add(id(tensor))
            self.sums.parameters += count
            self.sums.trainable += count if tensor.requires_grad else 0
            if join(entry.path, name) not in self._shared:  # else its memory is counted
                self.sums.parameter_bytes += count * tensor.element_size()
        return count

    def _count_buffer(self, tensor: Tensor, registered: bool) -> int | None:
        if is_lazy(tensor):
            return None
        if registered and id(tensor) not in self.sums.seen:
            self.sums.seen.add(id(tensor))
            self.sums.buffers += tensor.numel()
        return tensor.numel()


def arguments_of(module: nn.Module) -> str:
    """What `extra_repr` says of the module on one line; "" if it raises."""
    try:
        return encodable(" ".join(str(module.extra_repr()).split()))
    except Exception:  # noqa: BLE001 (the user's code may raise anything)
        return ""
