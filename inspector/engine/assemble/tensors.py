"""The tensors of a report: numbered from inputs over what the model owns to activations."""

import msgspec
import torch
from torch import Tensor
from torch.nn.parameter import is_lazy

from inspector.engine.recorder.events import Recording
from inspector.engine.recorder.values import OUTSIDE, Role, Value, strides_of
from inspector.report import model as report

_UNNUMBERED = -1


class _Words(dict[torch.dtype | torch.device, str]):
    """The names of dtypes and devices, each made once."""

    def __missing__(self, thing: torch.dtype | torch.device) -> str:
        self[thing] = str(thing).removeprefix("torch.")
        return self[thing]


class TensorTable:
    """Gives report numbers to recorded values and to owned tensors that were never read."""

    def __init__(self, recording: Recording, call_of_event: dict[int, int]) -> None:
        self._values = recording.values
        self._mixed = recording.mixed
        self._numbers = recording.numbers
        self._call_of_event = call_of_event
        self._owned = recording.owned
        self._of_value = [_UNNUMBERED] * len(recording.values)
        self._of_tensor: dict[int, int] = {}
        self._words = _Words()
        self.rows: list[report.Tensor] = []

    def of_value(self, value: int) -> int:
        """The report's number of a recorded value."""
        number = self._of_value[value]
        if number == _UNNUMBERED:
            remains = self._remains(value) if self._mixed else ()
            number = self._of_value[value] = len(self.rows)
            self.rows.append(self._describe(number, value, self._values[value], remains))
        return number

    def of_values(self, values: tuple[int, ...]) -> tuple[int, ...]:
        """The report's numbers of several recorded values."""
        if len(values) == 1:  # most often
            number = self._of_value[values[0]]
            return (self.of_value(values[0]) if number == _UNNUMBERED else number,)
        return tuple(map(self.of_value, values))

    def of_owned(self, tensor: Tensor, role: Role) -> int:
        """The report's number of a parameter, buffer or constant as it was before the run."""
        key, rows, words = id(tensor), self.rows, self._words
        value = self._owned.get(key)
        if value is not None:
            known = self.of_value(value)
            if rows[known].role == "constant" != role:  # read before its module was called
                rows[known] = msgspec.structs.replace(rows[known], role=role)
            return known
        number = self._of_tensor.get(key)
        if number is None:
            number = self._of_tensor[key] = len(rows)
            shape = None if is_lazy(tensor) else tuple(tensor.shape)
            dtype, device, strides = words[tensor.dtype], words[tensor.device], strides_of(tensor)
            rows.append(report.Tensor(number, shape, dtype, device, role, None, None, (), strides))
        return number

    def number_rest(self) -> None:
        """Number all values not yet asked for, in the order in which they were made."""
        for value, number in enumerate(self._of_value):
            if number == _UNNUMBERED and self._is_shown(value):
                self.of_value(value)

    def _is_shown(self, value: int) -> bool:
        event = self._values[value][0]
        return event == OUTSIDE or event in self._call_of_event

    def _remains(self, value: int) -> tuple[int, ...]:
        parts = self._mixed.get(value, ())
        return tuple([self.of_value(part) for part in parts if self._is_shown(part)])

    def _describe(
        self, number: int, value: int, row: Value, remains: tuple[int, ...]
    ) -> report.Tensor:
        event, shape, dtype, device, _, role, _, strides = row
        words, numbers = self._words, self._numbers
        return report.Tensor(
            number,
            tuple(shape),
            words[dtype],
            words[device],
            role,
            self._call_of_event.get(event),
            numbers.get(value) if numbers else None,
            remains,
            strides,
        )
