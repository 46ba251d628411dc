"""From an amount to a share of a ramp of colors, and the round numbers that a legend shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10

_LOG_FROM = 10
"""Amounts that differ by less than this factor are told apart on a linear scale."""
_MOST_DECADES = 4
_MOST_TICKS = 5
_MANTISSAS = ((1, 2, 5), (1, 3), (1,))
_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Scale:
    """Logarithmic from `low` to `high`, or linear if `low` is zero; less than `low` is as `low`."""

    low: float
    high: float

    @staticmethod
    def of(amounts: Iterable[float]) -> "Scale | None":
        """The scale on which these can be told apart; None if not one is larger than zero.

        A ramp can tell four decades apart: what is smaller than that counts as the smallest.
        """
        positive = [amount for amount in amounts if amount > 0]
        if not positive:
            return None
        low, high = min(positive), max(positive)
        if high / low < _LOG_FROM:
            return Scale(0.0, high)
        return Scale(max(low, high / 10**_MOST_DECADES), high)

    @property
    def is_log(self) -> bool:
        return self.low > 0

    def share(self, amount: float) -> float:
        """Where an amount stands between the ends, from 0 to 1."""
        if not self.is_log:
            return min(max(amount / self.high, 0.0), 1.0)
        if amount <= self.low:
            return 0.0
        return min(log10(amount / self.low) / log10(self.high / self.low), 1.0)

    @property
    def ticks(self) -> tuple[float, ...]:
        """Three to five round amounts within the scale, in order."""
        return self._log_ticks() if self.is_log else self._linear_ticks()

    def _log_ticks(self) -> tuple[float, ...]:
        decades = range(floor(log10(self.low)), ceil(log10(self.high)) + 1)
        for mantissas in _MANTISSAS:
            round_ones = [
                float(f"{mantissa}e{decade}") for decade in decades for mantissa in mantissas
            ]
            within = tuple(each for each in round_ones if self.low <= each <= self.high)
            if len(within) <= _MOST_TICKS:
                break
        return within

    def _linear_ticks(self) -> tuple[float, ...]:
        decade = 10.0 ** floor(log10(self.high / _MOST_TICKS))
        step = next(decade * each for each in _STEPS if self.high / (decade * each) < _MOST_TICKS)
        return tuple(step * number for number in range(int(self.high / step) + 1))
