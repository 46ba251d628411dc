"""Explanations for products of matrices whose sizes do not fit."""

from inspector.engine.explain.operands import operands
from inspector.engine.explain.rewrite import offer_rewrite, right_operand, with_method
from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.explain.sizes import fit_there
from inspector.engine.recorder.events import Event

_RANKS = {"mm": (2, 2), "bmm": (3, 3), "mv": (2, 1), "dot": (1, 1), "addmm": (2, 2),
          "baddbmm": (3, 3), "addmv": (2, 1), "outer": (1, 1), "ger": (1, 1)}  # fmt: skip
_ADDING = frozenset(("addmm", "baddbmm", "addmv"))
_ADDS_FIRST = 1
"""The tensor that these functions add stands before the two that they multiply."""


def explain_product(scene: Scene, event: Event) -> Explanation | None:
    """Wrong numbers of dimensions, inner sizes or batches that differ."""
    inputs = event.inputs[_ADDS_FIRST if scene.op(event) in _ADDING else 0 :]
    if len(inputs) < 2:
        return None
    left, right = inputs[:2]
    if scene.op(event) == "rmatmul":
        left, right = right, left
    a, b = scene.shape(left), scene.shape(right)
    ranks = _RANKS.get(scene.op(event))
    if ranks is not None and (len(a), len(b)) != ranks:
        return _wrong_ranks(scene, event, ranks, (a, b))
    if scene.op(event) == "linear":
        b = b[::-1]
    if not a or not b:
        text = f"{scene.label(event)} multiplies matrices, but one side is a single number."
        return Explanation(text, scene.fixes(), "Use * to multiply by a number.")
    dim = -2 if len(b) > 1 else -1
    if a[-1] == b[dim]:
        return _batches(scene, event, a, b)
    text = (
        f"{scene.label(event)} multiplies {a} by {b}: the last dimension on the left, {a[-1]}, "
        f"must equal the {b[dim]} on the right. {operands(scene, event)}"
    )
    fixes = scene.fixes()
    if len(b) > 1 and a[-1] == b[-1]:
        offer_rewrite(scene, event, fixes, lambda code: with_method(code, right_operand, ".mT"))
    origin = scene.origin(left)
    if not scene.depends(right, origin.value):
        fit_there(scene, origin, b[dim], fixes)
    return Explanation(text, fixes)


def _wrong_ranks(
    scene: Scene, event: Event, ranks: tuple[int, int], shapes: tuple[tuple[int, ...], ...]
) -> Explanation:
    wanted = " by ".join(map(str, ranks))
    a, b = shapes
    text = (
        f"{scene.label(event)} multiplies tensors of {wanted} dimensions, got {len(a)} in {a} and "
        f"{len(b)} in {b}. {operands(scene, event)}"
    )
    hint = "torch.matmul, or @, takes any number of dimensions."
    fixes = scene.fixes()
    fits = len(b) == 1 or (a[-1:] == b[-2:-1] and len(a) > 1)
    if scene.op(event) in ("mm", "bmm", "mv") and fits and a[-1:] == b[-2:][:1]:
        offer_rewrite(scene, event, fixes, _as_matmul)
    return Explanation(text, fixes, hint)


def _as_matmul(code: str) -> str | None:
    head, bracket, rest = code.partition("(")
    return f"torch.matmul({rest}" if head.startswith("torch.") and bracket else None


def _batches(
    scene: Scene, event: Event, a: tuple[int, ...], b: tuple[int, ...]
) -> Explanation | None:
    """The matrices fit, but there are not as many on one side as on the other."""
    batch_a, batch_b = a[:-2], b[:-2]
    fitting = all(
        x == y or (1 in (x, y) and scene.op(event) not in ("bmm", "baddbmm"))
        for x, y in zip(batch_a[::-1], batch_b[::-1], strict=False)
    )
    if fitting:
        return None
    text = (
        f"{scene.label(event)} multiplies {a} by {b}: the matrices fit, but the dimensions before "
        f"them, {batch_a} and {batch_b}, do not. {operands(scene, event)}"
    )
    return Explanation(text, scene.fixes(), "Make as many matrices on both sides.")
