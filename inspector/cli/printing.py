"""Writing to standard output, whatever it is connected to."""

import io
import os
import sys


def write(text: str) -> None:
    """Print a text; letters that the output has no code for become question marks.

    A reader that has gone away, such as ``head``, ends the output quietly.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(sentence: str, status: int) -> int:
    """Tell on standard error, and hand the exit status on."""
    print(sentence, file=sys.stderr)
    return status


def in_color() -> bool:
    """Whether to color: on a terminal that can, unless NO_COLOR (no-color.org) forbids it."""
    dumb = os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not dumb and not os.environ.get("NO_COLOR")
