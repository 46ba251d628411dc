"""Explanations for numbers of a type that does not fit."""

import re

import torch

from inspector.engine.explain.fixes import Fixes
from inspector.engine.explain.rewrite import argument, offer_rewrite, with_method
from inspector.engine.explain.scene import Explanation, Origin, Scene
from inspector.engine.explain.sizes import random_input
from inspector.engine.recorder.events import Event

_SAID = re.compile(r"dtype|[Ii]nput type|scalar type|ScalarType|same type|data type")
_NOT_MADE = re.compile(
    r"\"\w+\" not implemented for '(\w+)'|only implemented on integer and Boolean"
)
_OPERATORS = {"sub": ("-", "^"), "rsub": ("-", "^"), "neg": ("-", "~")}
"""An operator that truth values lack, and the one that is meant instead."""
_LOGICAL = frozenset(("and", "or", "xor", "rand", "ror", "rxor", "invert"))


def explain_bool(scene: Scene, event: Event) -> Explanation | None:
    """Minus between truth values."""
    if scene.op(event) not in _OPERATORS or "bool tensor" not in scene.message:
        return None
    minus, instead = _OPERATORS[scene.op(event)]
    text = f"{scene.label(event)}: `{minus}` is not defined for truth values (bool). "
    hint = f"Use `{instead}` on truth values, or convert them to numbers with .float()."
    return Explanation(text.rstrip(), scene.fixes(), hint)


def explain_not_made(scene: Scene, event: Event) -> Explanation | None:
    """A function that torch has for other types of numbers only, such as ``x & y`` of fractions."""
    if not _NOT_MADE.search(scene.message) or not event.inputs:
        return None
    dtypes = dict.fromkeys(_name(scene.value(value).dtype) for value in event.inputs)
    text = f"{scene.label(event)} is not made for {' and '.join(dtypes)} numbers."
    if scene.op(event) in _LOGICAL:
        hint = "It joins truth values: compare first, as in (x > 0) & (y > 0)."
    elif "float" in "".join(dtypes):
        hint = "Convert them first, with .float() or .long()."
    else:
        hint = "Convert them to fractions first, with .float()."
    return Explanation(text, scene.fixes(), hint)


def explain_whole_numbers(scene: Scene, event: Event) -> Explanation | None:
    """A mean of whole numbers, fractions written into them, or a division of them by zero."""
    if event.module >= 0 or not event.inputs:
        return None
    label, fixes = scene.label(event), scene.fixes()
    dtypes = [scene.value(value).dtype for value in event.inputs]
    if scene.message == "ZeroDivisionError":
        text = f"{label} divides whole numbers by zero, which have no infinity."
        return Explanation(text, fixes, "Convert them with .float(), or check the divisor.")
    if "could not infer output dtype" in scene.message or "only supported for floating" in (
        scene.message
    ):
        text = f"{label} gives fractions, and got {_name(dtypes[0])} numbers."
        offer_rewrite(scene, event, fixes, _as_float)
        return Explanation(text, fixes, "Convert them with .float() before.")
    if "can't be cast to the desired output type" in scene.message and len(dtypes) > 1:
        text = (
            f"{label} writes {_name(dtypes[1])} numbers into a tensor of {_name(dtypes[0])}, which "
            "cannot hold them."
        )
        return Explanation(text, fixes, "Make a new tensor instead: x = x + y.")
    return None


def _as_float(code: str) -> str | None:
    owner, dot, call = code.rpartition(".")
    return f"{owner}.float().{call}" if dot and not owner.endswith("torch") else None


def explain_dtype(scene: Scene, event: Event) -> Explanation | None:
    """Numbers of another type than the weights, or than the other operand."""
    if not _SAID.search(scene.message) or not event.inputs:
        return None
    value = event.inputs[0]
    given = scene.value(value).dtype
    wanted, whose = _wanted_dtype(scene, event)
    if wanted is None or given == wanted:
        return None
    origin = scene.origin(value)
    text = (
        f"{scene.label(event)} got {_name(given)} numbers, but {whose} {_name(wanted)}. "
        f"They come from {scene.origin_label(origin)}."
    )
    fixes = scene.fixes()
    _offer_input(scene, origin, wanted, fixes)
    method = ".float()" if wanted == torch.float32 else f".to({wanted})"
    offer_rewrite(scene, event, fixes, lambda code: with_method(code, argument(0), method))
    return Explanation(text, fixes, f"Convert them with {method} before.")


def _wanted_dtype(scene: Scene, event: Event) -> tuple[torch.dtype | None, str]:
    module = scene.module(event)
    if module is not None:
        weights = [p for p in module.parameters() if p.is_floating_point()]
        return (weights[0].dtype if weights else None), "its weights are"
    others = [scene.value(value).dtype for value in event.inputs[1:]]
    return (others[0] if others else None), "the other side is"


def _offer_input(scene: Scene, origin: Origin, wanted: torch.dtype, fixes: Fixes) -> None:
    given = scene.value(origin.value)
    if origin.event is None and given.role == "input" and len(scene.recording.inputs) == 1:
        fixes.set_input(random_input(tuple(given.shape), wanted))


def _name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")
