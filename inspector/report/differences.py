"""The parts of a comparison."""

from typing import Literal

import msgspec


class Change(msgspec.Struct, frozen=True):
    """One fact that is not as it was; only what differs of it."""

    fact: str
    """Of a module ``type``, ``arguments``, ``parameters``, ``buffers``, ``constants``, ``also``,
    ``registered``, ``mode``, ``calls``, ``inputs``, ``outputs``, ``dtypes``, ``flops`` (without
    those of submodules), ``functions`` or ``dataflow`` (of its own forward); of the whole model
    ``model inputs``, ``model outputs`` or ``failure``."""
    before: str
    """"" if there was nothing."""
    after: str
    """"" if there is nothing now."""


class ModuleDifference(msgspec.Struct, frozen=True):
    """A module that differs. What is inside one added or removed is not listed again."""

    kind: Literal["added", "removed", "moved", "changed"]
    path: str
    """In the later model; in the reference if it was removed."""
    type: str
    """Qualified class name."""
    before_path: str | None = None
    """Where it was, if it was moved."""
    parameters: int = 0
    """At and below it."""
    inside: int = 0
    """How many modules were added, removed or moved with it."""
    changes: tuple[Change, ...] = ()
    """A moved module may be changed as well."""


class Total(msgspec.Struct, frozen=True):
    """A sum over the model: a field of the totals of a report, or ``modules``."""

    name: str
    before: float
    after: float
