"""The report: the record of one watched forward pass, as plain values that travel as JSON.

The field names are a contract for other programs (``--format json``): add, never rename.
"""

from typing import Any, Literal

import msgspec

from inspector.source.span import Span

Severity = Literal["error", "warning", "note"]
Role = Literal["input", "parameter", "buffer", "constant", "activation"]
Stage = Literal["source", "build", "input", "forward"]


class Source(msgspec.Struct, frozen=True, gc=False):
    """A place in a file; columns are UTF-8 bytes from 0, lines count from 1."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def span(self) -> Span:
        return Span(self.line, self.column, self.end_line, self.end_column)


class Tensor(msgspec.Struct, frozen=True, gc=False):
    """One tensor value; an in-place change makes a new one."""

    id: int
    shape: tuple[int, ...] | None
    """None for a lazy parameter that has not been materialized; -1 where a nested tensor has no
    one size."""
    dtype: str
    device: str
    role: Role
    producer: int | None = None
    """The call that made it; None for inputs, parameters, buffers and constants."""
    value: str | None = None
    """The number, for a returned tensor with one element."""
    remains: tuple[int, ...] = ()
    """Tensors of which it still holds a part, when `producer` overwrote only some of its memory."""
    strides: tuple[int, ...] | None = None
    """Elements from one to the next along each dimension; None if it is contiguous."""


class Parameter(msgspec.Struct, frozen=True, gc=False):
    """A registered parameter of one module."""

    name: str
    tensor: int
    trainable: bool
    numel: int | None
    """None while lazy."""
    shared_with: str | None = None
    """``path.name`` of the first place that holds the same tensor, or one over its memory."""


class Buffer(msgspec.Struct, frozen=True, gc=False):
    """A registered buffer of one module."""

    name: str
    tensor: int
    numel: int | None
    persistent: bool = True
    shared_with: str | None = None


class Constant(msgspec.Struct, frozen=True, gc=False):
    """A plain tensor kept as an attribute: not trained, not saved in the state_dict."""

    name: str
    tensor: int
    numel: int
    source: Source | None = None
    shared_with: str | None = None
    """As of a parameter: a constant may be a view of one, such as ``weight.data.T``."""


class Module(msgspec.Struct, frozen=True, gc=False):
    """One live module. A module registered under two paths stands once, with `also`."""

    path: str
    type: str
    """Qualified class name, such as ``torch.nn.modules.linear.Linear``."""
    parent: str | None
    """Path of the parent; None for the root."""
    registered: bool = True
    """False for a module in a plain list, dict or closure, which its parent does not see."""
    calls: int = 0
    training: bool = True
    also: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    buffers: tuple[Buffer, ...] = ()
    constants: tuple[Constant, ...] = ()
    source: Source | None = None
    """The expression that constructed it."""
    constructor: str = ""
    """The class it was written as, when a lazy module became another (``LazyLinear``)."""
    arguments: str = ""
    """What ``extra_repr`` says, such as ``in_features=20, out_features=10, bias=True``."""


class Trip(msgspec.Struct, frozen=True, gc=False):
    """Which frame a call belongs to, and in which trip (from 1); trip 0 is the loop's test."""

    id: int
    trip: int


class Call(msgspec.Struct, frozen=True, gc=False):
    """One run of a module's forward, or of one function between modules."""

    id: int
    parent: int | None
    kind: Literal["module", "op"]
    module: str | None
    """Path of the module called, for kind "module"."""
    name: str
    """Class name of the module, or name of the function (``relu``, ``matmul``)."""
    inputs: tuple[int, ...] = ()
    outputs: tuple[int, ...] = ()
    seconds: float = 0.0
    flops: int | None = None
    """None where nothing is known to count it by."""
    frame: Trip | None = None
    source: Source | None = None
    """The expression that made the call."""
    arguments: str = ""
    """Arguments of an op that are not tensors, such as ``1`` or ``dim=1``."""
    result: str | None = None
    """What was returned, if it holds no tensor: ``True`` of ``X.sum() > 1``."""
    failed: bool = False
    aten: tuple[str, ...] = ()
    """The ATen operations inside, if they were asked for: ``aten.addmm``."""
    overwritten: tuple[int, ...] = ()
    """Inputs whose old contents it replaced without reading them (``copy_``, ``zero_``, `out`)."""


