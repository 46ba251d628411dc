"""What the meta device could not know: what was assumed, and what failed for want of numbers."""

import re

import msgspec

from inspector.engine.explain.scene import code_of
from inspector.engine.script.answers import META, Assumption
from inspector.report.model import Call, Failure, Problem, Report

_LACKS_NUMBERS = re.compile(
    r"cannot be called on meta tensors|Cannot copy out of meta tensor|convert meta device type"
    r"|data-independent implementation|no fake impl or Meta kernel|without output_size"
    r"|got 1D meta|Not available for 'meta' device|is_cpu\(\) \|\|"
)

_FOR_REAL = "Run it on the cpu, in a size that fits into memory, to see what it does."


def lacks_numbers(message: str) -> bool:
    """Whether torch said that a tensor of the meta device has none."""
    return _LACKS_NUMBERS.search(message) is not None


def explain_on_meta(failure: Failure) -> Failure:
    """A failure for want of numbers in plain words; any other as it is."""
    if not lacks_numbers(failure.message):
        return failure
    code = code_of(failure.source)
    what = f"`{code}`" if code else "This"
    text = f"{what} needs real numbers; the meta device has shapes only."
    return msgspec.structs.replace(failure, explanation=text, hint=_FOR_REAL, fixes=())


def assumed_values(assumptions: list[Assumption], report: Report) -> tuple[Problem, ...]:
    """A warning for each place at which a number was assumed."""
    return tuple(_assumed(assumption, report) for assumption in assumptions)


def _assumed(assumption: Assumption, report: Report) -> Problem:
    asked, answer, source = assumption
    call = next((c for c in report.calls if c.source == source and _asks(c, asked)), None)
    loop = _loop_ended(call, report) if asked == "bool" else ""
    code = code_of(source)
    what = f"`{code}`" if code else "The code"
    none = f"the {META} device has none"
    if loop:
        text = f"The loop `{loop}` needs real numbers, and {none}: "
        text += "it was assumed to stop at once."
    elif answer == "everything":
        text = f"How much {what} selects depends on real numbers, and {none}: "
        text += "it was assumed to select everything."
    else:
        text = f"{what} needs real numbers, and {none}: it was assumed to be {answer}."
    module = None if call is None else _holder(call, report)
    number = None if call is None else call.id
    return Problem("warning", "assumed-value", text, _FOR_REAL, module, number, source)


def _asks(call: Call, asked: str) -> bool:
    return call.name == asked or (asked in ("mask", "slice") and call.name.endswith("item"))


def _holder(call: Call, report: Report) -> str | None:
    """The module whose forward asked."""
    return None if call.parent is None else report.calls[call.parent].module


def _loop_ended(call: Call | None, report: Report) -> str:
    """The head of the while loop whose test this was; "" if it was none."""
    if call is None or call.frame is None or call.frame.trip:
        return ""
    frame = report.frames[call.frame.id]
    return frame.header if frame.kind == "while" else ""
