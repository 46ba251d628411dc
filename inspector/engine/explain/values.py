"""Explanations for what a call was given instead of a fitting tensor."""

import torch
from torch import nn

from inspector.engine.explain.fixes import Fixes
from inspector.engine.explain.rewrite import argument, offer_rewrite, with_method
from inspector.engine.explain.scene import Explanation, Origin, Scene
from inspector.engine.explain.sizes import random_input
from inspector.engine.recorder.events import Event


def explain_none(scene: Scene, event: Event) -> Explanation | None:
    """A call got None because the module before it returned nothing."""
    if event.arguments is None or None not in event.arguments[0][:1]:
        return None
    before = _call_before(scene, event)
    text = f"{scene.label(event)} got None instead of a tensor."
    if before is None or before.result is not None:
        return Explanation(text, scene.fixes(), "Check what its argument is.")
    kind = type(scene.module(before)).__name__
    text += f" {scene.label(before)} returned it: its forward ends without `return`."
    return Explanation(text, scene.fixes(), f"Write `return …` at the end of {kind}.forward.")


def explain_container(scene: Scene, event: Event) -> Explanation | None:
    """A call got several tensors in a tuple, such as an LSTM returns them."""
    module = scene.module(event)
    if event.arguments is None or module is None or isinstance(module, nn.RNNBase):
        return None
    first = event.arguments[0][0] if event.arguments[0] else None
    if not isinstance(first, (tuple, list, dict)) or not event.inputs:
        return None
    label, kind = scene.label(event), type(first).__name__
    maker = scene.origin(event.inputs[0]).event
    text = f"{label} got a {kind} of {len(event.inputs)} tensors instead of one tensor."
    fixes = scene.fixes()
    hint = "Take one of them before: x[0], or out, state = lstm(x)."
    if maker is not None and maker.module >= 0:
        recurrent = isinstance(scene.module(maker), nn.RNNBase)
        what = "(output, state)" if recurrent else "several tensors"
        text += f" {scene.label(maker)} returns {what}."
        offer_rewrite(scene, maker, fixes, lambda code: f"{code}[0]")
    return Explanation(text, fixes, hint)


def explain_device(scene: Scene, event: Event) -> Explanation | None:
    """Tensors on two devices; most often a constant, which ``.to()`` does not move."""
    places = {str(scene.value(value).device): value for value in event.inputs}
    module = scene.module(event)
    weights = [] if module is None else list(module.parameters())[:1]
    devices = {*places, *(str(parameter.device) for parameter in weights)}
    if len(devices) < 2:
        return None
    text = f"{scene.label(event)} works on tensors of two devices, {' and '.join(sorted(devices))}."
    for device, value in places.items():
        given = scene.value(value)
        if given.role == "constant" and given.label:
            name = given.label.rpartition(".")[2]
            text += f" The constant `{given.label}` stays on {device}: .to() moves parameters and "
            text += "buffers only."
            hint = f'Make it a buffer: self.register_buffer("{name}", …).'
            return Explanation(text, scene.fixes(), hint)
    return Explanation(text, scene.fixes(), "Move one of them with .to(device).")


def explain_dtype(scene: Scene, event: Event) -> Explanation | None:
    """Numbers of another type than the weights, or than the other operand."""
    if "type" not in scene.message.lower() or not event.inputs:
        return None
    value = event.inputs[0]
    given = scene.value(value).dtype
    wanted, whose = _wanted_dtype(scene, event)
    if wanted is None or given == wanted:
        return None
    origin = scene.origin(value)
    text = (
        f"{scene.label(event)} got {_name(given)} numbers, but {whose} {_name(wanted)}. "
        f"They come from {scene.origin_label(origin)}."
    )
    fixes = scene.fixes()
    _offer_input(scene, origin, wanted, fixes)
    method = ".float()" if wanted == torch.float32 else f".to({wanted})"
    offer_rewrite(scene, event, fixes, lambda code: with_method(code, argument(0), method))
    return Explanation(text, fixes, f"Convert them with {method} before.")


def _wanted_dtype(scene: Scene, event: Event) -> tuple[torch.dtype | None, str]:
    module = scene.module(event)
    if module is not None:
        weights = [p for p in module.parameters() if p.is_floating_point()]
        return (weights[0].dtype if weights else None), "its weights are"
    others = [scene.value(value).dtype for value in event.inputs[1:]]
    return (others[0] if others else None), "the other side is"


def _offer_input(scene: Scene, origin: Origin, wanted: torch.dtype, fixes: Fixes) -> None:
    given = scene.value(origin.value)
    if origin.event is None and given.role == "input" and len(scene.recording.inputs) == 1:
        fixes.set_input(random_input(tuple(given.shape), wanted))


def _call_before(scene: Scene, event: Event) -> Event | None:
    """The module call that ended last before this event, in the same forward."""
    for before in scene.recording.events[: scene.recording.failed][::-1]:
        if before.parent == event.parent and before.module >= 0:
            return before
    return None


def _name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")
