"""A recorder that also looks at the numbers: which values hold NaN or infinity, and how large."""

from collections.abc import Mapping
from types import FrameType
from typing import Any, NamedTuple, TypeVar

import torch
from torch import Tensor, nn

from inspector.engine.recorder.contents import tensors_in
from inspector.engine.recorder.recorder import Guard, Opened, Recorder
from inspector.engine.recorder.structure import Structure

T = TypeVar("T")


class Numbers(NamedTuple):
    """What was found in one tensor; `low` and `high` are of its finite numbers, 0 without any."""

    nan: bool
    infinite: bool
    """Of either sign."""
    below: bool
    """Whether minus infinity is among them."""
    low: float
    high: float
    zero: bool

    @property
    def finite(self) -> bool:
        return not (self.nan or self.infinite)


class NumbersRecorder(Recorder):
    """Records as ever, and notes the `Numbers` of every value as soon as it is seen.

    Much slower than the plain recorder; meant for a second run, when the first returned NaN.
    """

    def __init__(self, structure: Structure, guard: Guard | None = None) -> None:
        super().__init__(structure, guard)
        self.numbers: dict[int, Numbers] = {}
        """By the number of the value."""

    def open(
        self,
        args: tuple[Any, ...],
        kwargs: Mapping[str, Any],
        frame: FrameType,
        module: nn.Module | None = None,
    ) -> Opened | None:
        opened = super().open(args, kwargs, frame, module)
        if opened is not None:
            self._note([read[0] for read in opened.reads])
        return opened

    def close(self, opened: Opened | None, output: T, seen_inside: bool = False) -> T:
        reads = [] if opened is None else [read[0] for read in opened.reads]
        output = super().close(opened, output, seen_inside)
        self._note([*tensors_in(output), *reads])
        return output

    def _note(self, tensors: list[Tensor]) -> None:
        try:
            for tensor in tensors:
                value = self.values.read(tensor)
                if value not in self.numbers and (found := numbers_of(tensor)) is not None:
                    self.numbers[value] = found
        except Exception as error:  # noqa: BLE001 (our mistake must not become the model's)
            self._lapse(error)


def numbers_of(tensor: Tensor) -> Numbers | None:
    """Look at every element; None where there are none to see, as on meta or inside of vmap."""
    with torch.no_grad():
        try:
            plain = tensor.detach()
            plain = torch.view_as_real(plain.resolve_conj()) if plain.is_complex() else plain
            plain = plain.reshape(-1)
            finite = plain[plain.isfinite()]
            low, high = _extremes(finite)
            return Numbers(
                bool(plain.isnan().any()),
                bool(plain.isinf().any()),
                bool((plain == -torch.inf).any()),
                low,
                high,
                bool((finite == 0).any()),
            )
        except (RuntimeError, NotImplementedError, TypeError):
            return None


def _extremes(finite: Tensor) -> tuple[float, float]:
    if not finite.numel():
        return 0.0, 0.0
    return float(finite.min()), float(finite.max())
