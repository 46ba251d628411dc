"""What can be said on the command line. Imports nothing that takes time."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from inspector import __version__
from inspector.report.columns import COLUMNS, DEFAULT_COLUMNS, checked_columns
from inspector.report.picture_endings import PICTURES, TEXTS

_ENDINGS = (*PICTURES, *TEXTS)
VERBS = ("report", "draw", "check", "export")
_TARGET = "a Python file; after a colon the expression to take as the model: file.py:ResNet(50)"

_INPUT = (
    "an input instead of the file's X: random numbers such as 2,20 or 2,16:int64, or a value: "
    "int(3), 0.5, True, None, str(mean); NAME= or, inside a dict, NAME.KEY= before it gives it by "
    "name; repeat for more"
)


_REPORT_EPILOG = "\n".join(
    (
        "columns:",
        *(f"  {name:<11} {column.meaning}" for name, column in COLUMNS.items()),
        "",
        "A FILE that ends in .json is a report that was saved by --format json.",
    )
)


class Target(NamedTuple):
    """A file and, if given, the expression to take as the model."""

    file: Path
    expression: str = ""


def target(text: str) -> Target:
    """Split ``file.py:EXPR``. A file whose own name has a colon is taken whole."""
    if ":" in text and not Path(text).exists():
        head, mark, expression = text.partition(".py:")
        if mark:
            return Target(Path(f"{head}.py"), expression.strip())
    return Target(Path(text))


class WindowArguments(argparse.Namespace):
    """What opens the window."""

    target: Target | None = None
    reset: bool = False


class VerbArguments(argparse.Namespace):
    """What a verb works on."""

    verb: str
    target: Target
    inputs: list[str]
    seed: int = 0
    device: str = "cpu"
    seconds: float = 60.0
    depth: int | None = None
    format: str = "text"
    columns: tuple[str, ...] = DEFAULT_COLUMNS
    fold: bool = False
    against: Target | None = None
    output: Path
    theme: str = "light"
    scale: float | None = None
    shapes: bool = False
    as_class: str = ""
    weights: bool = False


def parse_window(arguments: Sequence[str]) -> WindowArguments:
    """Read the arguments of the window; usage errors end the process with status 2."""
    parser = argparse.ArgumentParser(
        prog="inspector",
        description="Compose PyTorch models by drag and drop, see them live, "
        "take them home as Python.",
        epilog="Without a window: inspector report|draw|check|export FILE (each with --help).",
    )
    parser.add_argument("target", nargs="?", type=target, metavar="FILE[:EXPR]", help=_TARGET)
    parser.add_argument("--reset", action="store_true", help="forget all settings")
    parser.add_argument("--version", action="version", version=f"inspector {__version__}")
    return parser.parse_args(arguments, WindowArguments())


def parse_verb(arguments: Sequence[str]) -> VerbArguments:
    """Read the arguments of a verb; usage errors end the process with status 2."""
    parser = argparse.ArgumentParser(prog="inspector")
    verbs = parser.add_subparsers(dest="verb", required=True)
    report = verbs.add_parser(
        "report",
        help="a table of the model, its shapes and parameters; or what differs from another",
        epilog=_REPORT_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    report.add_argument("--depth", type=_natural, help="levels of the tree to show")
    report.add_argument("--format", choices=("text", "json", "markdown"), default="text")
    report.add_argument(
        "--columns",
        type=_columns,
        default=DEFAULT_COLUMNS,
        metavar="NAME,…",
        help=f"columns of the table, from those below ({','.join(DEFAULT_COLUMNS)})",
    )
    report.add_argument(
        "--fold", action="store_true", help="one row for equal neighbors in a list, summed up"
    )
    report.add_argument(
        "--against",
        type=target,
        metavar="FILE[:EXPR]",
        help="say what changed since this older model or report; exit status 1 if anything did",
    )
    draw = verbs.add_parser(
        "draw", help="the picture of the model; its kind is told by the ending of OUT"
    )
    draw.add_argument(
        "-o", "--output", type=_picture, required=True, metavar="OUT" + "|".join(_ENDINGS)
    )
    draw.add_argument("--depth", type=_natural, help="levels of containers to open")
    draw.add_argument(
        "--theme",
        choices=("light", "dark"),
        default="light",
        help="colors (light); an HTML page follows its reader's system",
    )
    draw.add_argument(
        "--scale",
        type=_scale,
        metavar="N",
        help="pixels of a PNG for each of the picture, up to 4 (2, or as many as fit)",
    )
    check = verbs.add_parser("check", help="whether the forward pass runs; if not, why")
    export = verbs.add_parser("export", help="a script that builds and runs the model by itself")
    export.add_argument("-o", "--output", type=_script, required=True, metavar="OUT.py")
    export.add_argument(
        "--shapes", action="store_true", help="the shapes of the run as comments in each forward"
    )
    export.add_argument(
        "--as-class",
        metavar="NAME",
        default="",
        help="a class of this name instead of the bare nn.Sequential that the model is",
    )
    export.add_argument(
        "--weights",
        action="store_true",
        help="the weights beside it, in OUT.safetensors, which the script loads",
    )
    for each in (report, draw, check, export):
        each.add_argument("target", type=target, metavar="FILE[:EXPR]", help=_TARGET)
        each.add_argument(
            "--input",
            action="append",
            default=[],
            dest="inputs",
            metavar="[NAME=]SHAPE[:DTYPE]",
            help=_INPUT,
        )
        each.add_argument("--seed", type=int, default=0, help="for weights and inputs (0)")
        each.add_argument(
            "--seconds",
            type=_positive,
            default=60.0,
            metavar="S",
            help="stop building or the forward after so many seconds (60)",
        )
        each.add_argument(
            "--device",
            default="cpu",
            help="where to run: cpu (default), cuda, …; meta for shapes alone",
        )
    return parser.parse_args(arguments, VerbArguments())


def _natural(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of levels")
    return int(text)


def _columns(text: str) -> tuple[str, ...]:
    try:
        return checked_columns(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _positive(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < 1e9:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds")
    return number


def _scale(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number <= 4:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0, up to 4")
    return number


def _script(text: str) -> Path:
    path = Path(text)
    if path.suffix == ".safetensors":
        raise argparse.ArgumentTypeError(f"{text!r} is a file of weights; the script ends in .py")
    return path


def _picture(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in _ENDINGS:
        known = f"{', '.join(_ENDINGS[:-1])} or {_ENDINGS[-1]}"
        raise argparse.ArgumentTypeError(f"{text!r} must end in {known}")
    return path
