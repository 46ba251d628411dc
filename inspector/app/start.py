"""Start-up: the engine first, then Qt, so that torch is being imported while the window opens."""

import os
import sys

from inspector.command import Target
from inspector.session.engine_source import engine_source

NO_DISPLAY = 2


def start(target: Target | None, reset: bool) -> int:
    """Open the window on a file, or on the welcome model; the exit status.

    Without a display it says so and returns 2.
    """
    if not has_display():
        print(
            "There is no display to open a window on. "
            "Without one: inspector report|draw|check|export FILE.",
            file=sys.stderr,
        )
        return NO_DISPLAY
    source = engine_source()
    engine = source.launch()
    from inspector.app.application import run

    return run(source, engine, target, reset)


def has_display() -> bool:
    """Whether Qt can open a window here; asked before Qt, which would abort the process."""
    if sys.platform in ("win32", "darwin"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)
