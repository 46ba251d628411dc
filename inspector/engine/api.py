"""The engine without a process of its own: for the Python API and the command line."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import nn

from inspector.engine.assemble.provenance import Provenance
from inspector.engine.assemble.report import assemble
from inspector.engine.build import explained, run
from inspector.engine.calm import calm_collection
from inspector.engine.explain.feeding import with_assumption
from inspector.engine.explain.not_finite import locate
from inspector.engine.forward import Forward
from inspector.engine.inputs.given import ModelInput
from inspector.engine.inputs.search import Ran, infer_input
from inspector.engine.preserve import preserved
from inspector.engine.recorder.calls import unwatched
from inspector.engine.recorder.contents import tensors_in
from inspector.engine.recorder.structure import Structure
from inspector.engine.recorder.turns import in_turn
from inspector.engine.script.guard import MemoryGuard
from inspector.protocol.messages import Run
from inspector.report.model import Report
from inspector.source.file import read_file


def trace_file(
    path_or_text: Path | str,
    expression: str = "",
    inputs: Sequence[str] = (),
    seed: int = 0,
    device: str = "cpu",
    seconds: float | None = None,
    aten: bool = False,
) -> Report:
    """Execute a file, or a text, and report one forward pass of its model.

    `inputs` are ``[NAME=]SHAPE[:DTYPE]`` or ``[NAME=]VALUE`` each. What takes longer than `seconds`
    is stopped and explained. With `aten` each call tells its ATen operations. What the code
    prints goes to standard error. Raises SourceError if the file cannot be read.
    """
    if isinstance(path_or_text, Path):
        text, file = read_file(path_or_text).text, str(path_or_text)
    else:
        text, file = path_or_text, ""
    request = Run(0, text, file, expression, tuple(inputs), seed, device, seconds, aten)
    return run(request)


def trace(
    model: nn.Module,
    *inputs: Any,
    kwargs: Mapping[str, Any] | None = None,
    seed: int | None = None,
    aten: bool = False,
    name: str = "model",
    seconds: float | None = None,
) -> Report:
    """Run a live model once on these inputs and report what happened; nothing is changed by it.

    A tuple as the only input means several: ``trace(model, (ids, mask))``. Without any, what the
    forward needs is inferred, and the report's note says what was assumed. With a `seed`,
    torch's random numbers begin there. With `aten` each call tells which ATen operations it ran,
    and what torch's own registry of FLOPs counts is counted too. A forward that takes longer than
    `seconds` is stopped. What the forward raises becomes the report's failure. Raises TypeError if
    `model` is no module, and RuntimeError if a forward that is being traced waits for this one.
    """
    if not isinstance(model, nn.Module):
        raise TypeError(f"trace needs an nn.Module, not a {type(model).__name__}")
    args = inputs[0] if len(inputs) == 1 and type(inputs[0]) is tuple else inputs
    with in_turn(), unwatched():
        given = ModelInput(tuple(args), kwargs or {}) if args or kwargs else None
        forward = Forward(model, MemoryGuard(), seconds=seconds, aten=aten)
        return _report(model, given, seed, name, forward)


def _report(
    model: nn.Module, given: ModelInput | None, seed: int | None, name: str, forward: Forward
) -> Report:
    structure, provenance = Structure(model), Provenance()
    arguments = () if given is None else (given.args, given.kwargs)
    tensors = tensors_in(arguments)
    with calm_collection(), preserved(structure, arguments) as changes:
        forward.before_write = changes.keep
        if seed is not None:
            torch.manual_seed(seed)
        ran = _run(model, structure, given, forward)
        facts = ran.recording, ran.structure, provenance
        device = str(tensors[0].device) if tensors else _device(model)
        report = explained(assemble(*facts, name=name, seed=seed, device=device), *facts, {})
        report = with_assumption(report, ran, None)
    if ran.recording.not_finite:
        report = locate(report, ran.structure, provenance, forward.record_again)
    return report


def _run(model: nn.Module, structure: Structure, given: ModelInput | None, forward: Forward) -> Ran:
    """The forward on what is given, or on what is inferred, on the device of the weights."""
    if given is not None:
        return Ran(structure, forward.record(given, structure))
    return infer_input(model, structure, lambda draft: draft.make(_device(model)), forward.record)


def _device(model: nn.Module) -> str:
    """Where the weights are, and so the inputs should be."""
    weight = next(model.parameters(), None)
    return "cpu" if weight is None else str(weight.device)
