"""Explanations for attention: widths, lengths and masks."""

from torch import nn

from inspector.engine.explain.operands import given, operands
from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.explain.sizes import Need, fit_there, wrong_size
from inspector.engine.recorder.events import Event


def explain_attention(
    scene: Scene, event: Event, module: nn.MultiheadAttention
) -> Explanation | None:
    """Query, key or value has another width, another length, or a mask another shape."""
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
    if len(event.inputs) < 3:
        return None
    query, key, values = (scene.shape(each) for each in event.inputs[:3])
    if key[:-1] != values[:-1]:
        text = (
            f"{scene.label(event)} looks up each key's value, so there must be as many of both: "
            f"the key is {key}, the value {values}. {operands(scene, event)}"
        )
        return Explanation(text, scene.fixes())
    return _masks(scene, event, module, query, key)


def _masks(
    scene: Scene,
    event: Event,
    module: nn.MultiheadAttention,
    query: tuple[int, ...],
    key: tuple[int, ...],
) -> Explanation | None:
    """Names the mask that torch complains about; each kind has one shape only."""
    if len(query) != 3 or len(event.inputs) < 4:
        return None
    batch, steps = (0, 1) if module.batch_first else (1, 0)
    wanted: tuple[int, ...]
    if "key_pad" in scene.message:
        name, wanted, mask = "key_padding_mask", (key[batch], key[steps]), event.inputs[3]
        meaning = "(batch, keys)"
    elif "attn_mask" in scene.message:
        name, wanted, mask = "attn_mask", (query[steps], key[steps]), event.inputs[-1]
        meaning = "(queries, keys)"
    else:
        return None
    text = f"{scene.label(event)} needs its {name} to be of shape {wanted}, {meaning}"
    if name == "attn_mask":
        text += f", or {(query[batch] * module.num_heads, *wanted)}"
    text += f", got {scene.shape(mask)}. It comes from {scene.origin_label(scene.origin(mask))}."
    return Explanation(text, scene.fixes())


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
        fit_there(scene, scene.origin(value), module.embed_dim, fixes)
        found.fixes = fixes
        found.hint = f"embed_dim must be a multiple of num_heads={module.num_heads}."
    return found


def explain_dot_product(scene: Scene, event: Event) -> Explanation | None:
    """``F.scaled_dot_product_attention`` on tensors that do not fit."""
    if len(event.inputs) < 3:
        return None
    query, key, value = (scene.shape(each) for each in event.inputs[:3])
    label = scene.label(event)
    if query[-1:] != key[-1:]:
        text = f"{label} compares each query with each key, so both must be of the same width: "
        text += f"the query is {query}, the key {key}."
    elif key[-2:-1] != value[-2:-1]:
        text = f"{label} looks up each key's value, so there must be as many of both: "
        text += f"the key is {key}, the value {value}."
    elif len(event.inputs) > 3 and given(event, "is_causal", 5, False) is False:
        mask = scene.shape(event.inputs[3])
        text = f"{label} needs a mask that can be broadcast to (…, {query[-2]}, {key[-2]}), "
        text += f"(queries, keys), got {mask}."
    else:
        return None
    return Explanation(f"{text} {operands(scene, event)}", scene.fixes())
