"""Which bytes of its memory a tensor covers, and whether two tensors have some in common."""

from typing import NamedTuple

from torch import Tensor


class Extent(NamedTuple):
    """Bytes of a storage: runs that repeat at steps, within a first and a last one."""

    first: int
    end: int
    item: int
    """Bytes of one element."""
    steps: tuple[tuple[int, int], ...]
    """The distance in bytes from one element to the next, and their number, by dimension."""
    dense: bool
    """Whether all bytes between are covered."""

    def shifted(self, by: int) -> "Extent":
        """The same bytes, counted from another place."""
        return self._replace(first=self.first + by, end=self.end + by)

    def covers(self, other: "Extent") -> bool:
        """Whether every byte of the other is among these, as far as is easily told."""
        return self.dense and self.first <= other.first and other.end <= self.end

    def meets(self, other: "Extent") -> bool:
        """Whether some byte may belong to both.

        Taken modulo the distance R of two rows, all bytes of a tensor lie in one short run: two
        tensors whose runs do not meet for some R have nothing in common.
        """
        if self.first >= other.end or other.first >= self.end:
            return False
        return not any(self._apart(other, step) for step, _ in (*self.steps, *other.steps))

    def _apart(self, other: "Extent", period: int) -> bool:
        distance = (other.first - self.first) % period
        return self._run(period) <= distance <= period - other._run(period)

    def _run(self, period: int) -> int:
        return self.item + sum(step * (n - 1) for step, n in self.steps if step % period)


EVERYTHING = Extent(0, 1 << 62, 1, (), False)


def extent_of(tensor: Tensor) -> Extent:
    """What the tensor covers, counted from the start of its storage."""
    try:
        item = tensor.element_size()
        first = int(tensor.storage_offset()) * item
        if tensor.numel() == 0:
            return Extent(first, first, item, (), False)
        pairs = zip(tensor.stride(), tensor.shape, strict=True)
        steps = tuple([(int(step) * item, int(n)) for step, n in pairs if n > 1 and step])
    except (RuntimeError, NotImplementedError):
        return EVERYTHING
    end = first + item + sum(step * (n - 1) for step, n in steps)
    covered = item
    for _, n in steps:
        covered *= n
    return Extent(first, end, item, steps, end - first == covered)
