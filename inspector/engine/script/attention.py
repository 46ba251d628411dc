"""Attention on the meta device, with its result laid out in memory as the cpu lays it out.

There torch takes the plain way, whose result has another order of its dimensions in memory, so
that a ``transpose(1, 2).reshape(…)`` after it would copy, which for real it does not.
"""

from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor

_flash: Callable[..., tuple[Tensor, ...]] = (
    torch.ops.aten._scaled_dot_product_flash_attention_for_cpu
)


def attention_as_on_cpu(
    func: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> Any:
    """``scaled_dot_product_attention`` by the kernel that the cpu would choose, if it fits."""
    given = dict(zip(_NAMES, args, strict=False)) | dict(kwargs)
    query, key, value = (given.get(name) for name in _NAMES[:3])
    if not (isinstance(query, Tensor) and isinstance(key, Tensor) and isinstance(value, Tensor)):
        return func(*args, **kwargs)
    if given.get("enable_gqa") and key.dim() == 4 and query.shape[1] % key.shape[1] == 0:
        groups = query.shape[1] // key.shape[1]
        key, value = (tensor.repeat_interleave(groups, 1) for tensor in (key, value))
    causal = bool(given.get("is_causal"))
    if given.get("dropout_p") or not _fits(query, key, value, given.get("attn_mask"), causal):
        return func(*args, **kwargs)
    return _flash(query, key, value, 0.0, causal, scale=given.get("scale"))[0]


_NAMES = ("query", "key", "value", "attn_mask", "dropout_p", "is_causal", "scale", "enable_gqa")


def _fits(query: Tensor, key: Tensor, value: Tensor, mask: Any, causal: bool) -> bool:
    """Whether torch would choose the kernel, and not refuse what it is given."""
    if query.dim() != 4 or not query.shape[:2] == key.shape[:2] == value.shape[:2]:
        return False
    if not query.shape[-1] == key.shape[-1] == value.shape[-1] or key.shape[2] != value.shape[2]:
        return False
    tensors = (query, key, value)
    if not query.dtype == key.dtype == value.dtype or not query.is_floating_point():
        return False
    if any(tensor.numel() == 0 or tensor.stride(-1) != 1 for tensor in tensors):
        return False
    return mask is None or (not causal and _is_mask_for(mask, query, key))


def _is_mask_for(mask: Any, query: Tensor, key: Tensor) -> bool:
    if not isinstance(mask, Tensor) or mask.requires_grad or mask.dim() not in (2, 4):
        return False
    pairs = (*query.shape[:3], key.shape[2])[-mask.dim() :]
    return all(length in (1, full) for length, full in zip(mask.shape, pairs, strict=True))
