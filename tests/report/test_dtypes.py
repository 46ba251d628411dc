import pytest

from inspector.report.dtypes import element_bytes


@pytest.mark.parametrize(
    ("dtype", "number"), [("float32", 4), ("torch.bfloat16", 2), ("complex128", 16), ("float8", 1)]
)
def test_the_name_of_a_dtype_tells_its_bytes(dtype: str, number: int) -> None:
    assert element_bytes(dtype) == number
