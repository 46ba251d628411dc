"""One thing that the palette offers: a module class of torch.nn, or a function for a forward."""

from typing import Literal

import msgspec

Kind = Literal["module", "function"]
Family = Literal[
    "linear",
    "convolution",
    "normalization",
    "activation",
    "sequence",
    "container",
    "function",
    "constant",
]
Operands = Literal["one", "two", "many"]
ParameterKind = Literal["positional", "keyword", "var"]
ParameterType = Literal["int", "float", "bool", "str", "tuple", "choice", "module", "any"]


class Parameter(msgspec.Struct, frozen=True, omit_defaults=True):
    """One parameter of a constructor or function, in the sense of `inspect.Parameter`."""

    name: str
    kind: ParameterKind = "positional"
    """``keyword`` for keyword-only, ``var`` for ``*args``."""
    required: bool = False
    default: str | None = None
    """Source text, such as ``True`` or ``"zeros"``; None if it is required."""
    type: ParameterType = "any"
    """What is usual; any expression may be given. A ``tuple`` may also be a single number."""
    choices: tuple[str, ...] = ()
    """Source text of what is usual, for the type ``choice``."""
    description: str = ""


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """A module class or a function, with what is needed to show it, write it and call it."""

    name: str
    """``Linear``, ``relu``."""
    kind: Kind
    qualified: str
    """Where users import it from: ``torch.nn.Linear``."""
    defined: str
    """What a live object says of its class: ``torch.nn.modules.linear.Linear``."""
    call: str
    """How a file writes it: ``nn.Linear``, ``F.relu``, ``torch.cat``."""
    group: str
    family: Family
    summary: str
    parameters: tuple[Parameter, ...] = ()
    inputs: tuple[str, ...] = ()
    """The arguments that the forward of a module requires; none if it cannot be called."""
    tensors: Operands = "one"
    """How many tensors a function works on."""
    template: str = ""
    """A function as code, with ``{x}`` for the value that flows in."""

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that name."""
        return next((each for each in self.parameters if each.name == name), None)
