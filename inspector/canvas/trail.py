"""Back and forward through what one looked at."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
MOST = 100


class Trail(Generic[T]):
    """A line of stops; going on from one in the middle forgets those after it.

    What is near a stop belongs to it, so that many small steps away from it are one stop.
    """

    def __init__(self, is_near: Callable[[T, T], bool]) -> None:
        self._is_near = is_near
        self._stops: list[T] = []
        self._latest: list[T] = []
        """Where one was last at each stop; what is near is told from where it began."""
        self._at = -1

    def leads_back(self, here: T) -> bool:
        """Whether there is a stop before what one looks at now."""
        return self._at > 0 or (self._at == 0 and not self._is_near(self._stops[0], here))

    def leads_forward(self, here: T) -> bool:
        """Whether there is one to come forward to; not if one has gone elsewhere."""
        is_last = self._at == len(self._stops) - 1
        return not is_last and self._is_near(self._stops[self._at], here)

    def note(self, here: T) -> None:
        """Remember what one looks at now."""
        if self._at >= 0 and self._is_near(self._stops[self._at], here):
            self._latest[self._at] = here
            return
        kept = slice(max(0, self._at + 2 - MOST), self._at + 1)
        self._stops = [*self._stops[kept], here]
        self._latest = [*self._latest[kept], here]
        self._at = len(self._stops) - 1

    def back(self, here: T) -> T | None:
        """The stop before what one looks at now; None if there is none."""
        self.note(here)
        return self._go(self._at - 1)

    def forward(self, here: T) -> T | None:
        """The stop that one came back from; None if one went elsewhere since."""
        self.note(here)
        return self._go(self._at + 1)

    def forget(self) -> None:
        """Begin anew, with another model."""
        self._stops, self._latest, self._at = [], [], -1

    def _go(self, to: int) -> T | None:
        if not 0 <= to < len(self._stops):
            return None
        self._at = to
        return self._latest[to]
