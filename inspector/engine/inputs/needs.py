"""What the modules of torch.nn take: numbers of which kind, how many dimensions, which sizes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from torch import nn
from torch.nn.modules.batchnorm import _NormBase
from torch.nn.modules.lazy import LazyModuleMixin

from inspector.engine.inputs.sketch import Numbers

BATCH = 2
STEPS = 8
"""Of a sequence."""
FEATURES = 20
"""Where any number of them would do."""
SIDES = {1: 32, 2: 32, 3: 16}
"""Height, width and depth by the number of them."""


@dataclass(frozen=True)
class Need:
    """What a module takes as one of its tensors."""

    sketch: Numbers
    """What a person would give it."""
    ranks: tuple[int, ...] = ()
    """How many dimensions it may have; empty where any number will do."""
    sizes: Mapping[int, int] = field(default_factory=dict)
    """The sizes it insists on, by dimension."""


def needs_of(module: nn.Module, path: str) -> list[Need]:
    """What the module needs of each of its tensors; empty if it takes anything."""
    needs = next((needs for kinds, needs in _NEEDS if isinstance(module, kinds)), None)
    if needs is None:
        return []
    try:
        return [_named(need, path) for need in needs(module)]
    except Exception:  # noqa: BLE001 (a class of the user's own may lack or change anything)
        return []


def sides_of(module: nn.Module) -> int:
    """1, 2 or 3 for modules such as Conv2d and MaxPool2d; else 0."""
    names = [kind.__name__ for kind in type(module).__mro__]
    return next((axes for name in names for axes in (1, 2, 3) if f"{axes}d" in name), 0)


def image(channels: int, axes: int, why: str = "") -> Numbers:
    """A tensor of shape (batch, channels, …)."""
    return Numbers((BATCH, channels, *(SIDES[axes],) * axes), why=why)


def sequence(width: int, batch_first: bool, why: str = "") -> Numbers:
    """A tensor of shape (batch, steps, width), or with the steps first."""
    lengths = (BATCH, STEPS) if batch_first else (STEPS, BATCH)
    return Numbers((*lengths, width), why=why)


def _named(need: Need, path: str) -> Need:
    """The reason with the module's path."""
    why = need.sketch.why
    of = f" of `{path}`" if path else ""
    return replace(need, sketch=replace(need.sketch, why=f"{why}{of}")) if why else need


def _convolution(module: Any) -> list[Need]:
    axes, channels = sides_of(module), module.in_channels
    sketch = image(channels or 3, axes, "in_channels" if channels else "")
    if module.transposed:  # a generator starts from a single point
        from_a_point = max(module.stride) == 1 and max(module.kernel_size) > 1
        side = 1 if from_a_point and not max(module.padding) else 8
        sketch = replace(sketch, shape=(BATCH, channels or 3, *(side,) * axes))
    return [Need(sketch, (axes + 2,), {1: channels} if channels else {})]


def _norm(module: Any) -> list[Need]:
    axes, features = sides_of(module), module.num_features
    sizes = {1: features} if features else {}
    why = "num_features" if features else ""
    if axes == 1:
        return [Need(Numbers((BATCH, features or FEATURES), why=why), (2, 3), sizes)]
    return [Need(image(features or 3, axes or 2, why), (axes + 2,) if axes else (), sizes)]


def _linear(module: nn.Linear) -> list[Need]:
    return [_last(module.in_features, "in_features")]


def _last(width: int, name: str) -> Need:
    if not width:
        return Need(Numbers((BATCH, FEATURES)))
    return Need(Numbers((BATCH, width), why=name), (), {-1: width})


def _bilinear(module: nn.Bilinear) -> list[Need]:
    return [_last(module.in1_features, "in1_features"), _last(module.in2_features, "in2_features")]


def _embedding(module: nn.Embedding | nn.EmbeddingBag) -> list[Need]:
    sketch = Numbers((BATCH, STEPS), "randint", high=module.num_embeddings, why="num_embeddings")
    return [Need(sketch, (1, 2) if isinstance(module, nn.EmbeddingBag) else ())]


def _recurrent(module: nn.RNNBase) -> list[Need]:
    width = module.input_size
    return [Need(sequence(width, module.batch_first, "input_size"), (2, 3), {-1: width})]


def _cell(module: nn.RNNCellBase) -> list[Need]:
    state = Numbers((BATCH, module.hidden_size), why="hidden_size")
    return [
        replace(_last(module.input_size, "input_size"), ranks=(1, 2)),
        *[Need(state, (1, 2), {-1: module.hidden_size})] * 2,
    ]


def _attention(module: nn.MultiheadAttention) -> list[Need]:
    widths = {"embed_dim": module.embed_dim, "kdim": module.kdim, "vdim": module.vdim}
    return [
        Need(sequence(width, module.batch_first, name), (2, 3), {-1: width})
        for name, width in widths.items()
    ]


def _layer_norm(module: nn.LayerNorm | nn.RMSNorm) -> list[Need]:
    shape = tuple(module.normalized_shape)
    sizes = {index - len(shape): size for index, size in enumerate(shape)}
    return [Need(Numbers((BATCH, *shape), why="normalized_shape"), (), sizes)]


def _group_norm(module: nn.GroupNorm) -> list[Need]:
    channels = module.num_channels
    return [Need(image(channels, 2, "num_channels"), (), {1: channels})]


def _shuffle(module: nn.PixelShuffle) -> list[Need]:
    channels = module.upscale_factor**2
    return [Need(image(channels, 2, "upscale_factor"), (4,), {1: channels})]


def _pool(module: nn.Module) -> list[Need]:
    axes = sides_of(module)
    return [Need(image(3, axes), (axes + 2,))] if axes else []


_POOLS = (nn.modules.pooling._MaxPoolNd, nn.modules.pooling._AvgPoolNd,
          nn.modules.pooling._AdaptiveMaxPoolNd, nn.modules.pooling._AdaptiveAvgPoolNd,
          nn.modules.padding._ReflectionPadNd, nn.modules.padding._ReplicationPadNd)  # fmt: skip

_NEEDS: tuple[tuple[type | tuple[type, ...], Callable[[Any], list[Need]]], ...] = (
    (nn.modules.conv._ConvNd, _convolution),
    (_NormBase, _norm),
    (nn.Linear, _linear),
    (LazyModuleMixin, lambda module: [_last(0, "")]),
    (nn.Bilinear, _bilinear),
    ((nn.Embedding, nn.EmbeddingBag), _embedding),
    (nn.RNNBase, _recurrent),
    (nn.RNNCellBase, _cell),
    (nn.MultiheadAttention, _attention),
    ((nn.LayerNorm, nn.RMSNorm), _layer_norm),
    (nn.GroupNorm, _group_norm),
    (nn.PixelShuffle, _shuffle),
    (_POOLS, _pool),
)
