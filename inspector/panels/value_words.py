"""The statistics of a tensor's values, in words."""

from inspector.protocol.messages import Histogram

_MINUS = "−"


def statistics(histogram: Histogram) -> tuple[tuple[str, str], ...]:
    """Lines of name and value: mean and deviation, range, and what is no ordinary number."""
    found: list[tuple[str, str]] = []
    if histogram.counts:
        mean, std = number_text(histogram.mean), number_text(histogram.std)
        low, high = number_text(histogram.low), number_text(histogram.high)
        found += [("mean ± std", f"{mean} ± {std}"), ("min … max", f"{low} … {high}")]
    found += [("NaN", f"{histogram.nan:,}")] if histogram.nan else []
    found += [("infinite", f"{histogram.infinite:,}")] if histogram.infinite else []
    return tuple(found)


def number_text(value: float) -> str:
    """A number with three decimals, or with an exponent where that would say nothing."""
    small = value != 0 and abs(value) < 0.0005
    text = f"{value:.2e}" if small or abs(value) >= 1e5 else f"{value:.3f}"
    return text.replace("-", _MINUS) if value < 0 else text
