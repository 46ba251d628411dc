"""Which explanation belongs to which module of torch.nn."""

from collections.abc import Callable
from typing import Any

from torch import nn

from inspector.engine.explain.attention import explain_attention
from inspector.engine.explain.convolution import explain_convolution
from inspector.engine.explain.elementwise import (
    explain_glu,
    explain_padding,
    explain_prelu,
    explain_unflatten,
)
from inspector.engine.explain.linear import explain_bilinear, explain_linear
from inspector.engine.explain.normalization import (
    explain_batch_norm,
    explain_group_norm,
    explain_layer_norm,
)
from inspector.engine.explain.pooling import explain_pool
from inspector.engine.explain.resampling import (
    explain_fold,
    explain_pixel_shuffle,
    explain_pixel_unshuffle,
    explain_unfold,
    explain_upsample,
)
from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.explain.sequences import (
    explain_embedding,
    explain_recurrent,
    explain_recurrent_cell,
)
from inspector.engine.recorder.events import Event

_Rule = Callable[[Scene, Event, Any], Explanation | None]

_RULES: tuple[tuple[tuple[type, ...], _Rule], ...] = (
    ((nn.Linear,), explain_linear),
    ((nn.Bilinear,), explain_bilinear),
    ((nn.Conv1d, nn.Conv2d, nn.Conv3d), explain_convolution),
    ((nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d), explain_convolution),
    ((nn.MaxPool1d, nn.MaxPool2d, nn.MaxPool3d), explain_pool),
    ((nn.AvgPool1d, nn.AvgPool2d, nn.AvgPool3d), explain_pool),
    ((nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d), explain_batch_norm),
    ((nn.InstanceNorm1d, nn.InstanceNorm2d, nn.InstanceNorm3d), explain_batch_norm),
    ((nn.LayerNorm, nn.RMSNorm), explain_layer_norm),
    ((nn.GroupNorm,), explain_group_norm),
    ((nn.Embedding, nn.EmbeddingBag), explain_embedding),
    ((nn.RNNBase,), explain_recurrent),
    ((nn.RNNCellBase,), explain_recurrent_cell),
    ((nn.MultiheadAttention,), explain_attention),
    ((nn.Upsample,), explain_upsample),
    ((nn.PixelShuffle,), explain_pixel_shuffle),
    ((nn.PixelUnshuffle,), explain_pixel_unshuffle),
    ((nn.Fold,), explain_fold),
    ((nn.Unfold,), explain_unfold),
    ((nn.PReLU,), explain_prelu),
    ((nn.GLU,), explain_glu),
    ((nn.ReflectionPad1d, nn.ReflectionPad2d, nn.ReflectionPad3d), explain_padding),
    ((nn.Unflatten,), explain_unflatten),
)


def explain_layer(scene: Scene, event: Event) -> Explanation | None:
    """The explanation of a failed call of a module of torch.nn, where a rule knows it."""
    module = scene.module(event)
    if module is None or not event.inputs:
        return None
    for kinds, rule in _RULES:
        if isinstance(module, kinds):
            return rule(scene, event, module)
    return None
