"""The columns that a summary can have, by name. Imports nothing that takes time."""

from collections.abc import Sequence
from typing import NamedTuple


class Column(NamedTuple):
    """What a column is called and what stands in it."""

    heading: str
    meaning: str
    right: bool = False
    """Whether it is set to the right, as numbers are."""


COLUMNS = {
    "inputs": Column("Input", "shapes of the tensors that went in"),
    "output": Column("Output", "shapes of the tensors that came out"),
    "kernel": Column("Kernel", "size of the window of a convolution or pooling"),
    "arguments": Column("Arguments", "what the module was constructed with"),
    "parameters": Column("Parameters", "of the module and all below it, shared ones once", True),
    "bytes": Column("Bytes", "of these parameters", True),
    "trainable": Column("Trainable", "whether these parameters are: yes, no or partly"),
    "dtype": Column("Dtype", "of the tensors that came out"),
    "device": Column("Device", "of the tensors that came out"),
    "calls": Column("Calls", "how often forward ran", True),
    "flops": Column("FLOP", "of all its calls; a multiply-add counts two", True),
    "macs": Column("MAC", "multiply-adds, half of the FLOPs", True),
    "time": Column("Time", "of all its calls, with what they called", True),
    "own-time": Column("Own time", "the same without the submodules that they called", True),
}
DEFAULT_COLUMNS = ("output", "parameters", "flops", "time")


def checked_columns(names: Sequence[str] | str) -> tuple[str, ...]:
    """The names of columns, given one by one or in a text with commas.

    Raises ValueError with all names that there are if one is not known.
    """
    given = names.split(",") if isinstance(names, str) else names
    found = tuple(name.strip().lower() for name in given)
    unknown = next((name for name in found if name not in COLUMNS), None)
    if unknown is not None:
        raise ValueError(f"there is no column {unknown!r}; the columns are {', '.join(COLUMNS)}")
    return found
