"""Explanations for tensors that should become a number, a truth value or an array, and cannot."""

from inspector.engine.explain.operands import source_of
from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.recorder.events import Event

_NUMBERS = ("a Tensor with", "only one element tensors", "only integer tensors of a single element")
_TO_NUMBER = frozenset(("item", "float", "int", "index", "complex", "bool", "tensor"))


def explain_conversion(scene: Scene, event: Event) -> Explanation | None:
    """``if x > 0``, ``x.item()``, ``math.sqrt(x)``, ``x.numpy()``."""
    if not event.inputs:
        return None
    value, label, message = event.inputs[0], scene.label(event), scene.message
    shape, fixes = scene.shape(value), scene.fixes()
    if "on meta tensors" in message or "on a meta tensor" in message:
        text = f"{label} needs the numbers themselves, and a tensor on meta has only a shape."
        return Explanation(text, fixes, "Run it on the device cpu.")
    if "Boolean value of Tensor" in message:
        text = f"{label} is asked whether it is true, but it holds {_numbers(shape)}."
        hint = "Write .any() or .all() after it, or choose with torch.where(condition, a, b)."
        return Explanation(text, fixes, hint)
    if message.startswith(_NUMBERS) and scene.op(event) in _TO_NUMBER:
        text = f"{label} needs a single number, but the tensor holds {_numbers(shape)}."
        hint = "Reduce it first, such as with .mean(), or use the function of torch."
        if scene.op(event) == "tensor":
            hint = "torch.stack joins tensors."
        return Explanation(f"{text} {source_of(scene, value)}", fixes, hint)
    if "Can't call numpy() on Tensor that requires grad" in message:
        text = (
            f"{label} turns a tensor into an array of numpy, which knows no gradients, but this "
            f"one requires them. {source_of(scene, value)}"
        )
        return Explanation(text, fixes, "Write .detach().numpy(), or use the function of torch.")
    return None


def _numbers(shape: tuple[int, ...]) -> str:
    total = 1
    for size in shape:
        total *= size
    return f"{total:,} numbers, {shape}"
