"""A hand that moves the real pointer of an X screen, and eyes that read where things are."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

STEP = 0.05
PATIENCE = 40.0


class Application:
    """The application in its own process on the X screen, driven by pointer and keys."""

    def __init__(self, file: Path, folder: Path) -> None:
        self._places = folder / "places.json"
        self._shots = Path(os.environ.get("INSPECTOR_SCREENSHOTS", folder))
        driven = Path(__file__).with_name("driven.py")
        root = driven.parents[2]
        environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(root)}
        self._process = subprocess.Popen(
            [sys.executable, driven, self._places, folder / "settings.ini", file],
            env=environment,
            cwd=root,
        )

    def close(self) -> None:
        """End the application."""
        self._process.terminate()
        self._process.wait(20)

    def told(self) -> dict[str, Any]:
        """What the application last wrote down."""
        found: dict[str, Any] = json.loads(self._places.read_text())
        return found

    def wait(self, until: Callable[[dict[str, Any]], bool], what: str) -> dict[str, Any]:
        """Wait until something is told; what it was not is the failure."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert self._process.poll() is None, "the application ended"
            if self._places.exists() and until(told := self.told()):
                return told
            time.sleep(STEP)
        raise AssertionError(f"{what}, but: {self.told()}")

    def shot(self, name: str) -> None:
        """Keep a picture of the whole screen."""
        wish = self._places.with_suffix(".shot")
        unfinished = wish.with_suffix(".wish")
        unfinished.write_text(str(self._shots / f"{name}.png"))
        unfinished.replace(wish)
        deadline = time.monotonic() + PATIENCE
        while wish.exists() and time.monotonic() < deadline:
            time.sleep(STEP)

    # The hand

    def click(self, place: tuple[int, int]) -> None:
        xdotool("mousemove", *place)
        xdotool("click", 1)
        time.sleep(STEP * 2)

    def drag(self, start: tuple[int, int], end: tuple[int, int], shot: str = "") -> None:
        """Press, move in many small steps as a hand does, wait a little, and let go."""
        xdotool("mousemove", *start)
        time.sleep(STEP)
        xdotool("mousedown", 1)
        steps = 16
        for number in range(1, steps + 1):
            x = start[0] + (end[0] - start[0]) * number // steps
            y = start[1] + (end[1] - start[1]) * number // steps
            xdotool("mousemove", x, y)
            time.sleep(STEP)
        time.sleep(STEP * 4)
        if shot:
            self.shot(shot)
        xdotool("mouseup", 1)
        time.sleep(STEP * 4)

    def type(self, text: str) -> None:
        xdotool("type", "--delay", 20, text)
        time.sleep(STEP * 4)

    def key(self, *keys: str) -> None:
        for key in keys:
            xdotool("key", key)
            time.sleep(STEP)


def xdotool(*words: object) -> None:
    subprocess.run(["xdotool", *map(str, words)], check=True)
