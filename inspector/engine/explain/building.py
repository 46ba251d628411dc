"""Explanations of what fails before there is a model."""

import re
from collections.abc import Callable, Mapping

from torch import nn

from inspector.engine.explain.arguments import (
    closest,
    missing_names,
    parameters_of,
    too_many,
    unexpected_name,
)
from inspector.engine.explain.constructing import explain_constructing
from inspector.engine.explain.fixes import Fixes
from inspector.engine.explain.python import SUPER_INIT, explain_python, kind_of
from inspector.engine.explain.scene import Explanation, code_of
from inspector.engine.explain.traceback import place_of
from inspector.engine.recorder.recorder import RecordingStopped
from inspector.engine.script.choose import NoModelError
from inspector.engine.wording import message_of
from inspector.report.model import Failure, Source, Stage

_PLAUSIBLE = {
    "kernel_size": "3",
    "num_heads": "1",
    "nhead": "1",
    "num_layers": "1",
    "num_groups": "1",
    "num_embeddings": "1000",
    "in_channels": "3",
}
"""Values to begin with for arguments that were forgotten; sizes begin at 32."""


def explain_building(
    stage: Stage,
    error: BaseException,
    file: str | None,
    names: Mapping[str, object] | None = None,
) -> Failure:
    """The failure of reading or executing a text; `names` are what it had defined by then."""
    source = place_of(error, file)
    if isinstance(error, NoModelError):
        return _no_model(stage, error, file)
    if isinstance(error, RecordingStopped):
        return _too_long(stage, source)
    found = _explanation(error, source, file, names or {})
    message = message_of(error)
    return Failure(
        stage,
        kind_of(error),
        message,
        found.text,
        found.hint or found.fixes.hint(),
        source=source,
        fixes=found.fixes.all(),
    )


def _no_model(stage: Stage, error: NoModelError, file: str | None) -> Failure:
    fixes = Fixes(file)
    if error.unfinished is not None:
        fixes.change_class("call_super_init", SUPER_INIT, error.unfinished)
    for choice in error.choices:
        fixes.take_model(choice)
    return Failure(
        stage,
        kind_of(error),
        message_of(error),
        error.explanation,
        error.hint,
        fixes=fixes.all(),
    )


def _too_long(stage: Stage, source: Source | None) -> Failure:
    code = code_of(source)
    where = f"; it stood at `{code}`" if code else ""
    text = f"The file had not been executed to its end when its time was over{where}."
    hint = "Look for a loop without end, or give it more time with --seconds."
    return Failure(stage, "Timeout", "stopped", text, hint, source=source)


def _explanation(
    error: BaseException, source: Source | None, file: str | None, names: Mapping[str, object]
) -> Explanation:
    fixes = Fixes(file)
    if isinstance(error, SyntaxError):
        line = f"Line {error.lineno}" if error.lineno else "The text"
        return Explanation(f"{line} is not valid Python: {_sentence(error.msg)}", fixes)
    if isinstance(error, (RecursionError, MemoryError)) and source is None:
        return Explanation("The code is nested too deeply to be read.", fixes)
    found = explain_python(error, source, file, names)
    if found is None and isinstance(error, TypeError):
        found = _arguments(error, source, fixes, names)
    if found is None:
        found = explain_constructing(error, source, fixes)
    return found or _plain(error, source, fixes)


def _plain(error: BaseException, source: Source | None, fixes: Fixes) -> Explanation:
    code = code_of(source)
    message = message_of(error).strip().partition("\n")[0]
    if code.startswith("raise "):
        return Explanation(f"The code raises {type(error).__name__}: {_sentence(message)}", fixes)
    text = f"`{code}` failed: {_sentence(message)}" if code else _sentence(message)
    return Explanation(text, fixes)


def _arguments(
    error: TypeError, source: Source | None, fixes: Fixes, names: Mapping[str, object]
) -> Explanation | None:
    """A call that does not fit the parameters of a constructor or of another function."""
    message = message_of(error)
    found = re.match(r"([\w.<>]+)\(\) ", message)
    if found is None:
        return None
    called = found[1].removesuffix(".__init__")
    name = called.rpartition(".")[2]
    takes = parameters_of(_look_up(name, names))
    signature = f"`{name}` takes ({', '.join(takes)})" if takes else f"`{name}`"
    if missing := missing_names(message):
        what = " and ".join(f"`{argument}`" for argument in missing)
        for argument in missing:
            fixes.set_argument(source, argument, _PLAUSIBLE.get(argument, "32"), name)
        return Explanation(f"{signature}; {what} is missing.", fixes)
    if unexpected := unexpected_name(message):
        near = closest(unexpected, takes)
        text = f"{signature} and has no argument `{unexpected}`."
        if near is not None:
            code = code_of(source)
            new = re.sub(rf"\b{unexpected}(\s*)=", rf"{near}\1=", code, count=1)
            if new != code:
                fixes.replace_expression(source, new, f"Write {near}=")
        return Explanation(text, fixes, f"Did you mean `{near}`?" if near else "")
    if numbers := too_many(message):
        return Explanation(f"{signature}, but got {numbers[1]} positional arguments.", fixes)
    return None


def _look_up(name: str, names: Mapping[str, object]) -> Callable[..., object]:
    thing = names.get(name, getattr(nn, name, None))
    return thing if callable(thing) else _unknown


def _unknown(*args: object) -> None:
    """Stands for a function that could not be found by its name."""


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "?", "!")) else f"{text}."
