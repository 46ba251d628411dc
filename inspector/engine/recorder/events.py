"""What the recorder writes down while the forward runs: numbers, and no tensor."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from inspector.engine.recorder.sites import Chain
from inspector.engine.recorder.values import Value

Arguments = tuple[tuple[object, ...], dict[str, object]]


class Event(NamedTuple):
    """One run of a module's forward or of a function, or the start of a loop's next trip."""

    parent: int
    """The enclosing module call; -1 for the outermost."""
    module: int
    """Number of the module in the structure; -1 for an op."""
    function: Callable[..., object] | None
    """The torch function of an op; None for a module call and for a trip."""
    chain: Chain
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    arguments: Arguments | None
    """Positional and keyword arguments as literals, with a word for each tensor."""
    result: object
    """A literal, if what was returned holds no tensor; else `NOTHING`."""
    nanoseconds: int
    """Without the time that the record-keeping took."""
    is_mark: bool
    """Whether this is only the start of a loop's next trip."""


NOTHING = object()
"""The result of an event that returned tensors, or did not return."""

PENDING = Event(-1, -1, None, (), (), (), None, NOTHING, 0, False)
"""Stands where an event has begun; stays there only if its record-keeping failed."""


@dataclass
class Recording:
    """Everything that was seen of one forward pass."""

    events: list[Event] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    mixed: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Further values held by a tensor whose memory was overwritten in part."""
    owned: dict[int, int] = field(default_factory=dict)
    """The first value of each tensor that was there before, by the tensor's id."""
    written: list[str] = field(default_factory=list)
    """Names of the parameters that the forward changed in place."""
    inputs: list[tuple[str, int]] = field(default_factory=list)
    outputs: list[int] = field(default_factory=list)
    numbers: dict[int, str] = field(default_factory=dict)
    """The number in a returned tensor with one element."""
    elsewhere: set[int] = field(default_factory=set)
    """Numbers of the modules that ran in another thread."""
    ragged: bool = False
    """Whether a nested tensor is among the values."""
    peak_bytes: int = 0
    """The most memory that activations took at one time."""
    not_finite: bool = False
    """Whether a returned tensor holds NaN or infinity."""
    aten: dict[int, list[str]] | None = None
    """The ATen operations that each event ran itself, if they were asked for."""
    aten_flops: dict[int, int] | None = None
    error: BaseException | None = None
    failed: int = -1
    """The innermost event in which `error` was raised."""
    seconds: float | None = None
    """The time after which the forward was stopped; None if time was not the reason."""
    repeated: int = 0
    """How many calls were written down from those of identical modules, without being run."""
    twins: dict[int, int] = field(default_factory=dict)
    """For events written down so: the earlier one that they equal but for modules and values."""
    lapses: list[str] = field(default_factory=list)
    """What went wrong in the record-keeping itself, which never disturbs the forward."""
