"""Explanations for tensors that cannot be joined or stacked."""

from inspector.engine.explain.operands import given, operands
from inspector.engine.explain.rewrite import joined_along, offer_rewrite, with_code
from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.explain.sizes import fit_there
from inspector.engine.recorder.events import Event

_JOINING_ALONG = ("cat", "concat", "concatenate")


def explain_join(scene: Scene, event: Event) -> Explanation | None:
    """Nothing to join, other numbers of dimensions, or other sizes besides the one joined."""
    shapes = [scene.shape(value) for value in event.inputs]
    label, fixes = scene.label(event), scene.fixes()
    if not shapes:
        text = f"{label} joins a list of tensors, and the list is empty."
        return Explanation(text, fixes, "Check the loop that fills it.")
    lengths = {len(shape) for shape in shapes}
    if len(lengths) > 1:
        counts = " and ".join(map(str, sorted(lengths)))
        text = f"{label} joins tensors with {counts} dimensions. {operands(scene, event)}"
        return Explanation(text, fixes, "Flatten or unsqueeze one of them first.")
    along = _dimension(event)
    rank = len(shapes[0])
    skipped = along % rank if scene.op(event) in _JOINING_ALONG and rank else None
    if skipped is not None and not -rank <= along < rank:
        return None
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
        origin = scene.origin(event.inputs[1], back)
        if not scene.depends(event.inputs[0], origin.value):
            fit_there(scene, origin, shapes[0][back], fixes)
    return Explanation(text + operands(scene, event), fixes)


def _dimension(event: Event) -> int:
    along = given(event, "dim", 1, given(event, "axis", 1, 0))
    return along if isinstance(along, int) else 0
