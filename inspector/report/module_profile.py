"""Everything about a module that a comparison looks at, as text that can be held side by side."""

from collections.abc import Iterable, Mapping

from inspector.report.model import Buffer, Constant, Module, Parameter, Report, Tensor
from inspector.report.module_facts import Calls, calls_by_module
from inspector.report.module_matching import without_addresses
from inspector.report.units import shape_text

Profile = dict[str, dict[str, str]]
"""Facts by name; each has parts by key, and the key is "" if there is only one."""


class Profiles:
    """The profiles of the modules of one report."""

    def __init__(self, report: Report, names: Mapping[str, str]) -> None:
        self._names = names
        self._tensors = {tensor.id: tensor for tensor in report.tensors}
        self._calls = calls_by_module(report)
        self._opened = {call.parent for call in report.calls}
        self._ops: dict[int | None, list[int | None]] = {}
        for call in report.calls:
            if call.kind == "op":
                self._ops.setdefault(call.parent, []).append(call.flops)

    def built(self, module: Module) -> Profile:
        """What there is before anything runs."""
        return {
            "type": {"": module.type},
            "arguments": dict(arguments(without_addresses(module.arguments))),
            "parameters": {each.name: self._parameter(each) for each in module.parameters},
            "buffers": {each.name: self._buffer(each) for each in module.buffers},
            "constants": {each.name: self._owned(each) for each in module.constants},
            "also": {path: path for path in (self._names.get(p, p) for p in module.also)},
            "registered": {"": "yes" if module.registered else "no"},
        }

    def run(self, module: Module) -> Profile:
        """What its calls were. What went into the root and came out is said of the model."""
        calls = self._calls.get(module.path, Calls())
        told = calls.all if module.path else []
        return {
            "calls": {"": f"{len(calls.all):,}"},
            "inputs": {"": self._different(self._shapes(each.inputs) for each in told)},
            "outputs": {"": self._different(self._shapes(each.outputs) for each in told)},
            "dtypes": {"": self._different(self._dtypes(each.outputs) for each in told)},
            "flops": {"": self._own_flops(calls)},
        }

    def _own_flops(self, calls: Calls) -> str:
        """Of what its own forward computes; what it calls counts for itself."""
        known: list[int | None] = []
        for call in calls.all:
            known += self._ops.get(call.id, []) if call.id in self._opened else [call.flops]
        counted = [each for each in known if each is not None]
        return f"{sum(counted):,}" if counted else "?" if known else ""

    def _parameter(self, parameter: Parameter) -> str:
        frozen = "" if parameter.trainable else "frozen "
        return f"{frozen}{self._owned(parameter)}{self._shared(parameter)}"

    def _buffer(self, buffer: Buffer) -> str:
        passing = "" if buffer.persistent else "not persistent "
        return f"{passing}{self._owned(buffer)}{self._shared(buffer)}"

    def _owned(self, owned: Parameter | Buffer | Constant) -> str:
        tensor = self._tensors.get(owned.tensor)
        return f"{owned.name} {_tensor_text(tensor)}"

    def _shared(self, owned: Parameter | Buffer) -> str:
        if owned.shared_with is None:
            return ""
        path, _, name = owned.shared_with.rpartition(".")
        return f" (is {self._names.get(path, path)}.{name})".replace("(is .", "(is ")

    def _shapes(self, tensors: tuple[int, ...]) -> str:
        known = [self._tensors[each] for each in tensors if each in self._tensors]
        return ", ".join(shape_text(tensor.shape) for tensor in known)

    def _dtypes(self, tensors: tuple[int, ...]) -> str:
        known = [self._tensors[each] for each in tensors if each in self._tensors]
        return ", ".join(dict.fromkeys(tensor.dtype for tensor in known))

    @staticmethod
    def _different(texts: Iterable[str]) -> str:
        return "; ".join(dict.fromkeys(text for text in texts if text))


def _tensor_text(tensor: Tensor | None) -> str:
    return f"{shape_text(tensor.shape)} {tensor.dtype}" if tensor is not None else "?"


def arguments(text: str) -> Iterable[tuple[str, str]]:
    """What `extra_repr` says, part by part: by name if there is one, else by position.

    Commas within brackets and quotes do not part.
    """
    depth, quote, start = 0, "", 0
    parts = []
    for place, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in "([{":
            depth += 1
        elif letter in ")]}":
            depth -= 1
        elif letter == "," and depth == 0:
            parts.append(text[start:place].strip())
            start = place + 1
    parts.append(text[start:].strip())
    for number, part in enumerate(parts):
        name, equals, _ = part.partition("=")
        if part:
            yield (name if equals and name.isidentifier() else str(number)), part
