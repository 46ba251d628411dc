"""Explanations of a forward that ended the whole program, or used up Python's stack."""

import sys
from collections.abc import Iterator

from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.recorder.events import Event


def explain_end(scene: Scene, event: Event | None) -> Explanation | None:
    """Of `exit`, and of modules that are nested deeper than Python calls functions."""
    error, fixes = scene.recording.error, scene.fixes()
    if isinstance(error, SystemExit):
        return Explanation(
            "The forward ended the program (exit).", fixes, "Raise an error instead."
        )
    if isinstance(error, RecursionError) and event is not None:
        levels = list(_modules_around(scene, event))
        if len(levels) == len(set(levels)) > sys.getrecursionlimit() // 10:
            text = (
                f"The modules are nested so deep that Python's limit of {sys.getrecursionlimit():,}"
                f" calls in one another was reached {len(levels):,} modules below the model."
            )
            hint = "Raise the limit with sys.setrecursionlimit, or nest the modules less deep."
            return Explanation(text, fixes, hint)
    return None


def _modules_around(scene: Scene, event: Event) -> Iterator[int]:
    while event.parent >= 0:
        yield event.module
        event = scene.recording.events[event.parent]
