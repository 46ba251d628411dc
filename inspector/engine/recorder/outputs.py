"""The values of what an event returned, and of what it changed in place."""

import torch
from torch import Tensor

from inspector.engine.recorder.contents import PLAIN, literal, tensors_in
from inspector.engine.recorder.events import NOTHING
from inspector.engine.recorder.values import (
    Values,
    is_transformed,
    storage_key,
    version,
)

Read = tuple[Tensor, int, int]
"""A tensor read, its value, and its version before the event."""


class Outputs:
    """Finds the values that one event makes. `reads` are its inputs.

    `seen_inside` says that the ops inside were recorded, and so what they changed.
    """

    def __init__(
        self, values: Values, event: int, reads: list[Read], seen_inside: bool = False
    ) -> None:
        self._values = values
        self._event = event
        self._reads = reads
        self._known = values.known_by_memory if seen_inside else values.known
        self._changed: dict[int, int] = {}
        self._returned: list[int] = []
        self.result: object = NOTHING
        """A literal, if what was returned holds no tensor."""

    def find_changed(self, written: object) -> None:
        """Give new values to the inputs whose version counter moved, and to those `written`.

        For torch counts no versions of inference tensors, nor changes of shape alone.
        """
        certain = () if written is None else {id(tensor) for tensor in tensors_in(written)}
        for tensor, _, before in self._reads:
            changed = id(tensor) in certain or version(tensor) != before
            if changed and id(tensor) not in self._changed:
                self._changed[id(tensor)] = self._values.changed(tensor, self._event)

    def hand_on(self, output: object) -> object:
        """Write down what was returned, and return it.

        A tensor that went in and comes out as it was is returned as a view of itself, so that
        what goes through a Dropout or an Identity can be told from what goes around it.
        """
        if isinstance(output, Tensor):
            if self._passes_through(output):
                output = output[...]  # view_as would change the strides of dimensions of size 1
            self._add(output)
        elif type(output) in PLAIN:
            self.result = literal(output)
        else:
            tensors = tensors_in(output)
            for tensor in tensors:
                self._add(tensor)
            if not tensors:
                self.result = literal(output)
        return output

    def all(self) -> tuple[int, ...]:
        """Values returned, in order, and after them what else was changed."""
        more = [value for value in self._changed.values() if value not in self._returned]
        return (*self._returned, *more)

    def _add(self, tensor: Tensor) -> None:
        value = self._changed.get(id(tensor))
        if value is None:
            value = self._known(tensor)
        if value is None:
            value = self._values.write(tensor, self._event, self._new_bytes(tensor))
        self._returned.append(value)

    def _passes_through(self, tensor: Tensor) -> bool:
        if type(tensor) is not Tensor or id(tensor) in self._changed:
            return False
        if tensor.is_sparse or tensor.is_nested or is_transformed():
            return False
        if torch.is_grad_enabled() is not self._values.begun_with_grad:
            return False  # torch forbids writing into a view that was made in another mode
        for read, value, _ in self._reads:
            if read is tensor:
                return self._values.read(tensor) == value
        return False

    def _new_bytes(self, tensor: Tensor) -> int:
        key = storage_key(tensor)
        if not key or any(storage_key(read) == key for read, _, _ in self._reads):
            return 0
        return self._values.alive.add(tensor)
