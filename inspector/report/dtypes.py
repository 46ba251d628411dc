"""How many bytes one element takes, by the name of its dtype."""

_BYTES = {
    "bool": 1,
    "uint8": 1,
    "int8": 1,
    "int16": 2,
    "uint16": 2,
    "float16": 2,
    "bfloat16": 2,
    "int32": 4,
    "uint32": 4,
    "float32": 4,
    "int64": 8,
    "uint64": 8,
    "float64": 8,
    "complex32": 4,
    "complex64": 8,
    "complex128": 16,
}


def element_bytes(dtype: str) -> int:
    """The bytes of one element; a dtype such as ``float8_e5m2`` that is not known has 1."""
    return _BYTES.get(dtype.removeprefix("torch."), 1)
