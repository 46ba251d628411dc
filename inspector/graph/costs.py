"""What each drawn item of a report costs with all that is inside it, over all trips of its loop."""

from collections.abc import Callable
from functools import cached_property
from math import prod

from inspector.graph.call_tree import Item
from inspector.graph.index import Index
from inspector.report.dtypes import element_bytes
from inspector.report.model import Call, Tensor

_Amounts = list[float | None]
_VIEWS = frozenset(
    [
        "T",
        "mT",
        "H",
        "mH",
        "data",
        "real",
        "imag",
        "flatten",
        "unflatten",
        "view",
        "view_as",
        "reshape",
        "reshape_as",
        "transpose",
        "t",
        "swapaxes",
        "swapdims",
        "permute",
        "movedim",
        "moveaxis",
        "squeeze",
        "unsqueeze",
        "expand",
        "expand_as",
        "split",
        "chunk",
        "unbind",
        "tensor_split",
        "narrow",
        "select",
        "getitem",
        "detach",
        "diagonal",
        "Flatten",
        "Unflatten",
        "Identity",
    ]
)
"""Calls whose result lies, nearly always, in the memory of what they read."""


class Costs:
    """Amounts by the position of an item; each list is made when it is first asked for.

    A drawn item carries also what its likes in the other trips of a loop cost. None stands for
    what nothing is known of. Linear in the size of the report.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._items = index.tree.items

    @cached_property
    def seconds(self) -> _Amounts:
        """Wall time, as it was measured for a call with all that it called."""
        return self._over_trips(self._of_calls(lambda call: call.seconds))

    @cached_property
    def flops(self) -> _Amounts:
        """Floating-point operations, of what could be counted."""
        return self._over_trips(self._of_calls(lambda call: call.flops))

    @cached_property
    def bytes(self) -> _Amounts:
        """The size of the tensors that came into being; views and changes in place take nothing."""
        made = [0.0] * len(self._items)
        for tensor in self._index.report.tensors:
            if tensor.producer in self._index.tree.by_call:
                maker = self._index.tree.by_call[tensor.producer]
                made[maker] += self._bytes_of(tensor, self._items[maker])
        for item in reversed(self._items):
            if item.parent >= 0:
                made[item.parent] += made[item.position]
        return self._over_trips(list(made))

    def parameters_in(self, loop: int) -> int:
        """Parameters of all that a loop calls; each module counts once for all trips."""
        return self._index.parameters_of(self._called_in(self._items[loop]))

    def _called_in(self, loop: Item) -> set[str]:
        """The outermost modules that a loop calls."""
        found: set[str] = set()
        position = loop.position + 1
        while position < loop.end:
            call = self._items[position].call
            if call is not None and call.module is not None:
                found.add(call.module)
                position = self._items[position].end
            else:
                position += 1
        return found

    def _of_calls(self, amount: Callable[[Call], float | None]) -> _Amounts:
        """The amount of each call as the report says it, and of each loop the sum of its calls'."""
        amounts: _Amounts = [None] * len(self._items)
        for item in reversed(self._items):
            if item.call is not None:
                amounts[item.position] = amount(item.call)
            else:
                known = [amounts[child] for child in item.children]
                counted = [each for each in known if each is not None]
                amounts[item.position] = sum(counted) if counted else None
        return amounts

    def _over_trips(self, amounts: _Amounts) -> _Amounts:
        """With what is not drawn added to what stands for it, unless that contains it already."""
        stand_in = self._index.flows.stand_in
        lifted = list(amounts)
        for item in self._items:
            drawn, amount = stand_in(item.position), amounts[item.position]
            is_inside = item.parent >= 0 and stand_in(item.parent) == drawn
            if drawn != item.position and amount is not None and not is_inside:
                lifted[drawn] = (lifted[drawn] or 0) + amount
        return lifted

    def _bytes_of(self, tensor: Tensor, maker: Item) -> int:
        assert maker.call is not None
        is_known = tensor.shape is not None and min(tensor.shape, default=0) >= 0
        if not is_known or maker.call.name in _VIEWS or self._is_in_place(maker.call):
            return 0
        return prod(tensor.shape or ()) * element_bytes(tensor.dtype)

    def _is_in_place(self, call: Call) -> bool:
        if call.module is None:
            return call.name.endswith("_") and not call.name.endswith("__")
        module = self._index.modules.get(call.module)
        return module is not None and "inplace=True" in module.arguments
