"""The engine without a process of its own: for the Python API and the command line."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from torch import nn

from inspector.engine.assemble.provenance import Provenance
from inspector.engine.assemble.report import assemble
from inspector.engine.build import explained, run
from inspector.engine.calm import calm_collection
from inspector.engine.explain.not_finite import locate
from inspector.engine.preserve import preserved
from inspector.engine.recorder.calls import unwatched
from inspector.engine.recorder.contents import tensors_in
from inspector.engine.recorder.events import Recording
from inspector.engine.recorder.numbers import NumbersRecorder
from inspector.engine.recorder.record import one_at_a_time, record_with
from inspector.engine.recorder.recorder import Recorder
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
    seconds: float | None = None,
) -> Report:
    """Execute a file, or a text, and report one forward pass of its model.

    `inputs` are ``SHAPE[:DTYPE]`` each. What takes longer than `seconds` is stopped and explained.
    What the code prints goes to standard error. Raises SourceError if the file cannot be read.
    """
    if isinstance(path_or_text, Path):
        text, file = read_file(path_or_text).text, str(path_or_text)
    else:
        text, file = path_or_text, ""
    request = Run(0, text, file, expression, tuple(inputs), seed, device, seconds)
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

    A tuple as the only input means several: ``trace(model, (ids, mask))``. With a `seed`, torch's
    random numbers in the forward begin there. With `aten` each call tells which ATen operations it
    ran, and FLOPs are counted by torch's own registry. A forward that takes longer than `seconds`
    is stopped. What the forward raises becomes the report's failure. Raises TypeError if `model`
    is no module.
    """
    if not isinstance(model, nn.Module):
        raise TypeError(f"trace needs an nn.Module, not a {type(model).__name__}")
    args = inputs[0] if len(inputs) == 1 and type(inputs[0]) is tuple else inputs
    with one_at_a_time, unwatched():
        live = _Live(model, tuple(args), dict(kwargs or {}), seed, seconds)
        return live.report(name, aten)


class _Live:
    """One call of a live model, which leaves no trace and can be made twice alike."""

    def __init__(
        self,
        model: nn.Module,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        seed: int | None,
        seconds: float | None,
    ) -> None:
        self._model, self._args, self._kwargs = model, args, kwargs
        self._seed, self._seconds = seed, seconds
        self._structure = Structure(model)

    def report(self, name: str, aten: bool) -> Report:
        """Run it and report; once more if numbers went wrong, to see where they began to."""
        structure, provenance = self._structure, Provenance()
        tensors = tensors_in((self._args, self._kwargs))
        device = str(tensors[0].device) if tensors else "cpu"
        with calm_collection(), self._run(Recorder(structure), aten) as recording:
            report = assemble(
                recording, structure, provenance, name=name, seed=self._seed, device=device
            )
            report = explained(report, recording, structure, provenance, {})
        if not recording.not_finite:
            return report
        return locate(report, structure, provenance, self._record_again)

    def _record_again(self, recorder: NumbersRecorder) -> Recording:
        with self._run(recorder) as recording:
            return recording

    @contextmanager
    def _run(self, recorder: Recorder, aten: bool = False) -> Iterator[Recording]:
        """The recording, while the model still is as the run left it."""
        with preserved(self._structure, (self._args, self._kwargs)) as originals:
            recorder.before_write = originals.keep
            if self._seed is not None:
                torch.manual_seed(self._seed)
            yield record_with(
                recorder, self._model, self._args, self._kwargs, seconds=self._seconds, aten=aten
            )
