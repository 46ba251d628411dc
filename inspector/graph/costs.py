"""What each drawn item of a report costs with all that is inside it, over all trips of its loop."""

from functools import cached_property
from math import prod
from typing import TYPE_CHECKING

from inspector.report.dtypes import element_bytes
from inspector.report.model import Call, Tensor

if TYPE_CHECKING:
    from inspector.graph.index import Index

_Amounts = list[float | None]
_VIEW_NAMES = """
    T mT H mH data real imag flatten unflatten view view_as reshape reshape_as transpose t swapaxes
    swapdims permute movedim moveaxis squeeze unsqueeze expand expand_as split chunk unbind
    tensor_split narrow select getitem detach diagonal Flatten Unflatten Identity
"""
_VIEWS = frozenset(_VIEW_NAMES.split())
"""Calls whose result lies, nearly always, in the memory of what they read."""


class Costs:
    """Amounts by the position of an item; each list is made when it is first asked for.

    A drawn item carries also what its likes in the other trips of a loop cost. None stands for
    what nothing is known of. Linear in the size of the report.
    """

    def __init__(self, index: "Index") -> None:
        self._index = index
        self._tree = index.tree

    @cached_property
    def seconds(self) -> _Amounts:
        """Wall time, as it was measured for a call with all that it called."""
        calls = self._tree.calls
        return self._over_trips([None if call is None else call.seconds for call in calls])

    @cached_property
    def flops(self) -> _Amounts:
        """Floating-point operations, of what could be counted."""
        calls = self._tree.calls
        return self._over_trips([None if call is None else call.flops for call in calls])

    @cached_property
    def bytes(self) -> _Amounts:
        """The size of the tensors that came into being; views and changes in place take nothing."""
        made: _Amounts = [0] * len(self._tree.calls)
        calls, by_call = self._tree.calls, self._tree.by_call
        for tensor in self._index.report.tensors:
            position = by_call.get(tensor.producer) if tensor.producer is not None else None
            maker = calls[position] if position is not None else None
            if position is not None and maker is not None and self._is_new(tensor, maker):
                size = prod(tensor.shape or ()) * element_bytes(tensor.dtype)
                made[position] = (made[position] or 0) + size
        for position, parent in reversed(list(enumerate(self._tree.parents))):
            if parent >= 0:
                made[parent] = (made[parent] or 0) + (made[position] or 0)
        return self._lifted(made)

    def parameters_in(self, loop: int) -> int:
        """Parameters of all that a loop calls; each module counts once for all trips."""
        found: set[str] = set()
        position, end = loop + 1, self._tree.ends[loop]
        while position < end:
            call = self._tree.calls[position]
            if call is not None and call.module is not None:
                found.add(call.module)
                position = self._tree.ends[position]
            else:
                position += 1
        return self._index.parameters_of(found)

    def _over_trips(self, amounts: _Amounts) -> _Amounts:
        """What calls are known to cost; of loops the sum of their calls'."""
        for loop in sorted(self._tree.frames, reverse=True):
            known = [amounts[child] for child in self._tree.children(loop)]
            counted = [each for each in known if each is not None]
            amounts[loop] = sum(counted) if counted else None
        return self._lifted(amounts)

    def _lifted(self, amounts: _Amounts) -> _Amounts:
        """With what is not drawn added to what stands for it, unless that contains it already."""
        if not self._tree.frames:
            return amounts
        stand_in = self._index.flows.stand_in
        lifted = list(amounts)
        for position, (amount, parent) in enumerate(zip(amounts, self._tree.parents, strict=True)):
            drawn = stand_in(position)
            is_inside = parent >= 0 and stand_in(parent) == drawn
            if drawn != position and amount is not None and not is_inside:
                lifted[drawn] = (lifted[drawn] or 0) + amount
        return lifted

    def _is_new(self, tensor: Tensor, maker: Call) -> bool:
        """Whether a tensor of known size has memory of its own."""
        if tensor.shape is None or min(tensor.shape, default=0) < 0 or maker.name in _VIEWS:
            return False
        if maker.module is None:
            return not maker.name.endswith("_") or maker.name.endswith("__")
        module = self._index.modules.get(maker.module)
        return module is None or "inplace=True" not in module.arguments
