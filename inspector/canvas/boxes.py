"""Many rectangles as columns of numbers, with an index to find those in an area.

Rectangles that follow each other lie near each other as a rule, as do the nodes of a container. So
the index is the hull of each run of them: most runs are ruled out by it, and only the rectangles of
the others are looked at.
"""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

Indices = NDArray[np.intp]
Numbers = NDArray[np.int32]
_RUN = 128


class Boxes:
    """Left, top, right and bottom of each rectangle, in whole pixels of the picture."""

    def __init__(self, left: Numbers, top: Numbers, right: Numbers, bottom: Numbers) -> None:
        self.left, self.top, self.right, self.bottom = left, top, right, bottom
        self._hulls = self._find_hulls()

    def _find_hulls(self) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        runs = np.arange(0, len(self.left), _RUN)
        if not len(runs):
            return self.left, self.top, self.right, self.bottom
        return (
            np.minimum.reduceat(self.left, runs),
            np.minimum.reduceat(self.top, runs),
            np.maximum.reduceat(self.right, runs),
            np.maximum.reduceat(self.bottom, runs),
        )

    def __len__(self) -> int:
        return len(self.left)

    def touching(self, area: QRectF) -> Indices:
        """The rectangles that touch an area, in their order."""
        runs = np.flatnonzero(_touch(*self._hulls, area))
        if 2 * len(runs) > len(self._hulls[0]):
            return np.flatnonzero(_touch(self.left, self.top, self.right, self.bottom, area))
        near = (runs[:, None] * _RUN + np.arange(_RUN)).ravel()
        near = near[: np.searchsorted(near, len(self))]
        found = _touch(self.left[near], self.top[near], self.right[near], self.bottom[near], area)
        return near[found]

    def smaller_sides(self, which: Indices) -> Numbers:
        """The width or the height of some rectangles, whichever is less."""
        wide: Numbers = self.right[which] - self.left[which]
        high: Numbers = self.bottom[which] - self.top[which]
        smaller: Numbers = np.minimum(wide, high)
        return smaller


def _touch(
    left: Numbers, top: Numbers, right: Numbers, bottom: Numbers, area: QRectF
) -> NDArray[np.bool_]:
    return (
        (left <= area.right())
        & (right >= area.left())
        & (top <= area.bottom())
        & (bottom >= area.top())
    )
