"""The height and width of an image, or the length of a signal or vector, found by trying."""

from dataclasses import dataclass, field, replace

from inspector.engine.inputs.attempt import Attempt
from inspector.engine.inputs.draft import Draft
from inspector.engine.inputs.sketch import Numbers, Path

USUAL = (28, 32, 64, 96, 128, 224, 256, 299, 384, 512)
LARGEST = {1: 100_000, 2: 1024, 3: 256}
"""Sides that are tried, by the number of them."""
_LARGE = 512
"""Beyond this an image is not enlarged without knowing how far."""
_NEAR = 1.25
"""A usual size within this factor of the estimate is tried first."""


@dataclass
class Sides:
    """Between which sizes each image must lie; it gets narrower with every run."""

    bounds: dict[Path, tuple[int, int]] = field(default_factory=dict)
    seen: dict[Path, dict[int, float]] = field(default_factory=dict)
    """What came of each size tried: the side of what was left of the image."""

    def search(self, attempt: Attempt, value: int, got: int, wanted: int, why: str) -> Draft | None:
        """Another size for the images behind a value of which `got` should be `wanted`.

        Sizes inside grow with the image, so its own is too small or too large.
        """
        path = self._image(attempt, value, fewest=2)
        if path is None or not got or got == wanted:
            return None
        side = self._side(attempt, path)
        low, high = self._bounds(attempt, path)
        low, high = (max(low, side), high) if got < wanted else (low, min(high, side))
        self.bounds[path] = low, high
        root = 1 / self._axes(attempt, path)
        seen = self.seen.setdefault(path, {})
        seen[side] = got**root
        new = between(low, high, _estimate(seen, wanted**root))
        return None if new is None else self._put(attempt, path, new, why)

    def enlarge(self, attempt: Attempt, value: int, why: str) -> Draft | None:
        """Twice the size, where nothing would be left of the images behind a value."""
        path = self._image(attempt, value) or self._image(attempt, value, fewest=2)
        if path is None:
            return None
        side = self._side(attempt, path)
        low, high = self._bounds(attempt, path)
        self.bounds[path] = low, high = max(low, side), high
        most = _LARGE if self._axes(attempt, path) > 1 else LARGEST[1]
        new = between(low, high, 2 * side) if 2 * side <= most else None
        return None if new is None else self._put(attempt, path, new, why)

    def set(self, attempt: Attempt, path: Path, side: int, why: str) -> Draft | None:
        """This very size."""
        leaf = attempt.numbers(path)
        if leaf is None or len(leaf.shape) < 3 or leaf.whole:
            return None
        if side > LARGEST[self._axes(attempt, path)]:
            return None
        return self._put(attempt, path, side, why)

    def _bounds(self, attempt: Attempt, path: Path) -> tuple[int, int]:
        return self.bounds.get(path, (0, LARGEST[self._axes(attempt, path)] + 1))

    def _axes(self, attempt: Attempt, path: Path) -> int:
        leaf = self._numbers(attempt, path)
        return min(len(leaf.shape[_sides(leaf)]), 3)

    def _image(self, attempt: Attempt, value: int, fewest: int = 3) -> Path | None:
        """The nearest input of numbers, with at least so many dimensions."""
        for path in attempt.feeding(value):
            leaf = attempt.numbers(path)
            if leaf is not None and len(leaf.shape) >= fewest and not leaf.whole:
                return path
        return None

    def _numbers(self, attempt: Attempt, path: Path) -> Numbers:
        leaf = attempt.leaves[path]
        assert isinstance(leaf, Numbers)
        return leaf

    def _side(self, attempt: Attempt, path: Path) -> int:
        return max(self._numbers(attempt, path).shape[_sides(self._numbers(attempt, path))])

    def _put(self, attempt: Attempt, path: Path, side: int, why: str) -> Draft | None:
        """With all images of the same shape alike, as both of a pair are."""
        leaf, draft = self._numbers(attempt, path), attempt.draft
        dims = _sides(leaf)
        shape = list(leaf.shape)
        shape[dims] = [side] * len(shape[dims])
        reason = f"{' × '.join(map(str, shape[dims]))} from {why}"
        for other, old in attempt.leaves.items():
            if isinstance(old, Numbers) and old.shape == leaf.shape and not old.whole:
                draft = draft.put(other, replace(old, shape=tuple(shape), why_size=reason))
        return None if draft == attempt.draft else draft


def _estimate(seen: dict[int, float], wanted: float) -> float:
    """The size from which as much is left as wanted: on a line through the last two, or zero."""
    (before, less), (side, left) = [(0, 0.0), *seen.items()][-2:]
    slope = (left - less) / (side - before) if side != before else 0.0
    return side + (wanted - left) / slope if slope > 0 else side * wanted / left


def _sides(leaf: Numbers) -> slice:
    """Which dimensions of an image are its sides: the last ones that are equal, or those before."""
    shape = leaf.shape
    if len(shape) == 4 and shape[1] == shape[2] and shape[3] < shape[2]:  # the channels are last
        return slice(1, 3)
    first = len(shape) - 1
    while first > 2 and shape[first - 1] == shape[-1]:
        first -= 1
    return slice(first, None)


def between(low: int, high: int, estimate: float) -> int | None:
    """A size between two others that did not do: a usual one near the estimate, else that."""
    if high - low < 2 or (estimate > high and high > max(USUAL)):
        return None
    near = [
        size for size in USUAL if low < size < high and estimate / _NEAR <= size <= estimate * _NEAR
    ]
    if near:
        return min(near, key=lambda size: max(size / estimate, estimate / size))
    if low < round(estimate) < high:
        return round(estimate)
    return (low + high) // 2
