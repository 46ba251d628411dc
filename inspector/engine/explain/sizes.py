"""One dimension does not have the size that a module needs: the sentence and the cures."""

from dataclasses import dataclass

import torch
from torch import nn

from inspector.engine.explain.fixes import Fixes
from inspector.engine.explain.scene import Explanation, Origin, Scene
from inspector.engine.recorder.events import Event

_CONVOLUTIONS: dict[type, int] = {
    nn.Conv1d: 1, nn.Conv2d: 2, nn.Conv3d: 3,
    nn.ConvTranspose1d: 1, nn.ConvTranspose2d: 2, nn.ConvTranspose3d: 3,
}  # fmt: skip


@dataclass(frozen=True)
class Need:
    """What a module wants of one dimension of its input."""

    dim: int
    size: int
    words: str
    """Such as ``a last dimension of 256 (in_features)``."""
    argument: str
    """The constructor's argument that says so; "" if none does."""
    lazy: str = ""
    """A class that would take any size."""


def wrong_size(
    scene: Scene, event: Event, value: int, need: Need, keep: int | None = None
) -> Explanation:
    """Explain that the input has another size along one dimension; `keep` is one that fits."""
    shape = scene.shape(value)
    got = shape[need.dim]
    origin = scene.origin(value, need.dim)
    text = (
        f"{scene.label(event)} needs {need.words}, got {got} in {shape}. "
        f"The {got} comes from {scene.origin_label(origin)}."
    )
    fixes = scene.fixes()
    if event.module >= 0 and need.argument and not scene.calls_before(event):
        fit_here(scene, event, need, got, fixes)
    if keep is None or not scene.depends(keep, origin.value):
        fit_there(scene, origin, need.size, fixes)
    return Explanation(text, fixes, _squeezed(scene, origin))


def _squeezed(scene: Scene, origin: Origin) -> str:
    event = origin.event
    if event is None or scene.op(event) != "squeeze" or event.arguments is not None:
        return ""
    return "squeeze() removes every dimension of size 1: name the one to remove, as .squeeze(1)."


def fit_here(scene: Scene, event: Event, need: Need, got: int, fixes: Fixes) -> None:
    """Offer to change the module that refused."""
    label, site = scene.label(event), scene.constructor(event)
    if scene.takes(event, need.argument):
        fixes.set_argument(site, need.argument, got, label)
    if need.lazy and scene.is_torchs(event):
        fixes.change_type(site, need.lazy, label)


def fit_there(scene: Scene, origin: Origin, size: int, fixes: Fixes) -> None:
    """Offer to change what made the size."""
    if origin.event is None:
        given = scene.value(origin.value)
        if given.role == "input" and len(scene.recording.inputs) == 1:
            shape = list(scene.shape(origin.value))
            shape[origin.dim] = size
            fixes.set_input(random_input(shape, given.dtype))
        return
    made = output_argument(scene.module(origin.event), origin.dim, size)
    if made is not None and scene.takes(origin.event, made[0]):
        label = scene.label(origin.event)
        fixes.set_argument(scene.constructor(origin.event), *made, label)


def fit_either(scene: Scene, left: int, right: int, dims: tuple[int, int], fixes: Fixes) -> None:
    """Offer to make one of two tensors fit the other, where that does not change the other too."""
    for value, dim, other, other_dim in (
        (right, dims[1], left, dims[0]),
        (left, dims[0], right, dims[1]),
    ):
        origin = scene.origin(value, dim)
        if not scene.depends(other, origin.value):
            fit_there(scene, origin, scene.shape(other)[other_dim], fixes)


def output_argument(module: nn.Module | None, dim: int, size: int) -> tuple[str, int] | None:
    """The constructor's argument that sets the size of the output along `dim`, and its value."""
    if isinstance(module, (nn.Linear, nn.Bilinear)) and dim == -1:
        return "out_features", size
    dimensions = _CONVOLUTIONS.get(type(module))
    if dimensions is not None and dim == -dimensions - 1:
        return "out_channels", size
    if isinstance(module, nn.Embedding) and dim == -1:
        return "embedding_dim", size
    if isinstance(module, nn.RNNBase) and dim == -1 and not module.proj_size:
        directions = 2 if module.bidirectional else 1
        return ("hidden_size", size // directions) if size % directions == 0 else None
    return None


def random_input(shape: list[int] | tuple[int, ...], dtype: torch.dtype) -> str:
    """Code that makes an input of this shape."""
    sizes = ", ".join(map(str, shape))
    if dtype.is_floating_point:
        suffix = "" if dtype == torch.float32 else f", dtype={dtype}"
        return f"torch.rand({sizes}{suffix})"
    if dtype == torch.bool:
        return f"torch.rand({sizes}) < 0.5"
    return f"torch.randint(0, 10, ({sizes}{',' if len(shape) == 1 else ''}))"
