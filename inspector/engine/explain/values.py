"""Explanations for what a call was given instead of a fitting tensor."""

from torch import nn

from inspector.engine.explain.returned import NO_RETURN, WITH_INDICES
from inspector.engine.explain.rewrite import offer_rewrite
from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.recorder.contents import TENSOR, shown
from inspector.engine.recorder.events import Event

_WORDS = {"ndarray": "an array of numpy", "str": "a text", "int": "a whole number"}
_MAKE_TENSOR = {
    "ndarray": "Convert it: torch.from_numpy(array).float().",
    "str": "Turn the words into numbers first, one index for each.",
}


def explain_none(scene: Scene, event: Event) -> Explanation | None:
    """A call got None because the module before it returned nothing."""
    if event.arguments is None or None not in event.arguments[0][:1]:
        return None
    before = _call_before(scene, event)
    text = f"{scene.label(event)} got None instead of a tensor."
    if before is None or before.result is not None:
        return Explanation(text, scene.fixes(), "Check what its argument is.")
    kind, fixes = type(scene.module(before)), scene.fixes()
    fixes.change_class("return_last", f"Return the result of {kind.__name__}.forward", kind)
    text += f" {scene.label(before)} returned it: {NO_RETURN}."
    return Explanation(text, fixes, f"Write `return …` at the end of {kind.__name__}.forward.")


def explain_container(scene: Scene, event: Event) -> Explanation | None:
    """A call got several tensors in a tuple, such as an LSTM returns them."""
    module = scene.module(event)
    if event.arguments is None or isinstance(module, nn.RNNBase):
        return None
    if module is None and "not tuple" not in scene.message:
        return None
    first = event.arguments[0][0] if event.arguments[0] else None
    if not isinstance(first, (tuple, list, dict)) or not event.inputs:
        return None
    label, kind = scene.label(event), type(first).__name__
    maker = scene.origin(event.inputs[0]).event
    text = f"{label} got a {kind} of {len(event.inputs)} tensors instead of one tensor."
    fixes = scene.fixes()
    hint = "Take one of them before: x[0]."
    if maker is not None and scene.op(maker) in WITH_INDICES:
        text += f" {scene.label(maker)} returns (values, indices)."
        offer_rewrite(scene, maker, fixes, lambda code: f"{code}.values")
    elif maker is not None and maker.module >= 0:
        what = "several tensors"
        if isinstance(scene.module(maker), nn.RNNBase):
            what, hint = "(output, state)", "Take one of them before: out, state = rnn(x)."
        text += f" {scene.label(maker)} returns {what}."
        offer_rewrite(scene, maker, fixes, lambda code: f"{code}[0]")
    return Explanation(text, fixes, hint)


def explain_no_tensor(scene: Scene, event: Event) -> Explanation | None:
    """A module or a function of torch got a number, a text, an array or a module."""
    if event.inputs or event.arguments is None or not event.arguments[0]:
        return None
    if event.module < 0 and "must be Tensor, not" not in scene.message:
        return None
    first = event.arguments[0][0]
    if first is TENSOR:
        return None
    kind = str(first) if type(first).__name__ == "Word" else type(first).__name__
    text = f"{scene.label(event)} got {_WORDS.get(kind, f'a {kind}')} instead of a tensor"
    text += f": {shown(first)}." if type(first) in (int, float, str, list) else "."
    if isinstance(getattr(nn, kind, None), type):
        hint = f"A module is made first and called then: nn.{kind}()(x)."
    else:
        hint = _MAKE_TENSOR.get(kind, "Make it a tensor first: torch.tensor(…).")
    return Explanation(text, scene.fixes(), hint)


def _call_before(scene: Scene, event: Event) -> Event | None:
    """The module call that ended last before this event, in the same forward."""
    for before in scene.recording.events[: scene.recording.failed][::-1]:
        if before.parent == event.parent and before.module >= 0:
            return before
    return None
