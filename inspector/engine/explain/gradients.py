"""Explanations for what autograd refuses."""

from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.recorder.events import Event


def explain_gradient(scene: Scene, event: Event) -> Explanation | None:
    """A parameter changed in place, or a gradient asked of several numbers."""
    if not event.inputs:
        return None
    value, label = event.inputs[0], scene.label(event)
    if "a leaf Variable that requires grad" in scene.message or (
        "a view of a leaf Variable" in scene.message
    ):
        whose = scene.origin_label(scene.origin(value))
        text = f"{label} changes {whose} in place, which autograd forbids: it is to be trained."
        hint = "Compute a new tensor from it, or change it under `with torch.no_grad():`."
        return Explanation(text, scene.fixes(), hint)
    if "implicitly created only for scalar" in scene.message:
        text = f"{label} needs a single number, such as a loss, and got {scene.shape(value)}."
        return Explanation(text, scene.fixes(), "Reduce it first: .sum() or .mean().")
    return None
