"""Drawing a report: by a process of its own, so that this one needs no Qt."""

import subprocess
import sys
from pathlib import Path

from inspector.report.model import Report
from inspector.report.picture_endings import TEXTS


class DrawingError(Exception):
    """A picture that could not be made; the message says why."""


def draw(
    report: Report,
    path: Path | str,
    depth: int | None = None,
    theme: str = "light",
    scale: float | None = None,
) -> None:
    """Write the picture of a report as ``.svg``, ``.png``, ``.pdf``, ``.html``, ``.mmd`` or
    ``.graphml``.

    `depth` is how many levels of containers are opened; without it, as many as are readable.
    `scale` is how many pixels of a PNG each pixel of the picture becomes (2, or as many as fit).
    Raises DrawingError with a sentence if the picture could not be made.
    """
    is_text = Path(path).suffix.lower() in TEXTS
    program = f"inspector.canvas.export.{'texts' if is_text else 'pictures'}"
    command = [sys.executable, "-m", program, str(path), "--theme", theme]
    if depth is not None:
        command += ["--depth", str(depth)]
    if scale is not None:
        command += ["--scale", str(scale)]
    done = subprocess.run(command, input=report.to_json().encode(), capture_output=True)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise DrawingError(said[-1] if said else f"{path} could not be drawn.")
