"""Who deletes a Qt object that was made in Python."""

import ctypes
from typing import TypeVar

T = TypeVar("T")


def left_to_qt(made: T) -> T:
    """Let only Qt delete an object that it was given to own, an undo command or icon engine.

    Python would delete it as well, at the latest when its collector takes a cycle of objects
    apart in an order of its own, and the process would crash.
    """
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(made))
    return made
