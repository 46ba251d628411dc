"""How much of a layout is done, for who waits for it."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with the amount of work done and with all of it; what it raises ends the layout."""
_BREATH = 2000
"""Parts and links looked at from one call to the next: a few milliseconds."""


class Work:
    """Counts what a layout looks at; the clock has no say, so that pictures never depend on it."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total = total
        self._progress = progress
        self._done = 0
        self._since = 0

    def spend(self, amount: int) -> None:
        """So many parts or links were looked at once more."""
        self._since += amount
        if self._since >= _BREATH:
            self._since = 0
            if self._progress is not None:
                self._progress(self._done, self._total)

    def finish(self, amount: int) -> None:
        """So many parts and links are placed for good."""
        self._done += amount
        self.spend(amount)
