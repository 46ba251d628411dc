"""The way to start engines that suits the system."""

import sys

from inspector.session.engine_process import EngineSource
from inspector.session.forked_engine import Forking
from inspector.session.spawned_engine import Spawning


def engine_source() -> EngineSource:
    """Forks where that is cheap and safe (Linux), processes of their own elsewhere."""
    return Forking() if sys.platform == "linux" else Spawning()
