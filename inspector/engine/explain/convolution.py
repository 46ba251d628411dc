"""Explanations for convolutions."""

from torch import nn

from inspector.engine.explain.fixes import Fixes
from inspector.engine.explain.operands import given
from inspector.engine.explain.rewrite import argument, offer_rewrite, with_method
from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.explain.sizes import Need, random_input, wrong_size
from inspector.engine.recorder.events import Event
from inspector.report.units import count

Convolution = (
    nn.Conv1d | nn.Conv2d | nn.Conv3d | nn.ConvTranspose1d | nn.ConvTranspose2d | nn.ConvTranspose3d
)
AXES = {1: "length", 2: "height, width", 3: "depth, height, width"}


def explain_convolution(scene: Scene, event: Event, module: Convolution) -> Explanation | None:
    """Wrong number of dimensions or channels, or a kernel larger than the image."""
    value = event.inputs[0]
    shape, channels, axes = scene.shape(value), module.in_channels, len(module.kernel_size)
    if len(shape) not in (axes + 1, axes + 2):
        return _wrong_dimensions(scene, event, value, channels, axes)
    if shape[-axes - 1] == channels:
        return (
            _output_size(scene, event, module, shape[-axes:])
            or padded_too_far(scene, event, shape)
            or _large_kernel(scene, event, module, value)
        )
    dim = len(shape) - axes - 1
    words = f"{count(channels, 'channel')} (in_channels) in dimension {dim}"
    lazy = f"nn.Lazy{type(module).__name__}"
    found = wrong_size(scene, event, value, Need(-axes - 1, channels, words, "in_channels", lazy))
    if shape[-1] == channels:
        found.hint = "The channels seem to come last: move them with .movedim(-1, 1)."
        found.fixes = scene.fixes()
        _offer_call(scene, event, ".movedim(-1, 1)", found.fixes)
        _offer_input(scene, value, (shape[0], channels, *shape[1:-1]), found.fixes)
    elif len(shape) == axes + 1 and channels == 1:
        found.hint = "The dimension of channels seems to be missing: add it with .unsqueeze(1)"
        fixes = scene.fixes()
        _offer_call(scene, event, ".unsqueeze(1)", fixes)
        _offer_input(scene, value, (shape[0], 1, *shape[1:]), fixes)
        fixes.extend(found.fixes)
        found.fixes = fixes
    return found


def explain_functional(scene: Scene, event: Event) -> Explanation | None:
    """``F.conv2d`` and its kin: the weight says how many channels there must be."""
    if len(event.inputs) < 2:
        return None
    value, weight = scene.shape(event.inputs[0]), scene.shape(event.inputs[1])
    axes, groups = len(weight) - 2, given(event, "groups", 6, 1)
    if len(value) not in (axes + 1, axes + 2) or not isinstance(groups, int):
        return None
    channels = weight[1] * groups
    if value[-axes - 1] == channels:
        return None
    words = f"{count(channels, 'channel')} for its weight {weight}"
    return wrong_size(scene, event, event.inputs[0], Need(-axes - 1, channels, words, ""))


def _wrong_dimensions(
    scene: Scene, event: Event, value: int, channels: int, axes: int
) -> Explanation:
    shape = scene.shape(value)
    text = (
        f"{scene.label(event)} needs a tensor of shape (batch, {channels}, {AXES[axes]}), got "
        f"{len(shape)} dimensions in {shape}. It comes from "
        f"{scene.origin_label(scene.origin(value))}."
    )
    fixes = scene.fixes()
    sizes = shape[-axes:] if len(shape) > axes else (32,) * axes
    _offer_input(scene, value, (2, channels, *sizes), fixes)
    return Explanation(text, fixes, "Add the missing dimension with .unsqueeze, or reshape it.")


def _offer_call(scene: Scene, event: Event, method: str, fixes: Fixes) -> None:
    """Offer to call a method of what the module is given, where a forward calls it."""
    offer_rewrite(scene, event, fixes, lambda code: with_method(code, argument(0), method))


def _offer_input(scene: Scene, value: int, shape: tuple[int, ...], fixes: Fixes) -> None:
    origin = scene.origin(value)
    tensor = scene.value(origin.value)
    if origin.event is None and tensor.role == "input" and len(scene.recording.inputs) == 1:
        fixes.set_input(random_input(shape, tensor.dtype))


def _output_size(
    scene: Scene, event: Event, module: Convolution, sizes: tuple[int, ...]
) -> Explanation | None:
    """A transposed convolution was asked for a size that its stride cannot make."""
    if "requested an output size" not in scene.message:
        return None
    smallest = [
        (size - 1) * module.stride[i]
        - 2 * int(module.padding[i])
        + module.dilation[i] * (module.kernel_size[i] - 1)
        + 1
        for i, size in enumerate(sizes)
    ]
    ranges = " and ".join(
        f"{small} to {small + step - 1}"
        for small, step in zip(smallest, module.stride, strict=True)
    )
    text = f"{scene.label(event)} makes {ranges} of {sizes}, and was asked for another output_size."
    return Explanation(text, scene.fixes(), "Another stride or kernel_size makes other sizes.")


def padded_too_far(scene: Scene, event: Event, shape: tuple[int, ...]) -> Explanation | None:
    """Reflection needs more numbers than it adds on each side."""
    if "Padding size should be less than" not in scene.message:
        return None
    text = f"{scene.label(event)} pads by reflection, which must add less than the size of a side, "
    return Explanation(f"{text}but it got {shape}.", scene.fixes(), "Pad less, or with zeros.")


def _large_kernel(
    scene: Scene, event: Event, module: Convolution, value: int
) -> Explanation | None:
    kernel = tuple(int(size) for size in module.kernel_size)
    left = scene.shape(value)[-len(kernel) :]
    if all(size <= room for size, room in zip(kernel, left, strict=True)):
        return None
    label, site = scene.label(event), scene.constructor(event)
    text = f"{label}: its kernel {kernel} is larger than the {left} left in {scene.shape(value)}."
    fixes = scene.fixes()
    fixes.set_argument(site, "padding", kernel[0] // 2, label)
    fixes.set_argument(site, "kernel_size", min(left), label)
    return Explanation(text, fixes, "Or feed a larger input, or pool and stride less before it.")
