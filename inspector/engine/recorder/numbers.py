"""A recorder that also looks at the numbers: which values hold NaN or infinity, and how large."""

import math
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
    try:
        with torch.no_grad():
            plain = tensor.detach()
            plain = torch.view_as_real(plain.resolve_conj()) if plain.is_complex() else plain
            return _look(plain) if plain.numel() else Numbers(False, False, False, 0.0, 0.0, False)
    except (RuntimeError, NotImplementedError, TypeError):
        return None


def _look(plain: Tensor) -> Numbers:
    low, high = (float(extreme) for extreme in plain.aminmax())
    if math.isfinite(low) and math.isfinite(high):  # most often, and two passes are enough
        return Numbers(False, False, False, low, high, low <= 0 <= high and _any(plain == 0))
    finite = plain[plain.isfinite()]
    known = _look(finite) if finite.numel() else None
    return Numbers(
        _any(plain.isnan()),
        _any(plain.isinf()),
        _any(plain == -torch.inf),
        known.low if known else 0.0,
        known.high if known else 0.0,
        known.zero if known else False,
    )


def _any(mask: Tensor) -> bool:
    return bool(mask.any())
