import pytest

from inspector.graph.scale import Scale


def scale(*amounts: float) -> Scale:
    found = Scale.of(amounts)
    assert found is not None
    return found


def test_amounts_that_differ_much_are_on_a_logarithmic_scale() -> None:
    wide = scale(1_000, 30_000, 1_000_000)
    assert wide.is_log
    assert [wide.share(each) for each in (1e3, 1e4, 1e5, 1e6)] == pytest.approx(
        [0, 1 / 3, 2 / 3, 1]
    )


def test_amounts_that_differ_little_are_on_a_linear_scale_from_zero() -> None:
    narrow = scale(20, 40)
    assert not narrow.is_log
    assert [narrow.share(each) for each in (0, 10, 40)] == [0, 0.25, 1]


def test_zeros_do_not_count_and_nothing_else_has_no_scale() -> None:
    assert scale(0, 5, 0) == Scale(0, 5)
    assert Scale.of([0, 0]) is None
    assert Scale.of([]) is None


def test_four_decades_can_be_told_apart_and_less_is_as_the_least() -> None:
    huge = scale(1, 1e9)
    assert huge.low == 1e5
    assert huge.share(3) == huge.share(1e5) == 0
    assert huge.share(1e12) == 1


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (9, 110, [10, 20, 50, 100]),
        (3e-6, 4e-4, [3e-6, 1e-5, 3e-5, 1e-4, 3e-4]),
        (800, 2_000_000, [1e3, 1e4, 1e5, 1e6]),
        (2, 20_000, [10, 100, 1_000, 10_000]),
    ],
)
def test_logarithmic_ticks_are_round_and_few(low: float, high: float, ticks: list[float]) -> None:
    assert list(scale(low, high).ticks) == ticks


@pytest.mark.parametrize(
    ("high", "ticks"),
    [
        (8, [0, 2, 4, 6, 8]),
        (100, [0, 50, 100]),
        (37, [0, 10, 20, 30]),
        (4.1e6, [0, 1e6, 2e6, 3e6, 4e6]),
        (0.0004, [0, 0.0001, 0.0002, 0.0003, 0.0004]),
    ],
)
def test_linear_ticks_are_round_and_begin_at_zero(high: float, ticks: list[float]) -> None:
    assert list(scale(high / 2, high).ticks) == pytest.approx(ticks)
