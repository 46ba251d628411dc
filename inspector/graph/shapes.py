"""Shapes as the labels of edges say them."""

from collections import Counter
from collections.abc import Iterable, Mapping

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


def told_dtypes(report: Report, usual: str) -> dict[int, str]:
    """What the label of a tensor says of its dtype, where there is something to say.

    ``→ int64`` where a call made it of another dtype than all that it read, ``int64`` where it
    flows on and is not the usual one.
    """
    dtypes = {tensor.id: dtype_text(tensor.dtype) for tensor in report.tensors}
    calls = {call.id: call for call in report.calls}
    told = {tensor: dtype for tensor, dtype in dtypes.items() if dtype != usual}
    for tensor in report.tensors:
        call = calls.get(tensor.producer) if tensor.producer is not None else None
        read = {dtypes[each] for each in call.inputs if each in dtypes} if call is not None else ()
        if read and dtypes[tensor.id] not in read:
            told[tensor.id] = f"→ {dtypes[tensor.id]}"
    return told


def flowing_label(tensor: Tensor, told: Mapping[int, str]) -> str:
    """The shape, and what is told of the dtype; of many dimensions the first and the last."""
    shape = tensor.shape
    if shape is not None and len(shape) > _MOST_DIMENSIONS:
        text = f"{shape_text(shape[:2])} × … × {shape_text(shape[-2:])}"
    else:
        text = shape_text(shape)
    return f"{text} {told[tensor.id]}" if tensor.id in told else text


def flow_label(ids: Iterable[int], tensors: Mapping[int, Tensor], told: Mapping[int, str]) -> str:
    """What flows along one edge: each shape once, and of many the first ones and their number."""
    counts = Counter(flowing_label(tensors[id], told) for id in ids if id in tensors)
    labels = [f"{count} of {label}" if count > 1 else label for label, count in counts.items()]
    shown = labels[:1]
    for label in labels[1:_MANY]:
        if len(", ".join([*shown, label])) <= _LONG:
            shown.append(label)
    rest = sum(list(counts.values())[len(shown) :])
    return ", ".join([*shown, f"+ {rest} more"] if rest else shown)
