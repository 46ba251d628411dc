"""What stands in each column of a summary, for one module."""

import re
from collections.abc import Callable, Iterable

from inspector.report.cells import visible
from inspector.report.model import Call, Module
from inspector.report.module_facts import ModuleFacts
from inspector.report.units import duration, flops, shape_text, size

NOTHING = "—"
"""In place of what did not happen, or is not there."""
UNKNOWN = "?"
"""In place of what is there, but cannot be told."""
_MANY = 3
_KERNEL = re.compile(r"\bkernel_size=(\([^)]*\)|\d+)")


def cell(column: str, module: Module, facts: ModuleFacts) -> str:
    """The text of one cell."""
    return _CELLS[column](module, facts)


def _inputs(module: Module, facts: ModuleFacts) -> str:
    return _of_calls(module, facts, lambda call: _shapes(call.inputs, facts))


def _output(module: Module, facts: ModuleFacts) -> str:
    def returned(call: Call) -> str:
        if call.failed:
            return NOTHING
        return _shapes(call.outputs, facts) or visible(call.result or NOTHING)

    return _of_calls(module, facts, returned)


def _of_calls(module: Module, facts: ModuleFacts, text: Callable[[Call], str]) -> str:
    """What differs from call to call, separated by semicolons."""
    calls = facts.calls.get(module.path)
    return _some(map(text, calls.all), "; ") if calls is not None else NOTHING


def _shapes(tensors: tuple[int, ...], facts: ModuleFacts) -> str:
    known = [facts.tensors[each] for each in tensors if each in facts.tensors]
    shapes = [shape_text(tensor.shape) for tensor in known]
    if len(shapes) > _MANY:
        return f"{', '.join(shapes[:_MANY])}, … {len(shapes)} tensors"
    return ", ".join(shapes)


def _some(texts: Iterable[str], between: str) -> str:
    """The different ones among the texts, the first few of them."""
    different = list(dict.fromkeys(text for text in texts if text))
    more = [f"… {len(different)} different"] if len(different) > _MANY else []
    return between.join([*different[:_MANY], *more]) or NOTHING


def _kernel(module: Module, facts: ModuleFacts) -> str:
    found = _KERNEL.search(module.arguments)
    return found[1].strip("(,)").replace(", ", " × ") if found else NOTHING


def _arguments(module: Module, facts: ModuleFacts) -> str:
    return visible(module.arguments) or NOTHING


def _parameters(module: Module, facts: ModuleFacts) -> str:
    """A number that the model does not count stands in parentheses."""
    number, lazy = facts.parameters[module.path], facts.lazy[module.path]
    if lazy:
        return f"{number:,} + {UNKNOWN}" if number else UNKNOWN
    if not number:
        return NOTHING
    return f"{number:,}" if module.registered else f"({number:,})"


def _bytes(module: Module, facts: ModuleFacts) -> str:
    number, lazy = facts.bytes[module.path], facts.lazy[module.path]
    if lazy:
        return f"{size(number)} + {UNKNOWN}" if number else UNKNOWN
    return size(number) if number else NOTHING


def _trainable(module: Module, facts: ModuleFacts) -> str:
    number, trainable = facts.parameters[module.path], facts.trainable[module.path]
    if not number:
        return NOTHING
    if trainable == number:
        return "yes"
    return "partly" if trainable else "no"


def _dtype(module: Module, facts: ModuleFacts) -> str:
    return _of_outputs(module, facts, "dtype")


def _device(module: Module, facts: ModuleFacts) -> str:
    return _of_outputs(module, facts, "device")


def _of_outputs(module: Module, facts: ModuleFacts, attribute: str) -> str:
    calls = facts.calls.get(module.path)
    tensors = [each for call in calls.all for each in call.outputs] if calls is not None else []
    known = (facts.tensors[each] for each in tensors if each in facts.tensors)
    return _some((getattr(tensor, attribute).removeprefix("torch.") for tensor in known), ", ")


def _calls(module: Module, facts: ModuleFacts) -> str:
    calls = facts.calls.get(module.path)
    return f"{len(calls.all):,}" if calls is not None else NOTHING


def _flops(module: Module, facts: ModuleFacts) -> str:
    return _count(module, facts, 1)


def _macs(module: Module, facts: ModuleFacts) -> str:
    return _count(module, facts, 2)


def _count(module: Module, facts: ModuleFacts, per_count: int) -> str:
    calls = facts.calls.get(module.path)
    if calls is None or (calls.all[-1].failed and not calls.flops):
        return NOTHING
    if calls.flops is None:
        return UNKNOWN
    return flops(calls.flops // per_count).removesuffix("FLOP").strip()


def _time(module: Module, facts: ModuleFacts) -> str:
    calls = facts.calls.get(module.path)
    return duration(calls.seconds) if calls is not None else NOTHING


def _own_time(module: Module, facts: ModuleFacts) -> str:
    calls = facts.calls.get(module.path)
    return duration(calls.own_seconds) if calls is not None else NOTHING


_CELLS: dict[str, Callable[[Module, ModuleFacts], str]] = {
    "inputs": _inputs,
    "output": _output,
    "kernel": _kernel,
    "arguments": _arguments,
    "parameters": _parameters,
    "bytes": _bytes,
    "trainable": _trainable,
    "dtype": _dtype,
    "device": _device,
    "calls": _calls,
    "flops": _flops,
    "macs": _macs,
    "time": _time,
    "own-time": _own_time,
}
