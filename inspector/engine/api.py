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
from inspector.engine.preserve import preserved
from inspector.engine.recorder.contents import tensors_in
from inspector.engine.recorder.record import record
from inspector.engine.recorder.structure import Structure
from inspector.protocol.messages import Run
from inspector.report.model import Report
from inspector.source.file import read_file


def trace_file(
    path_or_text: Path | str,
    expression: str = "",
    inputs: Sequence[str] = (),
    seed: int = 0,
    device: str = "cpu",
) -> Report:
    """Execute a file, or a text, and report one forward pass of its model.

    `inputs` are ``SHAPE[:DTYPE]`` each. What the code prints goes to standard error. Raises
    SourceError if the file cannot be read.
    """
    if isinstance(path_or_text, Path):
        text, file = read_file(path_or_text).text, str(path_or_text)
    else:
        text, file = path_or_text, ""
    request = Run(0, text, file, expression, tuple(inputs), seed, device)
    return run(request)


def trace(
    model: nn.Module,
    *inputs: Any,
    kwargs: Mapping[str, Any] | None = None,
    seed: int | None = None,
    aten: bool = False,
    name: str = "model",
) -> Report:
    """Run a live model once on these inputs and report what happened; nothing is changed by it.

    A tuple as the only input means several: ``trace(model, (ids, mask))``. With a `seed`, torch's
    random numbers in the forward begin there. With `aten` each call tells which ATen operations it
    ran, and FLOPs are counted by torch's own registry. What the forward raises becomes the
    report's failure. Raises TypeError if `model` is no module.
    """
    if not isinstance(model, nn.Module):
        raise TypeError(f"trace needs an nn.Module, not a {type(model).__name__}")
    args = inputs[0] if len(inputs) == 1 and type(inputs[0]) is tuple else inputs
    keywords = dict(kwargs or {})
    structure, provenance = Structure(model), Provenance()
    tensors = tensors_in((args, keywords))
    with calm_collection(), preserved(structure, tensors) as originals:
        if seed is not None:
            torch.manual_seed(seed)
        recording = record(model, args, keywords, structure, before_write=originals.keep, aten=aten)
        device = str(tensors[0].device) if tensors else "cpu"
        report = assemble(recording, structure, provenance, name=name, seed=seed, device=device)
        return explained(report, recording, structure, provenance, {})