class Frame(msgspec.Struct, frozen=True, gc=False):
    """A loop in a forward and how often it went round."""

    id: int
    parent_call: int | None
    kind: Literal["while", "for"]
    trips: int
    source: Source | None = None
    """The whole loop statement."""
    header: str = ""
    """Its first line without the colon, such as ``while X.abs().sum() > 1``."""
    parent_frame: int | None = None


class Branch(msgspec.Struct, frozen=True, gc=False):
    """One evaluation of a condition that the value of a tensor decided."""

    id: int
    parent_call: int | None
    kind: Literal["if", "ternary", "assert"]
    header: str
    """The condition without what follows, such as ``if X.sum() > 1``."""
    value: bool | None
    """Whether it held; None if that could not be seen."""
    taken: Literal["body", "else"] | None
    """The branch that ran; None if there is none for this value."""
    call: int
    """The op that turned a tensor into the value that decided: ``bool``, ``item``."""
    frame: Trip | None = None
    source: Source | None = None
    """The whole statement."""


class Fix(msgspec.Struct, frozen=True, gc=False):
    """An edit that cures a problem, offered to the user by its title."""

    title: str
    edit: str
    """Name of the edit, such as ``set_argument``; see ``inspector.edits.fixes``."""
    arguments: dict[str, Any] = {}


class Problem(msgspec.Struct, frozen=True, gc=False):
    """Something found and explained."""

    severity: Severity
    code: str
    message: str
    hint: str = ""
    module: str | None = None
    call: int | None = None
    source: Source | None = None
    fixes: tuple[Fix, ...] = ()


class Failure(msgspec.Struct, frozen=True, gc=False):
    """What was raised while the model was read, built, fed or run."""

    stage: Stage
    type: str
    message: str
    """What Python or torch said."""
    explanation: str = ""
    """The same in the user's terms: what came in, from where, what was expected."""
    hint: str = ""
    module: str | None = None
    call: int | None = None
    source: Source | None = None
    fixes: tuple[Fix, ...] = ()


class Input(msgspec.Struct, frozen=True, gc=False):
    """One argument of the root's forward."""

    name: str
    tensor: int


class Totals(msgspec.Struct, frozen=True, gc=False):
    """Sums over the model; each tensor counts once, however often it is shared."""

    parameters: int = 0
    trainable_parameters: int = 0
    buffers: int = 0
    parameter_bytes: int = 0
    activation_bytes: int = 0
    """All that came into being in the forward, whether it was freed again or not."""
    flops: int = 0
    seconds: float = 0.0
    peak_activation_bytes: int = 0
    """The most that was in memory at one time, with what autograd kept."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The record of one forward pass on one input."""

    format: int = 1
    model: str = "model"
    seed: int | None = None
    device: str = "cpu"
    inputs: tuple[Input, ...] = ()
    modules: tuple[Module, ...] = ()
    calls: tuple[Call, ...] = ()
    frames: tuple[Frame, ...] = ()
    branches: tuple[Branch, ...] = ()
    tensors: tuple[Tensor, ...] = ()
    outputs: tuple[int, ...] = ()
    totals: Totals = Totals()
    problems: tuple[Problem, ...] = ()
    failure: Failure | None = None

    def to_json(self) -> str:
        """The report as JSON text (``docs``: the field names of this file)."""
        return msgspec.json.encode(self).decode()


def from_json(data: str | bytes) -> Report:
    """Read a report. Raises msgspec.ValidationError, which names the path, if it is not one."""
    return msgspec.json.decode(data, type=Report)
