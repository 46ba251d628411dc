"""Explanations for functions between modules whose operands do not fit."""

import math
from collections.abc import Callable

from inspector.engine.explain.rewrite import (
    joined_along,
    last_size,
    offer_rewrite,
    right_operand,
    with_code,
    with_method,
)
from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.explain.sizes import fit_there
from inspector.engine.recorder.events import Event

_Rule = Callable[[Scene, Event], Explanation | None]
_JOINING_ALONG = ("cat", "concat", "concatenate")
_BROADCASTING = frozenset(
    (
        *("add", "sub", "mul", "div", "rsub", "rdiv", "pow", "add_", "sub_", "mul_", "div_"),
        *("gt", "lt", "ge", "le", "eq", "ne", "where", "maximum", "minimum", "floordiv"),
        *("remainder", "and", "or", "xor", "lerp", "mse_loss", "l1_loss", "atan2", "copy_"),
    )
)


def explain_op(scene: Scene, event: Event) -> Explanation | None:
    """The explanation of a failed function, where a rule knows it."""
    name = scene.op(event)
    rule = _RULES.get(name)
    if rule is None and name in _BROADCASTING:
        rule = _broadcast
    return rule(scene, event) if rule is not None and event.inputs else None


def _operands(scene: Scene, event: Event) -> str:
    """Each operand's shape and where it comes from."""
    parts = [
        f"{scene.shape(value)} comes from {scene.origin_label(scene.origin(value))}"
        for value in event.inputs
    ]
    text = "; ".join(dict.fromkeys(parts))
    return f"{text[0].upper()}{text[1:]}."


def _product(scene: Scene, event: Event) -> Explanation | None:
    if len(event.inputs) < 2:
        return None
    left, right = event.inputs[:2]
    if scene.op(event) == "rmatmul":
        left, right = right, left
    a, b = scene.shape(left), scene.shape(right)
    if scene.op(event) == "linear":
        b = b[::-1]
    if not a or not b:
        text = f"{scene.label(event)} multiplies matrices, but one side is a single number."
        return Explanation(text, scene.fixes(), "Use * to multiply by a number.")
    dim = -2 if len(b) > 1 else -1
    if a[-1] == b[dim]:
        return None
    text = (
        f"{scene.label(event)} multiplies {a} by {b}: the last dimension on the left, {a[-1]}, "
        f"must equal the {b[dim]} on the right. {_operands(scene, event)}"
    )
    fixes = scene.fixes()
    if len(b) > 1 and a[-1] == b[-1]:
        offer_rewrite(scene, event, fixes, lambda code: with_method(code, right_operand, ".mT"))
    fit_there(scene, scene.origin(left), -1, b[dim], fixes)
    return Explanation(text, fixes)


def _broadcast(scene: Scene, event: Event) -> Explanation | None:
    if len(event.inputs) < 2:
        return None
    left, right = event.inputs[0], event.inputs[1]
    a, b = scene.shape(left), scene.shape(right)
    length = max(len(a), len(b))
    wide_a, wide_b = (1,) * (length - len(a)) + a, (1,) * (length - len(b)) + b
    differing = [
        index - length
        for index, (x, y) in enumerate(zip(wide_a, wide_b, strict=True))
        if x != y and 1 not in (x, y)
    ]
    if not differing:
        return None
    dim = differing[-1]
    text = (
        f"{scene.label(event)} puts {a} and {b} together, but dimension {dim} is {a[dim]} on one "
        f"side and {b[dim]} on the other. {_operands(scene, event)}"
    )
    fixes = scene.fixes()
    fit_there(scene, scene.origin(right, dim), dim, a[dim], fixes)
    fit_there(scene, scene.origin(left, dim), dim, b[dim], fixes)
    return Explanation(text, fixes, "" if fixes.all() else "Make both sides the same size there.")


def _join(scene: Scene, event: Event) -> Explanation | None:
    shapes = [scene.shape(value) for value in event.inputs]
    lengths = {len(shape) for shape in shapes}
    label, fixes = scene.label(event), scene.fixes()
    if len(lengths) > 1:
        counts = " and ".join(map(str, sorted(lengths)))
        text = f"{label} joins tensors with {counts} dimensions. {_operands(scene, event)}"
        return Explanation(text, fixes, "Flatten or unsqueeze one of them first.")
    along = _dimension(event)
    rank = len(shapes[0])
    skipped = along % rank if scene.op(event) in _JOINING_ALONG and rank else None
    differing = [
        index for index in range(rank) if index != skipped and len({s[index] for s in shapes}) > 1
    ]
    if not differing:
        return None
    where = " and ".join(map(str, differing))
    joined = f"along dimension {along}" if skipped is not None else "on a new dimension"
    text = f"{label} joins tensors {joined}, but they differ in dimension {where}. "
    if skipped is not None and len(differing) == 1:
        dim = str(differing[0])
        offer_rewrite(scene, event, fixes, lambda code: with_code(code, joined_along, dim))
    if len(event.inputs) == 2:
        back = differing[0] - rank
        fit_there(scene, scene.origin(event.inputs[1], back), back, shapes[0][back], fixes)
    return Explanation(text + _operands(scene, event), fixes)


def _dimension(event: Event) -> int:
    positional, named = event.arguments or ((), {})
    given = named.get("dim", named.get("axis", positional[1] if len(positional) > 1 else 0))
    return given if isinstance(given, int) else 0


def _view(scene: Scene, event: Event) -> Explanation | None:
    shape = scene.shape(event.inputs[0])
    positional, named = event.arguments or ((), {})
    asked = named.get("shape", named.get("size", positional[1:]))
    sizes = asked[0] if isinstance(asked, tuple) and len(asked) == 1 else asked
    if not isinstance(sizes, (tuple, list)) or not all(isinstance(size, int) for size in sizes):
        return None
    wanted = tuple(sizes)
    numbers, needed = math.prod(shape), math.prod(size for size in wanted if size >= 0)
    if "stride" in scene.message:
        text = f"{scene.label(event)} cannot look at {shape} in another way: it is not contiguous."
        return Explanation(text, scene.fixes(), "Use .reshape instead of .view.")
    rest = " times something" if -1 in wanted else ""
    text = (
        f"{scene.label(event)} arranges {shape} as {wanted}, but {shape} has {numbers} numbers and "
        f"{wanted} needs {needed}{rest}. {_operands(scene, event)}"
    )
    fixes = scene.fixes()
    if -1 not in wanted and wanted:
        offer_rewrite(scene, event, fixes, lambda code: with_code(code, last_size, "-1"))
    hint = "" if fixes.all() else "torch.flatten(x, 1) keeps the batch and joins the rest."
    return Explanation(text, fixes, hint)


_RULES: dict[str, _Rule] = {
    **dict.fromkeys(("matmul", "rmatmul", "matmul_", "mm", "bmm", "mv", "dot", "linear"), _product),
    **dict.fromkeys(("cat", "concat", "concatenate", "stack", "hstack", "vstack"), _join),
    **dict.fromkeys(("view", "reshape"), _view),
}
