import pytest

from inspector.panels.value_words import number_text, statistics
from inspector.protocol.messages import Histogram


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0.000"),
        (0.128, "0.128"),
        (-0.2234, "−0.223"),
        (12345.6789, "12345.679"),
        (1.5e-6, "1.50e-06"),
        (-2e9, "−2.00e+09"),
        (float("inf"), "inf"),
    ],
)
def test_numbers_are_as_long_as_they_need_to_be(value: float, text: str) -> None:
    assert number_text(value) == text


def test_only_what_there_is_is_said() -> None:
    ordinary = Histogram(1, "0", "weight", (1, 2), -0.223, 0.224, 0.003, 0.128)
    assert statistics(ordinary) == (
        ("mean ± std", "0.003 ± 0.128"),
        ("min … max", "−0.223 … 0.224"),
    )
    broken = Histogram(1, "0", "weight", nan=1200, infinite=3)
    assert statistics(broken) == (("NaN", "1,200"), ("infinite", "3"))
