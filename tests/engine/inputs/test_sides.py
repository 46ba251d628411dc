import pytest

from inspector.engine.inputs.sides import between


@pytest.mark.parametrize(
    ("low", "high", "estimate", "size"),
    [
        (0, 32, 26.7, 28),  # a usual size near the estimate
        (32, 1025, 200.8, 224),
        (32, 1025, 36.2, 32 + 4),  # none is near
        (103, 128, 107.7, 108),
        (96, 128, 140.0, 112),  # an estimate outside: halfway
        (27, 28, 27.5, None),  # nothing between
        (32, 1025, 5000.0, None),  # too large to try
    ],
)
def test_the_next_size_to_try(low: int, high: int, estimate: float, size: int | None) -> None:
    assert between(low, high, estimate) == size
