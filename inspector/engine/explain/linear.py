"""Explanations for linear modules."""

import math

from torch import nn

from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.explain.sizes import Need, wrong_size
from inspector.engine.recorder.events import Event


def explain_linear(scene: Scene, event: Event, module: nn.Linear) -> Explanation | None:
    """The last dimension is not in_features."""
    value = event.inputs[0]
    shape, width = scene.shape(value), module.in_features
    if not shape:
        text = f"{scene.label(event)} needs a last dimension of {width}, got a single number."
        return Explanation(text, scene.fixes())
    if shape[-1] == width:
        return None
    words = f"a last dimension of {width} (in_features)"
    found = wrong_size(scene, event, value, Need(-1, width, words, "in_features", "nn.LazyLinear"))
    if len(shape) > 2 and (math.prod(shape[1:]) == width or len(shape) == 4):
        return _flattened_first(scene, event, found, shape, width)
    if len(shape) == 2 and shape[0] == width:
        found.hint = "The two dimensions seem to be swapped: transpose the input with .T"
    return found


def _flattened_first(
    scene: Scene, event: Event, found: Explanation, shape: tuple[int, ...], width: int
) -> Explanation:
    """The same with ``nn.Flatten()`` as the best cure."""
    numbers = math.prod(shape[1:])
    fixes = scene.fixes()
    fixes.insert_before(
        scene.constructor(event), scene.call_site(event), "nn.Flatten()", scene.label(event)
    )
    if len(shape) < 4:
        fixes.extend(found.fixes)
    product = " × ".join(map(str, shape[1:]))
    then = "" if numbers == width else f", so in_features must be {numbers} then"
    hint = f"Flattened, {shape} becomes {(shape[0], numbers)}: {product} = {numbers}{then}."
    return Explanation(found.text, fixes, hint)


def explain_bilinear(scene: Scene, event: Event, module: nn.Bilinear) -> Explanation | None:
    """One of the two inputs has another last dimension."""
    both = event.inputs[:2]
    for number, value in enumerate(both, start=1):
        argument = f"in{number}_features"
        width = module.in1_features if number == 1 else module.in2_features
        if scene.shape(value)[-1:] != (width,):
            words = f"a last dimension of {width} ({argument}) in input {number}"
            other = both[len(both) - number]
            need = Need(-1, width, words, argument)
            return wrong_size(scene, event, value, need, keep=other)
    return None
