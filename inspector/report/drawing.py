"""Drawing a report: by a process of its own, so that this one needs no Qt."""

import subprocess
import sys
from pathlib import Path

from inspector.report.model import Report


class DrawingError(Exception):
    """A picture that could not be made; the message says why."""


def draw(report: Report, path: Path | str, depth: int | None = None, theme: str = "light") -> None:
    """Write the picture of a report as ``.svg``, ``.png`` or ``.pdf``.

    `depth` is how many levels of containers are opened; without it, as many as are readable.
    Raises DrawingError with a sentence if the picture could not be made.
    """
    command = [sys.executable, "-m", "inspector.canvas.export", str(path), "--theme", theme]
    if depth is not None:
        command += ["--depth", str(depth)]
    done = subprocess.run(command, input=report.to_json().encode(), capture_output=True)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise DrawingError(said[-1] if said else f"{path} could not be drawn.")
