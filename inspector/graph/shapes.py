"""Shapes as the labels of edges say them."""

import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

from inspector.report.model import Report, Tensor
from inspector.report.units import shape_text

_DEFAULT_DTYPE = "float32"
_MANY = 3
_LONG = 34
"""Letters that a label has at most, unless it says a single shape."""
_MOST_DIMENSIONS = 6


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


def told_dtype(dtype: str, read: Collection[str], usual: str) -> str:
    """What the label of a tensor says of its dtype; empty where there is nothing to say.

    ``→ int64`` where a call made it of other dtypes, those that it `read`; ``int64`` where it
    flows on and is not the usual one.
    """
    if read and dtype not in read:
        return f"→ {dtype}"
    return dtype if dtype != usual else ""


def flowing_label(tensor: Tensor, tell: Callable[[Tensor], str]) -> str:
    """The shape, and what there is to tell of the dtype; of many dimensions the outer ones."""
    shape = tensor.shape
    if shape is not None and len(shape) > _MOST_DIMENSIONS:
        text = f"{shape_text(shape[:2])} × … × {shape_text(shape[-2:])}"
    else:
        text = shape_text(shape)
    return f"{text} {tell(tensor)}".rstrip()


def flow_label(
    ids: Iterable[int], tensors: Mapping[int, Tensor], tell: Callable[[Tensor], str]
) -> str:
    """What flows along one edge: each shape once, and of many the first ones and their number.

    Equal labels are one string, because a large picture has many of few.
    """
    counts = Counter(flowing_label(tensors[id], tell) for id in ids if id in tensors)
    labels = [f"{count} of {label}" if count > 1 else label for label, count in counts.items()]
    shown = labels[:1]
    for label in labels[1:_MANY]:
        if len(", ".join([*shown, label])) <= _LONG:
            shown.append(label)
    rest = sum(list(counts.values())[len(shown) :])
    return sys.intern(", ".join([*shown, f"+ {rest} more"] if rest else shown))
