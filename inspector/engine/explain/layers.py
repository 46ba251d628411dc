"""Which explanation belongs to which module of torch.nn."""

from collections.abc import Callable
from typing import Any

from torch import nn

from inspector.engine.explain.convolution import explain_convolution, explain_pool
from inspector.engine.explain.linear import explain_bilinear, explain_linear
from inspector.engine.explain.normalization import (
    explain_batch_norm,
    explain_group_norm,
    explain_layer_norm,
)
from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.explain.sequences import (
    explain_attention,
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
    ((nn.LayerNorm,), explain_layer_norm),
    ((nn.GroupNorm,), explain_group_norm),
    ((nn.Embedding, nn.EmbeddingBag), explain_embedding),
    ((nn.RNNBase,), explain_recurrent),
    ((nn.RNNCellBase,), explain_recurrent_cell),
    ((nn.MultiheadAttention,), explain_attention),
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
