"""The modules of a report, with what each of them owns."""

from dataclasses import dataclass, field

from torch import Tensor, nn
from torch.nn.parameter import is_lazy

from inspector.engine.assemble.memory import shared_memory
from inspector.engine.assemble.provenance import Provenance
from inspector.engine.assemble.tensors import TensorTable
from inspector.engine.recorder.structure import Entry, Structure, join
from inspector.engine.wording import encodable, shortened
from inspector.report import model as report

_LONGEST = 1000
"""Characters of what `extra_repr` says."""


@dataclass
class Sums:
    """What the registered tensors add up to, each counted once."""

    parameters: int = 0
    trainable: int = 0
    buffers: int = 0
    parameter_bytes: int = 0
    seen: set[int] = field(default_factory=set)

    def add_parameter(self, tensor: Tensor, count: int, trainable: bool, shared: bool) -> None:
        """Count a parameter, unless it was met before; its memory, unless it is `shared`."""
        if id(tensor) not in self.seen:
            self.seen.add(id(tensor))
            self.parameters += count
            self.trainable += count if trainable else 0
            self.parameter_bytes += 0 if shared else count * tensor.itemsize

    def add_buffer(self, tensor: Tensor, count: int) -> None:
        """Count a buffer, unless it was met before."""
        if id(tensor) not in self.seen:
            self.seen.add(id(tensor))
            self.buffers += count


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
        self._types: dict[type, str] = {}
        self.sums = Sums()

    def rows(self) -> tuple[report.Module, ...]:
        """All modules, each parent before its children."""
        return tuple(self._describe(number) for number in self._structure.in_order())

    def _describe(self, number: int) -> report.Module:
        entry = self._structure.entries[number]
        module, kind = entry.module, type(entry.module)
        parent = self._structure.entries[entry.parent].path if entry.parent >= 0 else None
        name = self._types.get(kind)
        if name is None:
            name = self._types[kind] = f"{kind.__module__}.{kind.__qualname__}"
        return report.Module(
            entry.path,
            name,
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
        rows: list[report.Parameter] = []
        shared = self._shared
        for name, tensor in entry.module._parameters.items():
            if tensor is None:
                continue
            shared_with = shared.get(join(entry.path, name)) if shared else None
            trainable = tensor.requires_grad
            count = None if is_lazy(tensor) else tensor.numel()
            if entry.registered and count is not None:
                self.sums.add_parameter(tensor, count, trainable, shared_with is not None)
            number = self._tensors.of_owned(tensor, "parameter")
            rows.append(report.Parameter(name, number, trainable, count, shared_with))
        return tuple(rows)

    def _buffers(self, entry: Entry) -> tuple[report.Buffer, ...]:
        rows: list[report.Buffer] = []
        passing = entry.module._non_persistent_buffers_set
        for name, tensor in entry.buffers:
            shared_with = self._shared.get(join(entry.path, name))
            count = None if is_lazy(tensor) else tensor.numel()
            if entry.registered and count is not None:
                self.sums.add_buffer(tensor, count)
            number = self._tensors.of_owned(tensor, "buffer")
            rows.append(report.Buffer(name, number, count, name not in passing, shared_with))
        return tuple(rows)

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


def arguments_of(module: nn.Module) -> str:
    """What `extra_repr` says of the module on one line; "" if it raises."""
    try:
        text = module.extra_repr() or _of_attention(module)
        if type(text) is str and len(text) <= _LONGEST and text.isascii() and text.isprintable():
            return text  # most often
        text = shortened(str(text), _LONGEST)
        return encodable(text if text.isprintable() else " ".join(text.split()))
    except KeyboardInterrupt:
        raise
    except BaseException:  # noqa: BLE001 (the user's code may raise anything)
        return ""


def _of_attention(module: nn.Module) -> str:
    """The arguments of torch's attention, as its recurrent modules say theirs; it says none."""
    if not isinstance(module, nn.MultiheadAttention):
        return ""
    width = module.embed_dim
    pieces = [f"{width}, {module.num_heads}"]
    pieces += [f"dropout={module.dropout}"] if module.dropout else []
    pieces += [
        f"{name}={n}" for name, n in (("kdim", module.kdim), ("vdim", module.vdim)) if n != width
    ]
    pieces += ["batch_first=True"] if module.batch_first else []
    return ", ".join(pieces)
