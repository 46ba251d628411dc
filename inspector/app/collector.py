"""The garbage collector of the window's process, told to look seldom."""

import gc

_SELDOM = (100_000, 50, 1_000)


def collect_seldom() -> None:
    """Look for cycles after 100,000 new objects rather than 700.

    What the window reads and shows are many small values without cycles: of a file of 10,000 lines
    150,000. Walking through them again and again took half of the time of each edit.
    """
    gc.set_threshold(*_SELDOM)
