"""Explanations for embeddings, recurrent modules and attention."""

import torch
from torch import nn

from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.explain.sizes import Need, fit_there, wrong_size
from inspector.engine.recorder.events import Event

_INDICES = (torch.int32, torch.int64)


def explain_embedding(
    scene: Scene, event: Event, module: nn.Embedding | nn.EmbeddingBag
) -> Explanation | None:
    """Indices that are no whole numbers, or too large."""
    value = event.inputs[0]
    given, count = scene.value(value), module.num_embeddings
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
        return Explanation(text, fixes, "Or set num_embeddings above the largest index.")
    return None


def explain_recurrent(scene: Scene, event: Event, module: nn.RNNBase) -> Explanation | None:
    """The last dimension is not input_size, or the initial state has another shape."""
    value = event.inputs[0]
    shape, width = scene.shape(value), module.input_size
    if shape and shape[-1] != width:
        words = f"a last dimension of {width} (input_size)"
        return wrong_size(scene, event, value, Need(-1, width, words, "input_size"))
    if len(shape) not in (2, 3):
        order = "(batch, steps, …)" if module.batch_first else "(steps, batch, …)"
        text = f"{scene.label(event)} needs 2 or 3 dimensions, {order}, got {shape}."
        return Explanation(text, scene.fixes())
    if len(event.inputs) > 1 and "hidden" in scene.message:
        layers = module.num_layers * (2 if module.bidirectional else 1)
        batch = shape[0 if module.batch_first else 1] if len(shape) == 3 else None
        wanted = tuple(n for n in (layers, batch, module.hidden_size) if n is not None)
        text = (
            f"{scene.label(event)} needs an initial state of shape {wanted}, got "
            f"{scene.shape(event.inputs[1])}."
        )
        return Explanation(text, scene.fixes())
    return None


def explain_recurrent_cell(
    scene: Scene, event: Event, module: nn.RNNCellBase
) -> Explanation | None:
    """The last dimension is not input_size."""
    value, width = event.inputs[0], module.input_size
    if scene.shape(value)[-1:] == (width,):
        return None
    words = f"a last dimension of {width} (input_size)"
    return wrong_size(scene, event, value, Need(-1, width, words, "input_size"))


def explain_attention(
    scene: Scene, event: Event, module: nn.MultiheadAttention
) -> Explanation | None:
    """One of query, key and value has another width than the module."""
    widths = (
        ("query", module.embed_dim, "embed_dim"),
        ("key", module.kdim, "kdim"),
        ("value", module.vdim, "vdim"),
    )
    for (name, width, argument), value in zip(widths, event.inputs, strict=False):
        if scene.shape(value)[-1:] != (width,):
            if width == module.embed_dim:
                return _with_heads(scene, event, value, name, module)
            words = f"a last dimension of {width} ({argument}) in {name}"
            return wrong_size(scene, event, value, Need(-1, width, words, argument))
    return None


def _with_heads(
    scene: Scene, event: Event, value: int, name: str, module: nn.MultiheadAttention
) -> Explanation:
    """embed_dim can only become a multiple of num_heads."""
    got = scene.shape(value)[-1]
    words = f"a last dimension of {module.embed_dim} (embed_dim) in {name}"
    need = Need(-1, module.embed_dim, words, "embed_dim")
    found = wrong_size(scene, event, value, need)
    if got % module.num_heads:
        fixes = scene.fixes()
        fit_there(scene, scene.origin(value), -1, module.embed_dim, fixes)
        found.fixes = fixes
        found.hint = f"embed_dim must be a multiple of num_heads={module.num_heads}."
    return found
