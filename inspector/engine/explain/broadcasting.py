"""Explanations for element by element functions whose operands cannot be broadcast."""

import re
from itertools import combinations

from inspector.engine.explain.operands import operands
from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.explain.sizes import fit_either
from inspector.engine.recorder.events import Event

_SAID = re.compile(
    r"The size of tensor a \(\d+\) must match the size of tensor b"
    r"|doesn't match the broadcast shape|not broadcastable"
)
_Shape = tuple[int, ...]


def explain_broadcast(scene: Scene, event: Event) -> Explanation | None:
    """Two operands that differ in a dimension in which neither is 1."""
    if not _SAID.search(scene.message):
        return None
    for left, right in combinations(event.inputs, 2):
        differing = _differing(scene.shape(left), scene.shape(right))
        if differing:
            return _differ(scene, event, left, right, differing[-1])
    return _too_small_in_place(scene, event)


def _differing(a: _Shape, b: _Shape) -> list[int]:
    """Dimensions, counted from the end, that cannot be broadcast."""
    length = min(len(a), len(b))
    return [dim for dim in range(-length, 0) if a[dim] != b[dim] and 1 not in (a[dim], b[dim])]


def _differ(scene: Scene, event: Event, left: int, right: int, dim: int) -> Explanation:
    a, b = scene.shape(left), scene.shape(right)
    text = (
        f"{scene.label(event)} puts {a} and {b} together, but dimension {dim} is {a[dim]} on one "
        f"side and {b[dim]} on the other. {operands(scene, event)}"
    )
    fixes = scene.fixes()
    fit_either(scene, left, right, (dim, dim), fixes)
    hint = "" if fixes.all() else "Make both sides the same size there."
    for one, other in ((a, b), (b, a)):
        if len(one) < len(other) and one[0] == other[0]:
            missing = "None, " * (len(other) - len(one))
            hint = f"To match the first dimension of {other}, index {one} with [:, {missing[:-2]}]."
    return Explanation(text, fixes, hint)


def _too_small_in_place(scene: Scene, event: Event) -> Explanation | None:
    if len(event.inputs) < 2:
        return None
    target, other = (scene.shape(value) for value in event.inputs[:2])
    text = (
        f"{scene.label(event)} writes its result into {target}, but together with {other} the "
        f"result is larger. {operands(scene, event)}"
    )
    return Explanation(text, scene.fixes(), "Make a new tensor instead: x = x + y.")
