"""What is put somewhere, and where: the two halves of every insertion and every move."""

import re
from dataclasses import dataclass
from typing import TypeAlias

from inspector.outline.expressions import expression
from inspector.outline.nodes import Expression
from inspector.source.span import Span


@dataclass(frozen=True)
class Cargo:
    """A module to construct, or an operation for a forward, as code.

    A module has a `constructor`, such as ``nn.Linear(20, 10)``. An operation has a `template`
    with ``{x}`` for the value that flows in, such as ``F.relu({x})``. A moved module has both
    if it was called with more than that value: ``self.attention({x}, mask)``.
    """

    label: str
    """How the user knows it: ``Linear``, ``relu``."""
    constructor: Expression | None = None
    template: str = ""
    attribute: str = ""
    """The attribute to keep it under in a class; empty means: derive one from the label."""
    imports: tuple[str, ...] = ()
    """Lines such as ``from timm.layers import Mlp`` that the file needs for it."""
    definitions: tuple[str, ...] = ()
    """Classes and functions the file must hold for it, unless it has some of these names."""
    statement: str = ""
    """A loop or branch for a forward, with ``{x}`` as the name of the flowing variable.

    With a `constructor` it goes through what that makes, which it calls ``{self}``.
    """
    is_value: bool = False
    """Whether the constructor makes a tensor or number rather than a module.

    Put into a class it is only kept there; put next to a step it is used as the template says.
    """
    is_buffer: bool = False
    """Whether that tensor is registered, so that it is saved and moves with the module."""


def module(label: str, constructor: str, *definitions: str) -> Cargo:
    """Cargo for a module to construct. Raises OutlineError if the code is no expression."""
    return Cargo(label, expression(constructor), definitions=definitions)


@dataclass(frozen=True)
class ItemSpot:
    """Among the items of a call or list: before the item that is at `index` now."""

    container: Span
    index: int


@dataclass(frozen=True)
class BranchSpot:
    """In one chain with the module made at `site`, where its neighbors run beside it."""

    site: Span
    after: bool


@dataclass(frozen=True)
class StepSpot:
    """In a forward, before or after the expression or loop at `site`."""

    site: Span
    after: bool


@dataclass(frozen=True)
class LineSpot:
    """In a forward, where one value flows into one step: around its operands at `sites`.

    There are several where the step takes the value more than once, as attention may.
    """

    sites: tuple[Span, ...]


@dataclass(frozen=True)
class EndSpot:
    """At the end of the forward of a class, or of the body of the loop at `region`."""

    class_name: str
    region: Span | None = None


@dataclass(frozen=True)
class RootSpot:
    """The model itself, in a file that has none yet."""


Spot: TypeAlias = ItemSpot | BranchSpot | StepSpot | LineSpot | EndSpot | RootSpot

_USUAL = {
    "re_lu": "relu",
    "ge_lu": "gelu",
    "si_lu": "silu",
    "max_pool": "pool",
    "layer_norm": "norm",
    "multihead_attention": "attention",
}
_WORD_STARTS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def attribute_for(label: str) -> str:
    """An attribute name after the field's habits: ``LazyConv2d`` becomes ``conv``."""
    name = re.sub(r"(?<=[a-z])LU", "lu", label.rpartition(".")[2])  # ReLU is one word
    words = _WORD_STARTS.split(name.removeprefix("Lazy"))
    name = "_".join(words).lower()
    name = re.sub(r"_?[123]d$", "", name)
    name = re.sub(r"\W", "_", name)
    name = _USUAL.get(name, name)
    return name if name.isidentifier() else "module"
