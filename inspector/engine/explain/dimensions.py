"""Explanations for a dimension that the tensor does not have."""

import ast
import re

from inspector.engine.explain.operands import source_of
from inspector.engine.explain.rewrite import offer_rewrite, with_code
from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.recorder.events import Event
from inspector.report.units import count

_SAID = re.compile(r"Dimension out of range \(expected to be in range of \[.*\], but got (-?\d+)\)")
_ARGUMENTS = ("dim", "start_dim", "dims")


def explain_dimension(scene: Scene, event: Event) -> Explanation | None:
    """A ``dim=2`` of a matrix: in a function's arguments, or in those of a module."""
    found = _SAID.search(scene.message)
    if found is None or not event.inputs:
        return None
    asked, value = int(found[1]), event.inputs[0]
    shape = scene.shape(value)
    last = len(shape) - 1
    which = f"0 to {last}" if last > 0 else "only 0" if last == 0 else "none"
    text = (
        f"{scene.label(event)} works on dimension {asked}, but {shape} has "
        f"{count(len(shape), 'dimension')}: {which}. {source_of(scene, value)}"
    )
    fixes = scene.fixes()
    module = scene.module(event)
    if module is not None and getattr(module, "dim", None) == asked and scene.takes(event, "dim"):
        fixes.set_argument(scene.constructor(event), "dim", -1, scene.label(event))
    elif module is None and shape and scene.op(event) not in ("unsqueeze", "transpose", "flatten"):
        offer_rewrite(scene, event, fixes, lambda code: with_code(code, _number(asked), "-1"))
    hint = "" if fixes.all() else "Dimensions are counted from 0; -1 is the last."
    return Explanation(text, fixes, hint)


class _number:  # noqa: N801 (used like the functions that pick an argument)
    """Picks the one argument of a call that is this number."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __call__(self, expression: ast.expr) -> ast.expr | None:
        if not isinstance(expression, ast.Call):
            return None
        named = [each.value for each in expression.keywords if each.arg in _ARGUMENTS]
        found = [
            each
            for each in (*named, *expression.args)
            if isinstance(each, ast.Constant) and each.value == self._number
        ]
        return found[0] if len(found) == 1 else None
