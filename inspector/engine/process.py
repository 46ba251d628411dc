"""An engine process among others: it ends with its parent and leaves no core files."""

import ctypes
import os
import signal
import sys

from inspector.engine.memory import limit_memory

if sys.platform != "win32":
    import resource

_PR_SET_PDEATHSIG = 1


def become_engine() -> None:
    """Die with the parent, leave no core file, ignore Ctrl+C, and bound the memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
    die_with_parent(os.getppid())
    limit_memory()


def die_with_parent(parent: int) -> None:
    """Let Linux kill this process when its parent ends; elsewhere the closed pipe tells."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before it could be watched
        os._exit(0)
