"""Why a function made NaN or infinity of what it was given."""

import math
from collections.abc import Callable
from typing import NamedTuple

import torch

from inspector.engine.explain.operands import arguments
from inspector.engine.explain.scene import Scene
from inspector.engine.recorder.events import Event
from inspector.engine.recorder.numbers import Numbers


class Cause(NamedTuple):
    """What happened, and what cures it; empty where nothing is known."""

    text: str = ""
    hint: str = ""


_Rule = Callable[[list[Numbers], bool], Cause]


def cause_of(scene: Scene, event: Event, inputs: list[Numbers], nan: bool) -> Cause:
    """The cause of the NaN, or else of the infinity, in what an event returned."""
    module = scene.module(event)
    name = scene.op(event) if module is None else type(module).__name__.lower()
    known = [*inputs, *map(_as_numbers, _literals(event))]
    found = _RULES[name](known, nan) if known and name in _RULES else Cause()
    return found if found.text else _written(event) or _overflow(scene, event, known, nan)


def _literals(event: Event) -> list[float]:
    """The numbers that stand in the call itself."""
    positional, named = arguments(event)
    given = (*positional, *named.values())
    return [each for each in given if isinstance(each, (int, float)) and type(each) is not bool]


def _as_numbers(literal: float) -> Numbers:
    finite = float(literal) if math.isfinite(literal) else 0.0
    infinite = math.isinf(literal)
    zero = literal == 0
    return Numbers(math.isnan(literal), infinite, infinite and literal < 0, finite, finite, zero)


def _logarithm(inputs: list[Numbers], nan: bool) -> Cause:
    low = inputs[0].low
    if nan and low < 0:
        text = f"the logarithm of a negative number is NaN, and its input goes down to {low:.4g}"
        return Cause(text, "Let no negative numbers into it: .clamp(min=1e-8).log().")
    if not nan and inputs[0].zero:
        hint = "Keep away from 0: (x + 1e-8).log(), or F.log_softmax for probabilities."
        return Cause("the logarithm of 0 is minus infinity", hint)
    return Cause()


def _root(inputs: list[Numbers], nan: bool) -> Cause:
    low = inputs[0].low
    if nan and low < 0:
        text = f"the square root of a negative number is NaN, and its input goes down to {low:.4g}"
        return Cause(text, "Let no negative numbers into it: .clamp(min=0).sqrt().")
    return Cause()


def _inverse_root(inputs: list[Numbers], nan: bool) -> Cause:
    if not nan and inputs[0].zero:
        return Cause("1 / √0 is infinity", "Add a small number first: (x + 1e-8).rsqrt().")
    return _root(inputs, nan)


def _division(inputs: list[Numbers], nan: bool) -> Cause:
    above, below = inputs[0], inputs[-1]
    if not below.zero:
        return Cause()
    hint = "Add a small number to the divisor: x / (y + 1e-8)."
    if nan and above.zero:
        return Cause("0 / 0 is NaN", hint)
    return Cause() if nan else Cause("it divides by 0", hint)


def _reversed_division(inputs: list[Numbers], nan: bool) -> Cause:
    return _division(inputs[::-1], nan)


def _softmax(inputs: list[Numbers], nan: bool) -> Cause:
    if nan and inputs[0].below:
        text = "a row that is minus infinity throughout has no softmax"
        return Cause(text, "Leave at least one place of each row unmasked.")
    if nan and inputs[0].infinite:
        return Cause("the softmax of infinity is NaN", "Look for what makes its input infinite.")
    return Cause()


def _attention(inputs: list[Numbers], nan: bool) -> Cause:
    if not nan:
        return Cause()
    text = "a query all of whose keys are masked has nothing to attend to"
    return Cause(text, "Leave at least one key of each query unmasked.")


def _difference(inputs: list[Numbers], nan: bool) -> Cause:
    if nan and all(each.infinite for each in inputs):
        return Cause("infinity minus infinity is NaN", "Look for what makes its input infinite.")
    return Cause()


