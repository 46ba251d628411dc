"""Explanations for pooling."""

from torch import nn

from inspector.engine.explain.convolution import AXES
from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.recorder.events import Event

Pool = nn.MaxPool1d | nn.MaxPool2d | nn.MaxPool3d | nn.AvgPool1d | nn.AvgPool2d | nn.AvgPool3d


def explain_pool(scene: Scene, event: Event, module: Pool) -> Explanation | None:
    """Nothing would be left, or the input is no image."""
    shape = scene.shape(event.inputs[0])
    if "too small" in scene.message:
        text = f"{scene.label(event)} would leave nothing of {shape}."
        return Explanation(text, scene.fixes(), "Feed a larger input, or pool less before it.")
    if "at most half" in scene.message:
        label = scene.label(event)
        text = f"{label} may pad by half of its kernel_size at most, and padding is more."
        fixes = scene.fixes()
        kernel = (
            module.kernel_size if isinstance(module.kernel_size, int) else min(module.kernel_size)
        )
        fixes.set_argument(scene.constructor(event), "padding", kernel // 2, label)
        return Explanation(text, fixes)
    axes = int(type(module).__name__[-2])
    if len(shape) not in (axes + 1, axes + 2):
        text = (
            f"{scene.label(event)} needs a tensor of shape (batch, channels, {AXES[axes]}), got "
            f"{len(shape)} dimensions in {shape}."
        )
        return Explanation(text, scene.fixes(), "Do not flatten the tensor before it.")
    return None
