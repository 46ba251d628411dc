"""Explanations for what a call returned and that is no tensor: nothing, or several tensors."""

import ast
import re

from torch import nn

from inspector.engine.explain.expressions import UNKNOWN, Expression
from inspector.engine.explain.rewrite import offer_rewrite
from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.wording import capital

_KINDS = ("NoneType", "tuple", "list", "dict")
WITH_INDICES = frozenset(("max", "min", "sort", "topk", "median", "mode", "kthvalue", "cummax"))
"""Functions that return the values and their indices."""
NO_RETURN = "its forward ends without `return`"


def returned_by(scene: Scene, at: Expression, node: ast.expr, kind: str, so: str) -> Explanation:
    """`node` is of another kind than a tensor, `so` it cannot be used; says who returned it."""
    maker, code, fixes = at.maker(scene, node), at.code(node), scene.fixes()
    module = scene.module(maker)
    text = f"`{code}` is {_described(kind)}, {so}."
    if maker is not None and scene.op(maker) in WITH_INDICES:
        offer_rewrite(scene, maker, fixes, lambda code: f"{code}.values")
        text += f" `{scene.op(maker)}` along a dimension returns (values, indices)."
        return Explanation(text, fixes)
    if maker is None or module is None:
        hint = (
            "Check what was assigned to it."
            if kind == "NoneType"
            else f"Use one part of it, such as {code}[0]."
        )
        return Explanation(text, fixes, hint)
    by = capital(scene.label(maker))
    if kind == "NoneType":
        owner = type(module)
        title = f"Return the result of {owner.__name__}.forward"
        fixes.change_class("return_last", title, owner)
        hint = f"Write `return …` at the end of {owner.__name__}.forward."
        return Explanation(f"{text} {by} returned it: {NO_RETURN}.", fixes, hint)
    what = "(output, state)" if isinstance(module, nn.RNNBase) else "it"
    if kind != "dict":
        offer_rewrite(scene, maker, fixes, lambda code: f"{code}[0]")
    hint = "Take one part before: out, state = rnn(x), or rnn(x)[0]."
    return Explanation(f"{text} {by} returns {what}.", fixes, hint)


def explain_operand(scene: Scene, at: Expression) -> Explanation | None:
    """An operator or an index on what is no tensor."""
    if not isinstance(scene.recording.error, TypeError):
        return None
    match at.node:
        case ast.BinOp():
            sides = [at.node.left, at.node.right]
            so = f"so it cannot be an operand of `{_operator(at.node.op)}`"
        case ast.AugAssign():
            sides = [at.node.value, at.node.target]
            so = f"so it cannot be an operand of `{_operator(at.node.op)}=`"
        case ast.UnaryOp():
            sides, so = [at.node.operand], "so it has no sign"
        case ast.Subscript():
            sides, so = [at.node.value], "so it cannot be indexed like a tensor"
        case _:
            return None
    for node in sides:
        kind = _kind(scene, at, node)
        if kind in _KINDS and (kind == "tuple" or re.search(rf"\b{kind}\b", scene.message)):
            return returned_by(scene, at, node, kind, so)
    return None


def _kind(scene: Scene, at: Expression, node: ast.expr) -> str:
    """Name of the class of what a side was; of a call, as far as the recording tells."""
    value = at.value(node)
    if value is not UNKNOWN:
        return "tuple" if isinstance(value, tuple) else type(value).__name__
    maker = at.maker(scene, node)
    if maker is None or len(maker.outputs) == 1:
        return ""
    return "tuple" if maker.outputs else type(maker.result).__name__


def _operator(operator: ast.operator) -> str:
    expression = ast.BinOp(ast.Name("a"), operator, ast.Name("b"))
    return ast.unparse(expression).split()[1]


def _described(kind: str) -> str:
    return "None" if kind == "NoneType" else f"a {kind} and not a tensor"