def _product(inputs: list[Numbers], nan: bool) -> Cause:
    if nan and any(each.infinite for each in inputs):
        text = "0 × infinity, or infinity minus infinity, is NaN"
        return Cause(text, "To leave numbers out, choose with torch.where instead of × 0.")
    return Cause()


def _arc(inputs: list[Numbers], nan: bool) -> Cause:
    low, high = inputs[0].low, inputs[0].high
    if nan and max(-low, high) > 1:
        far = low if -low > high else high
        text = f"it is defined from -1 to 1 only, and its input goes to {far:.4g}"
        return Cause(text, "Clamp its input: .clamp(-1, 1).")
    return Cause()


def _spread(inputs: list[Numbers], nan: bool) -> Cause:
    if not nan:
        return Cause()
    text = "a single number has no spread: it divides 0 by 0"
    return Cause(text, "Use at least two numbers, or correction=0.")


def _mean(inputs: list[Numbers], nan: bool) -> Cause:
    return Cause("the mean of no numbers is 0 / 0") if nan else Cause()


def _no_target(inputs: list[Numbers], nan: bool) -> Cause:
    if not nan or not all(each.finite for each in inputs):
        return Cause()
    return Cause("every target is the ignored one (ignore_index), and the mean of none is 0 / 0")


def _power(inputs: list[Numbers], nan: bool) -> Cause:
    low = inputs[0].low
    if nan and low < 0:
        text = f"negative numbers have no fractional power, and its input goes down to {low:.4g}"
        return Cause(text, "Let no negative numbers into it: .clamp(min=0), or .abs().")
    if not nan and inputs[0].zero:
        return Cause("a negative power of 0 is infinity", "Add a small number first.")
    return Cause()


def _written(event: Event) -> Cause | None:
    """Infinity or NaN stands in the call itself, as in ``x.masked_fill(mask, float("-inf"))``."""
    if all(math.isfinite(number) for number in _literals(event)):
        return None
    return Cause("it is written there", "Use a large finite number, or leave it out of the output.")


def _overflow(scene: Scene, event: Event, inputs: list[Numbers], nan: bool) -> Cause:
    """Finite numbers became too large for their type."""
    if nan or not inputs or not all(each.finite for each in inputs) or not event.outputs:
        return Cause()
    dtype = scene.value(event.outputs[0]).dtype
    if not dtype.is_floating_point:
        return Cause()
    most, kind = torch.finfo(dtype).max, str(dtype).removeprefix("torch.")
    largest = max(max(abs(each.low), abs(each.high)) for each in inputs)
    text = f"the result is larger than {most:.4g}, the largest number of {kind}; "
    text += f"its input goes up to {largest:.4g}"
    if dtype == torch.float16:
        return Cause(text, "bfloat16 and float32 hold numbers as large as 3.4e+38.")
    return Cause(text, "Make the numbers smaller before: normalize them, or subtract the largest.")


_RULES: dict[str, _Rule] = {
    **dict.fromkeys(("log", "log2", "log10", "log_", "logit", "xlogy", "log1p"), _logarithm),
    **dict.fromkeys(("sqrt", "sqrt_"), _root),
    "rsqrt": _inverse_root,
    **dict.fromkeys(("div", "truediv", "div_", "remainder"), _division),
    **dict.fromkeys(("rdiv", "reciprocal"), _reversed_division),
    **dict.fromkeys(("softmax", "log_softmax", "logsoftmax", "softmax2d"), _softmax),
    **dict.fromkeys(("scaled_dot_product_attention", "multiheadattention"), _attention),
    **dict.fromkeys(("sub", "sub_", "rsub", "add", "add_"), _difference),
    **dict.fromkeys(("mul", "mul_", "matmul", "bmm", "mm", "einsum", "linear"), _product),
    **dict.fromkeys(("acos", "asin", "atanh", "erfinv"), _arc),
    **dict.fromkeys(("std", "var", "std_mean", "var_mean"), _spread),
    **dict.fromkeys(("mean", "nanmean"), _mean),
    **dict.fromkeys(("cross_entropy", "nll_loss", "crossentropyloss", "nllloss"), _no_target),
    "pow": _power,
}
