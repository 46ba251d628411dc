import pytest

from inspector.panels.tensor_sizes import byte_count, bytes_text, element_count


def test_a_scalar_has_one_element() -> None:
    assert element_count(()) == 1
    assert element_count((2, 20)) == 40
    assert element_count((3, 0)) == 0


def test_bytes_depend_on_the_dtype() -> None:
    assert byte_count(10, "torch.float32") == 40
    assert byte_count(10, "complex128") == 160
    assert byte_count(10, "float8_e5m2") == 10


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (160, "160 B"),
        (1680, "1.7 kB"),
        (999_999, "1,000 kB"),
        (240_000_000, "240 MB"),
        (4 * 10**12, "4.0 TB"),
        (10**24, "1,000,000 EB"),
    ],
)
def test_bytes_are_said_in_the_unit_that_reads_best(count: int, text: str) -> None:
    assert bytes_text(count) == text
