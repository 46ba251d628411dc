"""Explanations for normalization."""

from torch import nn

from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.explain.sizes import Need, random_input, wrong_size
from inspector.engine.recorder.events import Event

BatchNorm = nn.BatchNorm1d | nn.BatchNorm2d | nn.BatchNorm3d
InstanceNorm = nn.InstanceNorm1d | nn.InstanceNorm2d | nn.InstanceNorm3d
_DIMENSIONS: dict[str, tuple[int, ...]] = {
    "BatchNorm1d": (2, 3),
    "BatchNorm2d": (4,),
    "BatchNorm3d": (5,),
    "InstanceNorm1d": (2, 3),
    "InstanceNorm2d": (3, 4),
    "InstanceNorm3d": (4, 5),
}


def explain_batch_norm(
    scene: Scene, event: Event, module: BatchNorm | InstanceNorm
) -> Explanation | None:
    """Wrong number of dimensions or features, or one value only to normalize over."""
    value = event.inputs[0]
    shape, features = scene.shape(value), module.num_features
    fitting = _DIMENSIONS.get(type(module).__name__, ())
    if "spatial element" in scene.message:
        text = f"{scene.label(event)} normalizes over each image, and {shape} leaves one number."
        return Explanation(text, scene.fixes(), "Feed a larger image, or pool less before it.")
    if fitting and len(shape) not in fitting:
        return _another_class(scene, event, shape, fitting)
    at = _feature_dimension(module, shape)
    if len(shape) > 1 and shape[at] != features:
        words = f"{features} features (num_features) in dimension {at}"
        lazy = f"nn.Lazy{type(module).__name__}"
        need = Need(at - len(shape), features, words, "num_features", lazy)
        return wrong_size(scene, event, value, need)
    if "more than 1 value" in scene.message:
        return _one_value(scene, event, value)
    return None


def _feature_dimension(module: BatchNorm | InstanceNorm, shape: tuple[int, ...]) -> int:
    """Dimension 1; 0 for a single image, which an InstanceNorm takes without a batch."""
    single = (
        isinstance(module, InstanceNorm) and len(shape) == _DIMENSIONS[type(module).__name__][0]
    )
    return 0 if single else 1


def _another_class(
    scene: Scene, event: Event, shape: tuple[int, ...], fitting: tuple[int, ...]
) -> Explanation:
    wanted = " or ".join(map(str, fitting))
    text = f"{scene.label(event)} needs {wanted} dimensions, got {len(shape)} in {shape}."
    fixes = scene.fixes()
    family = type(scene.module(event)).__name__[:-2]
    names = (name for name, fits in _DIMENSIONS.items() if len(shape) in fits and len(shape) > 1)
    right = next((name for name in names if name.startswith(family)), None)
    if right is not None:
        fixes.change_type(scene.constructor(event), f"nn.{right}", scene.label(event))
    return Explanation(text, fixes)


def _one_value(scene: Scene, event: Event, value: int) -> Explanation:
    shape = scene.shape(value)
    text = (
        f"{scene.label(event)} normalizes over the batch while training, and {shape} has one value "
        "for each feature."
    )
    fixes = scene.fixes()
    inputs = scene.recording.inputs
    if len(inputs) == 1:
        given = scene.value(inputs[0][1])
        fixes.set_input(random_input((2, *given.shape[1:]), given.dtype))
    return Explanation(text, fixes, "Use a batch of at least 2, or call model.eval() first.")


def explain_layer_norm(
    scene: Scene, event: Event, module: nn.LayerNorm | nn.RMSNorm
) -> Explanation | None:
    """The shape does not end in normalized_shape."""
    value = event.inputs[0]
    shape, wanted = scene.shape(value), tuple(module.normalized_shape)
    if not shape or shape[-len(wanted) :] == wanted:
        return None
    if len(wanted) == 1:
        words = f"a last dimension of {wanted[0]} (normalized_shape)"
        return wrong_size(scene, event, value, Need(-1, wanted[0], words, "normalized_shape"))
    text = f"{scene.label(event)} needs a shape that ends in {wanted}, got {shape}."
    fixes = scene.fixes()
    ending = shape[-len(wanted) :]
    fixes.set_argument(scene.constructor(event), "normalized_shape", ending, scene.label(event))
    return Explanation(text, fixes)


def explain_group_norm(scene: Scene, event: Event, module: nn.GroupNorm) -> Explanation | None:
    """Dimension 1 is not num_channels."""
    value = event.inputs[0]
    shape, channels = scene.shape(value), module.num_channels
    if len(shape) < 2 or shape[1] == channels:
        return None
    words = f"{channels} channels (num_channels) in dimension 1"
    return wrong_size(scene, event, value, Need(1 - len(shape), channels, words, "num_channels"))
