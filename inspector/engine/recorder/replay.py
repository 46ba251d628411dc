"""A template written down once more, for a module of the same signature."""

import torch
from torch import Tensor
from torch.utils._pytree import tree_unflatten

from inspector.engine.recorder.events import Event
from inspector.engine.recorder.kept import made_keeping
from inspector.engine.recorder.recorder import Recorder
from inspector.engine.recorder.signatures import Signature
from inspector.engine.recorder.templates import Output, Template
from inspector.engine.recorder.values import Value

_make = tuple.__new__


def write_down(
    recorder: Recorder, written: Template, signature: Signature, arguments: list[Tensor]
) -> object:
    """Record the call of a twin with these arguments, and make what it returns."""
    values, events = recorder.values, recorder.recording.events
    numbers, rows, first = recorder.structure.numbers, recorder.values.rows, len(events)
    new = [values.read(tensor) for tensor in arguments]
    for listed in written.values:
        if isinstance(listed, int):
            new.append(values.read(signature.tensors[listed]))
        else:
            new.append(len(rows))
            event, *shaped, strides = listed
            rows.append(_make(Value, (first + event, *shaped, "activation", "", strides)))
    modules = [numbers[id(module)] for module in signature.modules] if written.steps else []
    modules.append(-1)
    for step in written.steps:
        parent, module, function, chain, inputs, outputs, *rest = step
        read, made = tuple([new[i] for i in inputs]), tuple([new[i] for i in outputs])
        facts = (first + parent, modules[module], function, chain, read, made, *rest)
        events.append(_make(Event, facts))
    twins = range(written.first, written.first + len(written.steps))
    recorder.recording.twins.update(zip(range(first, len(events)), twins, strict=True))
    tensors = _tensors(recorder, written, arguments)
    for output, tensor in tensors:
        if output.value >= 0:
            values.hold(tensor, new[output.value])
    returned = iter([tensor for _, tensor in tensors])
    leaves = [next(returned) if isinstance(out, Output) else out for out in written.outputs]
    return tree_unflatten(leaves, written.nest)


def _tensors(
    recorder: Recorder, written: Template, arguments: list[Tensor]
) -> list[tuple[Output, Tensor]]:
    """What is returned, on new memory that lives and is kept as if it had been computed."""
    outputs = [out for out in written.outputs if isinstance(out, Output)]
    alive, kept = recorder.values.alive, written.kept
    alive.settle()
    alive.peak = max(alive.peak, alive.bytes + kept.peak)
    new = {out.memory: out for out in reversed(outputs) if out.memory and out.argument < 0}
    if any(out.requires_grad for out in new.values()):
        made = made_keeping(lambda: [(_empty(out), out.requires_grad) for out in new.values()],
                            kept, arguments, alive)  # fmt: skip
    else:
        made = tuple(map(_empty, new.values()))
    memories = dict(zip(new, made, strict=True))
    for memory, out in new.items():
        if out.value >= 0:
            alive.add(memories[memory])
    return [(out, _tensor(out, arguments, memories)) for out in outputs]


def _tensor(output: Output, arguments: list[Tensor], memories: dict[int, Tensor]) -> Tensor:
    base = arguments[output.argument] if output.argument >= 0 else memories[output.memory]
    if not output.memory or (output.argument < 0 and output.is_whole):
        return base
    return base.as_strided(output.size, output.stride, output.offset)


def _empty(output: Output) -> Tensor:
    """New memory without numbers."""
    size = output.size if output.is_whole else (output.elements,)
    return torch.empty(size, dtype=output.dtype, device="meta")
