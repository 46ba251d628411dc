import pytest

from inspector.report.units import compact, count, duration, flops, shape_text, size


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (18_848, "18.8 kB"),
        (999_999, "1.0 MB"),
        (102_400_000, "102 MB"),
        (4 * 10**12, "4.0 TB"),
        (10**19, "10,000 PB"),
    ],
)
def test_sizes_have_three_digits_and_a_unit(number: int, text: str) -> None:
    assert size(number) == text


def test_operations_have_the_units_of_papers() -> None:
    assert [flops(n) for n in (0, 800, 21_440, 2_400_000, 4_100_000_000)] == [
        "0 FLOP",
        "800 FLOP",
        "21.4 kFLOP",
        "2.4 MFLOP",
        "4.1 GFLOP",
    ]


def test_a_compact_number_says_only_its_thousands() -> None:
    assert [compact(n) for n in (0, 7, 999, 1_250, 2_400_000)] == [
        "0",
        "7",
        "999",
        "1.2 k",
        "2.4 M",
    ]


def test_times_are_short() -> None:
    assert [duration(s) for s in (0.0, 2.1e-5, 0.0031, 0.055, 1.25, 100)] == [
        "< 1 µs",
        "21 µs",
        "3.1 ms",
        "55 ms",
        "1.2 s",
        "100 s",
    ]


def test_counts_and_shapes_read_as_words() -> None:
    assert [count(1, "module"), count(7946, "parameter")] == ["1 module", "7,946 parameters"]
    assert [shape_text(each) for each in ((2, 20), (), None)] == ["2 × 20", "scalar", "?"]
