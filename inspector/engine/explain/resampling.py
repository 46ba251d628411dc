"""Explanations for modules that rearrange or resize images."""

from typing import Any

from torch import nn

from inspector.engine.explain.operands import given, source_of
from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.explain.sizes import Need, wrong_size
from inspector.engine.recorder.events import Event

_MODE_OF = {3: "linear", 4: "bilinear", 5: "trilinear"}
_SPATIAL = {"linear": 1, "bilinear": 2, "bicubic": 2, "trilinear": 3}


def explain_upsample(scene: Scene, event: Event, module: nn.Upsample) -> Explanation | None:
    """Neither size nor scale, a mode of other dimensions, too many sizes."""
    shape, site, label = scene.shape(event.inputs[0]), scene.constructor(event), scene.label(event)
    fixes = scene.fixes()
    if module.size is None and module.scale_factor is None:
        fixes.set_argument(site, "scale_factor", 2, label)
        return Explanation(f"{label} knows neither a size nor a scale_factor.", fixes)
    spatial = _SPATIAL.get(module.mode)
    if spatial is not None and len(shape) != spatial + 2:
        if len(shape) in _MODE_OF:
            fixes.set_argument(site, "mode", f'"{_MODE_OF[len(shape)]}"', label)
        text = (
            f'{label}: mode="{module.mode}" resizes {spatial + 2} dimensions, (batch, channels'
            f"{', size' * spatial}), got {len(shape)} in {shape}."
        )
        return Explanation(text, fixes)
    return _sizes(scene, event, module.size, "size")


def explain_interpolate(scene: Scene, event: Event) -> Explanation | None:
    """The same of the function."""
    return _sizes(scene, event, given(event, "size", 1), "size")


def _sizes(scene: Scene, event: Event, sizes: Any, name: str) -> Explanation | None:
    value = event.inputs[0]
    shape = scene.shape(value)
    if not isinstance(sizes, (tuple, list)) or len(sizes) == len(shape) - 2:
        return None
    text = (
        f"{scene.label(event)} resizes {len(sizes)} dimensions to {tuple(sizes)} ({name}), which "
        f"are those after (batch, channels), but got {len(shape)} dimensions in {shape}. "
        f"{source_of(scene, value)}"
    )
    return Explanation(text, scene.fixes(), f"Give a tensor of {len(sizes) + 2} dimensions.")


def explain_pixel_shuffle(
    scene: Scene, event: Event, module: nn.PixelShuffle
) -> Explanation | None:
    """The channels are not a multiple of the square of the factor."""
    factor = module.upscale_factor
    return _multiple(scene, event, -3, factor * factor, f"{factor} × {factor} (upscale_factor)")


def explain_pixel_unshuffle(
    scene: Scene, event: Event, module: nn.PixelUnshuffle
) -> Explanation | None:
    """Height or width is not a multiple of the factor."""
    factor = module.downscale_factor
    words = f"{factor} (downscale_factor)"
    return _multiple(scene, event, -2, factor, words) or _multiple(scene, event, -1, factor, words)


def _multiple(scene: Scene, event: Event, dim: int, factor: int, words: str) -> Explanation | None:
    value = event.inputs[0]
    shape = scene.shape(value)
    if len(shape) < 3:
        text = f"{scene.label(event)} needs (…, channels, height, width), got {shape}."
        return Explanation(text, scene.fixes())
    if shape[dim] % factor == 0:
        return None
    name = {-3: "channels", -2: "a height", -1: "a width"}[dim]
    size = -(-shape[dim] // factor) * factor
    need = Need(dim, size, f"{name} in a multiple of {words}, such as {size}", "")
    return wrong_size(scene, event, value, need)


def explain_fold(scene: Scene, event: Event, module: nn.Fold) -> Explanation | None:
    """Dimension 1 is channels times kernel, and dimension 2 the number of blocks."""
    value = event.inputs[0]
    shape, label = scene.shape(value), scene.label(event)
    kernel, output, dilation, padding, stride = (
        _pair(each)
        for each in (
            *(module.kernel_size, module.output_size, module.dilation, module.padding),
            module.stride,
        )
    )
    area = kernel[0] * kernel[1]
    if len(shape) not in (2, 3):
        text = f"{label} needs (batch, channels × {area}, blocks), got {shape}."
        return Explanation(text, scene.fixes())
    if shape[-2] % area:
        words = f"a dimension -2 that is a multiple of the {area} numbers under its kernel {kernel}"
        size = -(-shape[-2] // area) * area
        return wrong_size(scene, event, value, Need(-2, size, words, ""))
    blocks = [
        (output[i] + 2 * padding[i] - dilation[i] * (kernel[i] - 1) - 1) // stride[i] + 1
        for i in (0, 1)
    ]
    total = blocks[0] * blocks[1]
    words = f"{blocks[0]} × {blocks[1]} = {total} blocks for its output_size {output}"
    return (
        None if shape[-1] == total else wrong_size(scene, event, value, Need(-1, total, words, ""))
    )


def explain_unfold(scene: Scene, event: Event, module: nn.Unfold) -> Explanation | None:
    """No image, or one that is smaller than the kernel."""
    shape, kernel = scene.shape(event.inputs[0]), _pair(module.kernel_size)
    label = scene.label(event)
    if len(shape) not in (3, 4):
        text = f"{label} needs (batch, channels, height, width), got {shape}."
        return Explanation(text, scene.fixes())
    if "sliding blocks" not in scene.message:
        return None
    fixes = scene.fixes()
    fixes.set_argument(scene.constructor(event), "kernel_size", min(shape[-2:]), label)
    return Explanation(
        f"{label}: its kernel {kernel} is larger than {shape[-2:]} in {shape}.", fixes
    )


def _pair(size: Any) -> tuple[int, int]:
    return (size, size) if isinstance(size, int) else tuple(size)
