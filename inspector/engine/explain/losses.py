"""Explanations for losses whose prediction and target do not fit."""

import re

import torch

from inspector.engine.explain.operands import operands
from inspector.engine.explain.rewrite import argument, offer_rewrite, with_method
from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.recorder.events import Event

_CLASSES = frozenset(("CrossEntropyLoss", "NLLLoss", "cross_entropy", "nll_loss"))
_ALIKE = frozenset(
    (
        *("BCELoss", "BCEWithLogitsLoss", "MSELoss", "L1Loss", "SmoothL1Loss", "HuberLoss"),
        *("binary_cross_entropy", "binary_cross_entropy_with_logits", "mse_loss", "l1_loss"),
        *("smooth_l1_loss", "huber_loss", "KLDivLoss", "kl_div"),
    )
)
_TARGET = re.compile(r"Target (-?\d+) is out of bounds")


def explain_loss(scene: Scene, event: Event) -> Explanation | None:
    """A loss that compares classes with scores, or numbers with numbers."""
    module = scene.module(event)
    name = scene.op(event) if module is None else type(module).__name__
    if len(event.inputs) < 2:
        return None
    if name in _CLASSES:
        return _classes(scene, event)
    return _alike(scene, event) if name in _ALIKE else None


def _classes(scene: Scene, event: Event) -> Explanation | None:
    scores, target = event.inputs[:2]
    a, b, label = scene.shape(scores), scene.shape(target), scene.label(event)
    count = a[1 if len(a) > 1 else 0] if a else 0
    found = _TARGET.search(scene.message)
    if found is not None:
        text = (
            f"{label} got class {found[1]}, but the scores {a} are of {count} classes, "
            f"0 to {count - 1}. {operands(scene, event)}"
        )
        return Explanation(text, scene.fixes(), "Make the last module return more scores.")
    wanted = (*a[:1], *a[2:]) if len(a) > 1 else ()
    if b not in (wanted, a):
        text = (
            f"{label} compares scores {a} with a target {b}: it needs one class for each of them, "
            f"a target of shape {wanted}. {operands(scene, event)}"
        )
        return Explanation(text, scene.fixes())
    dtype = scene.value(target).dtype
    if b == wanted and dtype not in (torch.int64, torch.uint8):
        text = (
            f"{label} takes the number of a class (int64) as target, and got "
            f"{str(dtype).removeprefix('torch.')}. {operands(scene, event)}"
        )
        fixes = scene.fixes()
        offer_rewrite(scene, event, fixes, lambda code: with_method(code, argument(1), ".long()"))
        return Explanation(text, fixes)
    return None


def _alike(scene: Scene, event: Event) -> Explanation | None:
    prediction, target = event.inputs[:2]
    a, b, label = scene.shape(prediction), scene.shape(target), scene.label(event)
    if a != b:
        text = (
            f"{label} compares number by number, so {a} and its target {b} must be of the same "
            f"shape. {operands(scene, event)}"
        )
        fixes, hint = scene.fixes(), "Give one of them the shape of the other."
        if (*b, 1) == a:
            hint = "Add the dimension to the target with .unsqueeze(-1)."
            change = ".unsqueeze(-1)"
            offer_rewrite(scene, event, fixes, lambda code: with_method(code, argument(1), change))
        return Explanation(text, fixes, hint)
    if "between 0 and 1" in scene.message:
        text = f"{label} takes probabilities, and got numbers outside of 0 to 1. "
        hint = "Use nn.BCEWithLogitsLoss on plain scores, or a sigmoid before."
        return Explanation(text + operands(scene, event), scene.fixes(), hint)
    return None
