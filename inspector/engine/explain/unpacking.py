"""Explanations for ``a, b = …`` where the right side holds another number of parts."""

import ast
import re

from torch import nn

from inspector.engine.explain.expressions import UNKNOWN, Expression
from inspector.engine.explain.scene import Explanation, Scene, code_of
from inspector.report.units import count

_SINGLE = re.compile(r"cannot unpack non-iterable (\w+) object")
_COUNTS = re.compile(r"(?:expected (?:at least )?(\d+)(?:, got (\d+))?)\)")


def explain_unpacking(scene: Scene, at: Expression) -> Explanation | None:
    """More or fewer names on the left than there are parts on the right."""
    found = _COUNTS.search(scene.message)
    if single := _SINGLE.search(scene.message):
        return _one_thing(scene, at, single[1])
    if "values to unpack" not in scene.message or found is None:
        return None
    statement = at.statement()
    if isinstance(statement, ast.Assign):
        right = statement.value
    elif isinstance(statement, ast.For):
        return _in_loop(scene, at, statement)
    else:
        return None
    names = int(found[1])
    parts = int(found[2]) if found[2] else _length(scene, at, right)
    code = at.code(right)
    label, what = f"`{code_of(at.source)}`", "part"
    if code.endswith((".shape", ".size()")):
        what = "dimension"
    has = count(parts, what) if parts is not None else f"another number of {what}s"
    text = f"{label} are {count(names, 'name')}, but `{code}` has {has}."
    maker = at.maker(scene, right)
    module = scene.module(maker)
    hint = ""
    if isinstance(module, nn.LSTM):
        hint = "An LSTM returns (output, (h, c)): write output, (h, c) = …"
    elif isinstance(module, nn.RNNBase):
        hint = "It returns (output, state): write output, state = …"
    elif what == "dimension" and isinstance(right, ast.Attribute):
        text += _shape(at.value(right), at.code(right.value))
    return Explanation(text, scene.fixes(), hint or f"Write one name for each {what}.")


def _one_thing(scene: Scene, at: Expression, kind: str) -> Explanation:
    statement = at.statement()
    what = "The right side"
    if isinstance(statement, ast.For):
        what = f"Each item of `{at.code(statement.iter)}`"
    elif isinstance(statement, ast.Assign):
        what = f"`{at.code(statement.value)}`"
    text = f"{what} is a single {kind}, and `{code_of(at.source)}` are several names."
    return Explanation(text, scene.fixes(), "Write one name, or enumerate(…) for the number too.")


def _in_loop(scene: Scene, at: Expression, loop: ast.For) -> Explanation:
    text = f"Each item of `{at.code(loop.iter)}` should be unpacked into `{at.code(loop.target)}`, "
    text += "but holds another number of parts."
    return Explanation(text, scene.fixes(), "enumerate(…) gives (number, item).")


def _length(scene: Scene, at: Expression, right: ast.expr) -> int | None:
    value = at.value(right)
    if value is not UNKNOWN:
        return len(value) if hasattr(value, "__len__") else None
    maker = at.maker(scene, right)
    return len(maker.outputs) if maker is not None and maker.outputs else None


def _shape(shape: object, code: str) -> str:
    return f" `{code}` is of shape {tuple(shape)}." if isinstance(shape, tuple) else ""
