"""Shapes as the labels of edges say them."""

import sys
from collections.abc import Iterable, Mapping

from inspector.report.model import Report, Tensor
from inspector.report.units import shape_text

_DEFAULT_DTYPE = "float32"
_MANY = 2


def dtype_text(dtype: str) -> str:
    """``int64`` of ``torch.int64``."""
    return dtype.removeprefix("torch.")


def usual_dtype(report: Report) -> str:
    """The floating dtype of the inputs, which labels need not repeat."""
    wanted = {item.tensor for item in report.inputs}
    tensors = {tensor.id: tensor for tensor in report.tensors if tensor.id in wanted}
    for item in report.inputs:
        tensor = tensors.get(item.tensor)
        if tensor is not None and "float" in tensor.dtype:
            return dtype_text(tensor.dtype)
    return _DEFAULT_DTYPE


def tensor_label(tensor: Tensor, usual: str) -> str:
    """The shape, and the dtype where it is not the usual one."""
    dtype = dtype_text(tensor.dtype)
    shape = shape_text(tensor.shape)
    return shape if dtype == usual else f"{shape} {dtype}"


def flow_label(ids: Iterable[int], tensors: Mapping[int, Tensor], usual: str) -> str:
    """What flows along one edge: each shape once; more than two only by their number.

    Equal labels are one string, because a large picture has many of few.
    """
    labels = [tensor_label(tensors[id], usual) for id in ids if id in tensors]
    distinct = list(dict.fromkeys(labels))
    if len(distinct) > _MANY:
        return f"{len(labels)} tensors"
    if len(distinct) == 1 and len(labels) > 1:
        return f"{len(labels)} of {distinct[0]}"
    return sys.intern(", ".join(distinct))
