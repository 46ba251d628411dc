"""Explanations for errors of Python itself, wherever they are raised."""

import builtins
import linecache
import re
import sys
from collections.abc import Mapping
from traceback import walk_tb

from torch import nn

from inspector.engine.explain.arguments import closest
from inspector.engine.explain.fixes import Fixes
from inspector.engine.explain.scene import Explanation, code_of
from inspector.engine.memory import free_memory
from inspector.engine.script.guard import TooLargeError
from inspector.engine.wording import message_of
from inspector.report.model import Source
from inspector.report.units import size

IMPORTS = {
    "torch": "import torch",
    "nn": "from torch import nn",
    "F": "from torch.nn import functional as F",
    "math": "import math",
    "np": "import numpy as np",
    "Tensor": "from torch import Tensor",
    "optim": "from torch import optim",
    "os": "import os",
    "copy": "import copy",
    "einops": "import einops",
    "OrderedDict": "from collections import OrderedDict",
    "defaultdict": "from collections import defaultdict",
    "dataclass": "from dataclasses import dataclass",
    "field": "from dataclasses import field",
    "partial": "from functools import partial",
    "reduce": "from functools import reduce",
    "Path": "from pathlib import Path",
    **{
        name: f"from typing import {name}"
        for name in ("Any", "Callable", "Dict", "List", "NamedTuple", "Optional", "Tuple", "Union")
    },
}
SUPER_INIT = "Call super().__init__() first"
_MOST_NAMES = 8
_OF_NOTEBOOKS = ("get_ipython", "display")
_COMMAND_LINES = ("argparse", "optparse", "click", "absl")
_TRIED = re.compile(r"you tried to allocate (\d+) bytes")


def kind_of(error: BaseException) -> str:
    """The error's class as Python and torch know it; our own errors by a word."""
    if isinstance(error, TooLargeError):
        return "MemoryError"
    name = type(error).__name__
    return name.removesuffix("Error") if type(error).__module__.startswith(_OURS) else name


_OURS = "inspector."


def explain_python(
    error: BaseException, source: Source | None, file: str | None, names: Mapping[str, object]
) -> Explanation | None:
    """The explanation of an error that is not about tensors; `names` are those of the text."""
    fixes = Fixes(file)
    if isinstance(error, NameError) and error.name:
        return _name(error, error.name, source, fixes, names)
    if isinstance(error, ModuleNotFoundError):
        return _package(error, fixes)
    if isinstance(error, ImportError):
        return _import(error, fixes)
    if isinstance(error, AttributeError):
        return _attribute(error, source, fixes)
    if isinstance(error, SystemExit) and _reads_command_line(error):
        text = "The file reads the command line, and ended because arguments are missing there."
        hint = 'Give them defaults, or read them under `if __name__ == "__main__":`.'
        return Explanation(text, fixes, hint)
    if isinstance(error, SystemExit):
        text = "The file ended the program (exit) before its model could be used."
        return Explanation(text, fixes, 'Put it under `if __name__ == "__main__":`.')
    if isinstance(error, EOFError):
        text = "The file waits for input(), and nobody is there to answer."
        return Explanation(text, fixes, 'Put it under `if __name__ == "__main__":`.')
    if isinstance(error, RecursionError):
        return Explanation(_endless_call(source), fixes, "Let the recursion end.")
    if isinstance(error, (MemoryError, RuntimeError)):
        return _memory(error, source, fixes)
    return None


def _name(
    error: NameError, name: str, source: Source | None, fixes: Fixes, names: Mapping[str, object]
) -> Explanation:
    text = f"The name `{name}` is not defined."
    if name in _OF_NOTEBOOKS:
        return Explanation(text, fixes, "It is there in notebooks only: put # before this line.")
    if name in IMPORTS:
        fixes.add_import(IMPORTS[name])
        return Explanation(text, fixes)
    owner = local_self(error)
    if hasattr(owner, name):
        fixes.replace_expression(source, f"self.{name}", f"Write self.{name}")
        return Explanation(text, fixes, f"Did you mean `self.{name}`?")
    near = closest(name, names) or closest(name, dir(builtins))
    if near is not None:
        fixes.replace_expression(source, near, f"Write {near}")
        return Explanation(text, fixes, f"Did you mean `{near}`?")
    return Explanation(text, fixes, "Define it before it is used, or import it.")


def _reads_command_line(error: BaseException) -> bool:
    """Whether a package that reads arguments ended the program."""
    frames = (frame for frame, _ in walk_tb(error.__traceback__))
    return any(
        str(frame.f_globals.get("__name__", "")).partition(".")[0] in _COMMAND_LINES
        for frame in frames
    )


