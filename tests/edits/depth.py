"""How many random examples the laws of edits are held against."""

import os

from hypothesis import HealthCheck, settings

_TIMES = int(os.environ.get("LAWS", "1"))


def examples(count: int, steps: int = 1) -> settings:
    """Settings for so many examples, or the multiple of them that ``LAWS`` asks for."""
    return settings(
        max_examples=count * _TIMES,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
