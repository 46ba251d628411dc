"""The engine without a process of its own: for the Python API and the command line."""

from collections.abc import Sequence
from pathlib import Path

from inspector.engine.build import run
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