def local_self(error: BaseException) -> object:
    """What ``self`` was where an error was raised; None if there was none."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace.tb_frame.f_locals.get("self") if trace is not None else None


def _package(error: ModuleNotFoundError, fixes: Fixes) -> Explanation:
    whole = error.name or "it"
    package = whole.partition(".")[0]
    near = closest(package, ("torch", "numpy", "torchvision", "math", "functools", "collections"))
    if near is not None and near != package:
        return Explanation(f"There is no package `{package}`.", fixes, f"Did you mean `{near}`?")
    text = f"The package `{whole}` is not installed where the models run."
    return Explanation(text, fixes, f"Install it with: {sys.executable} -m pip install {package}")


def _import(error: ImportError, fixes: Fixes) -> Explanation | None:
    found = re.search(r"cannot import name '(\w+)' from '([\w.]+)'", message_of(error))
    if found is None:
        return None
    name, package = found.groups()
    near = closest(name, dir(sys.modules.get(package)))
    hint = f"Did you mean `{near}`?" if near else ""
    return Explanation(f"`{package}` has no `{name}`.", fixes, hint)


def _attribute(error: AttributeError, source: Source | None, fixes: Fixes) -> Explanation | None:
    message = message_of(error)
    if "before Module.__init__()" in message:
        text = "A module was assigned before nn.Module itself was set up."
        owner = local_self(error)
        if owner is not None:
            fixes.change_class("call_super_init", SUPER_INIT, type(owner))
        return Explanation(text, fixes, "Write super().__init__() as the first line of __init__.")
    found = re.match(r"'?(\w+)'? object has no attribute '(\w+)'", message) or re.match(
        r"module '([\w.]+)' has no attribute '(\w+)'", message
    )
    if found is None:
        return None
    owner, name = found.groups()
    text = f"`{owner}` has no attribute `{name}`."
    near = closest(name, _attributes(error))
    if near == name:
        text = f"`{owner}` has `{name}`, but the code behind it raised an AttributeError itself."
        return Explanation(text, fixes, f"Look for a misspelled name in `{name}`.")
    if near is None:
        text, hint = _missing(error, name, text, source)
        return Explanation(text, fixes, hint)
    code = code_of(source)
    if code.endswith(f".{name}"):
        fixes.replace_expression(source, f"{code[: -len(name)]}{near}", f"Write {near}")
    return Explanation(text, fixes, f"Did you mean `{near}`?")


def _missing(error: AttributeError, name: str, text: str, source: Source | None) -> tuple[str, str]:
    """More about an attribute that nothing resembles: where it is set, or which modules there are.

    Returns the sentence and the hint.
    """
    later = _set_below(name, source)
    if later is not None:
        return f"{text[:-1]} yet: line {later} sets it.", "Move that line above this one."
    children = getattr(error, "obj", None)
    if not isinstance(children, nn.Module):
        return text, ""
    names = ", ".join(f"`{child}`" for child in list(children._modules)[:_MOST_NAMES])
    more = " and more" if len(children._modules) > _MOST_NAMES else ""
    return f"{text[:-1]}; it has {names}{more}." if names else text, (
        f"Make it in __init__: self.{name} = …"
    )


def _set_below(name: str, source: Source | None) -> int | None:
    """The line, below the failing one, that assigns an attribute of this name."""
    if source is None:
        return None
    for number, line in enumerate(linecache.getlines(source.file), start=1):
        if number > source.line and re.match(rf"\s*self\.{name}\s*=[^=]", line):
            return number
    return None


def _attributes(error: AttributeError) -> list[str]:
    thing = getattr(error, "obj", None)
    try:
        return [name for name in dir(thing) if not name.startswith("__")]
    except Exception:  # noqa: BLE001 (the user's __dir__ may raise)
        return []


def _endless_call(source: Source | None) -> str:
    code = code_of(source)
    what = f"`{code}` calls" if code else "The code calls"
    return f"{what} itself without end: Python stops after {sys.getrecursionlimit()} levels."


def _memory(error: BaseException, source: Source | None, fixes: Fixes) -> Explanation | None:
    hint = "Make it smaller: the sizes multiply."
    code = code_of(source)
    if isinstance(error, TooLargeError):
        text = message_of(error)
        if code and not error.call.startswith(code.partition("(")[0]):
            text = f"`{code}`: {text}"
        return Explanation(text, fixes, hint)
    found = _TRIED.search(message_of(error))
    if found is not None:
        what = f"`{code}`" if code else "This"
        needed, free = size(int(found[1])), size(free_memory())
        return Explanation(f"{what} needs {needed} at once; {free} are free.", fixes, hint)
    if isinstance(error, MemoryError):
        return Explanation("There is not enough memory for this.", fixes, hint)
    return None
