"""How much memory the activations take while the forward runs."""

from weakref import ref

from torch import Tensor, UntypedStorage


class Alive:
    """Counts the bytes of activations from their allocation until nothing holds them any more.

    Each storage is counted once, however many views it has; one that autograd keeps for the
    backward pass counts as long as it is kept.
    """

    def __init__(self) -> None:
        self.bytes = 0
        self.peak = 0
        self._sizes: dict[int, tuple[ref[UntypedStorage], int]] = {}
        self._freed: list[ref[UntypedStorage]] = []

    def add(self, tensor: Tensor) -> int:
        """Count the memory of a tensor that came into being with it; how many bytes they are."""
        storage = tensor.untyped_storage()
        size = storage.nbytes()
        watch = ref(storage, self._freed.append)
        self._sizes[id(watch)] = (watch, size)
        if self._freed:
            self.settle()
        self.bytes = alive = self.bytes + size
        if alive > self.peak:
            self.peak = alive
        return size

    def settle(self) -> None:
        """Take off what nothing holds any more."""
        while self._freed:
            self.bytes -= self._sizes.pop(id(self._freed.pop()))[1]
