"""Explanations for embeddings and recurrent modules."""

import torch
from torch import nn

from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.explain.sizes import Need, wrong_size
from inspector.engine.explain.traceback import local_of
from inspector.engine.recorder.contents import TENSOR
from inspector.engine.recorder.events import Event

_INDICES = (torch.int32, torch.int64)


def explain_embedding(
    scene: Scene, event: Event, module: nn.Embedding | nn.EmbeddingBag
) -> Explanation | None:
    """Indices that are no whole numbers, or too large."""
    value = event.inputs[0]
    given, count = scene.value(value), module.num_embeddings
    if "offsets" in scene.message:
        text = (
            f"{scene.label(event)} takes bags of one length, (bags, indices), without offsets, or "
            f"all indices in one row with the offsets of the bags; it got {tuple(given.shape)}."
        )
        return Explanation(text, scene.fixes())
    label, fixes = scene.label(event), scene.fixes()
    origin = scene.origin(value)
    if origin.event is None and given.role == "input" and len(scene.recording.inputs) == 1:
        sizes = tuple(given.shape)
        fixes.set_input(f"torch.randint(0, {count}, {sizes})")
    if given.dtype not in _INDICES:
        dtype = str(given.dtype).removeprefix("torch.")
        text = f"{label} looks up whole numbers from 0 to {count - 1}, got {dtype}."
        return Explanation(text, fixes, "" if fixes.all() else "Convert them with .long() first.")
    if "out of range" in scene.message:
        text = f"{label} knows the indices 0 to {count - 1} (num_embeddings), got others."
        if isinstance(indices := local_of(scene.recording.error, "input"), torch.Tensor):
            low, high = int(indices.min()), int(indices.max())
            text = f"{text[:-7]}{low if low < 0 else high}."
            if low < 0:
                hint = "Indices count from 0; none may be negative."
                return Explanation(text, fixes, hint)
            fixes.set_argument(scene.constructor(event), "num_embeddings", high + 1, label)
        return Explanation(text, fixes, "Or set num_embeddings above the largest index.")
    return None


def explain_recurrent(scene: Scene, event: Event, module: nn.RNNBase) -> Explanation | None:
    """The last dimension is not input_size, or the initial state has another shape."""
    if event.arguments is not None and event.arguments[0][:1] != (TENSOR,):
        return None  # a PackedSequence
    value = event.inputs[0]
    shape, width = scene.shape(value), module.input_size
    if shape and shape[-1] != width:
        words = f"a last dimension of {width} (input_size)"
        return wrong_size(scene, event, value, Need(-1, width, words, "input_size"))
    if len(shape) not in (2, 3):
        order = "(batch, steps, …)" if module.batch_first else "(steps, batch, …)"
        text = f"{scene.label(event)} needs 2 or 3 dimensions, {order}, got {shape}."
        return Explanation(text, scene.fixes())
    if module.proj_size:
        return None
    layers = module.num_layers * (2 if module.bidirectional else 1)
    batch = () if len(shape) == 2 else (shape[0 if module.batch_first else 1],)
    if isinstance(module, nn.LSTM) and len(event.inputs) == 2:
        text = (
            f"{scene.label(event)} keeps two states, so its initial state is a pair (h, c), and it "
            f"got one tensor {scene.shape(event.inputs[1])}."
        )
        return Explanation(text, scene.fixes(), "Write lstm(x, (h, c)).")
    return _state(scene, event, (layers, *batch, module.hidden_size))


def _state(scene: Scene, event: Event, wanted: tuple[int, ...]) -> Explanation | None:
    """The initial state, given after the input, is of another shape."""
    wrong = [value for value in event.inputs[1:] if scene.shape(value) != wanted]
    if not wrong:
        return None
    given, origin = scene.shape(wrong[0]), scene.origin_label(scene.origin(wrong[0]))
    text = (
        f"{scene.label(event)} needs an initial state of shape {wanted}, got {given}, for an input "
        f"{scene.shape(event.inputs[0])}. It comes from {origin}."
    )
    return Explanation(text, scene.fixes())


def explain_recurrent_cell(
    scene: Scene, event: Event, module: nn.RNNCellBase
) -> Explanation | None:
    """The last dimension is not input_size, or the state has another shape."""
    value, width = event.inputs[0], module.input_size
    if scene.shape(value)[-1:] == (width,):
        return _state(scene, event, (*scene.shape(value)[:-1], module.hidden_size))
    words = f"a last dimension of {width} (input_size)"
    return wrong_size(scene, event, value, Need(-1, width, words, "input_size"))
