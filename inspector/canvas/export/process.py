"""A process that draws the report on its standard input and says in one line why it cannot."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec

from inspector.look.theme import THEMES
from inspector.report.model import Report, from_json


class Options(argparse.Namespace):
    """What the process is given beside the report."""

    out: Path
    depth: int | None
    theme: str
    scale: float | None


def run(program: str, draw: Callable[[Report, Options], None]) -> int:
    """The exit status: 0 if it was drawn, else 1 with a line on standard error."""
    parser = argparse.ArgumentParser(prog=program)
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--depth", type=int)
    parser.add_argument("--theme", choices=sorted(THEMES), default="light")
    parser.add_argument("--scale", type=float)
    options = parser.parse_args(namespace=Options())
    try:
        draw(from_json(sys.stdin.buffer.read()), options)
    except (OSError, ValueError, msgspec.ValidationError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0
