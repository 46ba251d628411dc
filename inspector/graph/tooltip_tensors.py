"""How a tooltip tells tensors: shape, dtype, value, and a name where there is one."""

from collections.abc import Iterable

from inspector.graph.index import Index
from inspector.graph.shapes import dtype_text
from inspector.report.units import shape_text

_MANY_TENSORS = 6


def tensor_rows(index: Index, word: str, ids: Iterable[int]) -> list[tuple[str, str]]:
    """A row for each tensor, with its name where it has one."""
    known = [id for id in ids if id in index.tensors]
    rows = [(word, tensor_text(index, id)) for id in known[:_MANY_TENSORS]]
    if len(known) > _MANY_TENSORS:
        rows.append(("", f"… {len(known)} tensors"))
    return [(word if number == 0 else "", text) for number, (word, text) in enumerate(rows)]


def tensor_text(index: Index, id: int) -> str:
    """``X 2 × 20 float32``, with its name where it has one."""
    return f"{_name_of(index, id)} {plain_text(index, id)}".strip()


def plain_text(index: Index, id: int) -> str:
    """``2 × 20 float32``, or ``scalar float32 = 3.5``."""
    tensor = index.tensors[id]
    words = [shape_text(tensor.shape), dtype_text(tensor.dtype)]
    value = f" = {tensor.value}" if tensor.value is not None else ""
    return " ".join(word for word in words if word) + value


def _name_of(index: Index, id: int) -> str:
    """What a tensor is called that no call made; others have no names."""
    owned = index.owners.get(id)
    if owned is not None:
        return owned.path
    return next((item.name for item in index.report.inputs if item.tensor == id), "")
