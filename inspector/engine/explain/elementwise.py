"""Explanations for the small modules that work along one dimension."""

import math

from torch import nn

from inspector.engine.explain.convolution import padded_too_far
from inspector.engine.explain.operands import source_of
from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.explain.sizes import Need, wrong_size
from inspector.engine.recorder.events import Event


def explain_prelu(scene: Scene, event: Event, module: nn.PReLU) -> Explanation | None:
    """One slope for each channel, and another number of channels."""
    value, slopes = event.inputs[0], module.num_parameters
    shape = scene.shape(value)
    if len(shape) < 2 or shape[1] == slopes or slopes == 1:
        return None
    words = f"{slopes} channels (num_parameters) in dimension 1"
    return wrong_size(scene, event, value, Need(1 - len(shape), slopes, words, "num_parameters"))


def explain_glu(scene: Scene, event: Event, module: nn.GLU) -> Explanation | None:
    """Half of a dimension gates the other half."""
    value, dim = event.inputs[0], module.dim
    shape = scene.shape(value)
    if not -len(shape) <= dim < len(shape) or shape[dim] % 2 == 0:
        return None
    back = dim if dim < 0 else dim - len(shape)
    words = f"an even size in dimension {dim}, to gate one half by the other"
    return wrong_size(scene, event, value, Need(back, shape[dim] + 1, words, ""))


def explain_padding(scene: Scene, event: Event, module: nn.Module) -> Explanation | None:
    """Reflection by more than there is."""
    return padded_too_far(scene, event, scene.shape(event.inputs[0]))


def explain_unflatten(scene: Scene, event: Event, module: nn.Unflatten) -> Explanation | None:
    """The sizes do not multiply to the one that is divided."""
    value, dim, sizes = event.inputs[0], module.dim, module.unflattened_size
    shape = scene.shape(value)
    if not isinstance(dim, int) or not -len(shape) <= dim < len(shape):
        return None
    lengths = tuple(int(size) for size in sizes)
    product = " × ".join(map(str, lengths))
    text = (
        f"{scene.label(event)} divides dimension {dim} into {product} = {math.prod(lengths)}, but "
        f"it is {shape[dim]} in {shape}. {source_of(scene, value, dim)}"
    )
    return Explanation(text, scene.fixes())
