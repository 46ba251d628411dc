"""How many random examples the laws of edits are held against."""

import os

from hypothesis import HealthCheck, settings

_TIMES = int(os.environ.get("LAWS", "1"))


def examples(count: int, steps: int = 1) -> settings:
    """Settings for so many examples, the same each time; ``LAWS=10`` tries ten times as many."""
    return settings(
        max_examples=count * _TIMES,
        stateful_step_count=steps,
        derandomize=_TIMES == 1,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
