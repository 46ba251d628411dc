"""The ATen operations that torch runs inside each recorded event, if one asks for them."""

from collections.abc import Callable, Mapping
from typing import Any

from torch._ops import OpOverload
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.flop_counter import flop_registry

from inspector.engine.recorder.events import PENDING
from inspector.engine.recorder.recorder import Recorder

_LOOKING = ("size", "stride", "storage_offset", "numel", "dim", "is_contiguous", "layout")


class AtenWatch(TorchDispatchMode):
    """Notes operations and their FLOPs below the innermost event that is open.

    FLOPs are those of ``torch.utils.flop_counter``, by its own registry; an operation that is
    not in it counts nothing.
    """

    def __init__(self, recorder: Recorder) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._recorder = recorder
        self.names: dict[int, list[str]] = {}
        """The operations run by each event itself, in order."""
        self.flops: dict[int, int] = {}
        """What the counted ones among them cost."""

    def __torch_dispatch__(
        self,
        func: OpOverload,
        types: object,
        args: tuple[Any, ...] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        kwargs = kwargs or {}
        packet = getattr(func, "overloadpacket", None)
        if packet is None or packet.__name__.removeprefix("sym_") in _LOOKING:
            return func(*args, **kwargs)
        if packet not in flop_registry:
            with self:
                output = func.decompose(*args, **kwargs)
            if output is not NotImplemented:
                return output
        output = func(*args, **kwargs)
        event = self._innermost()
        self.names.setdefault(event, []).append(f"{func.namespace}.{packet.__name__}")
        formula: Callable[..., int] | None = flop_registry.get(packet)
        if formula is not None:
            try:
                count = formula(*args, **kwargs, out_val=output)
            except Exception:  # noqa: BLE001 (an operator that someone registered may raise)
                return output
            self.flops[event] = self.flops.get(event, 0) + count
        return output

    def _innermost(self) -> int:
        events, running = self._recorder.recording.events, self._recorder.running
        if events and events[-1] is PENDING:
            return len(events) - 1
        return running.index if running is not None else -1
