"""What differs between two reports, as plain values that travel as JSON.

The field names are a contract for other programs (``--format json``): add, never rename.
"""

from typing import Literal

import msgspec

from inspector.report.comparison_text import comparison_text
from inspector.report.differences import Change, ModuleDifference, Total
from inspector.report.model import Problem


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What changed from one report, the reference, to another.

    A difference is a module that was added, removed, moved or changed, in its type, arguments,
    parameters and buffers (names, shapes, dtypes, trainable, shared with which), constants, train
    mode, calls, the shapes and dtypes that went in and out, its FLOPs, the functions that its own
    forward calls and what they read; a difference in what the model was given or returned; another
    failure; errors and warnings that are new or gone; and a total that is not as it was. Values of
    tensors, names of inputs, places in the source, notes, the device, the seed and time are none.
    """

    format: int = 1
    before: str = "model"
    """The expression of the reference."""
    after: str = "model"
    differs: bool = False
    modules: tuple[ModuleDifference, ...] = ()
    run: tuple[Change, ...] = ()
    """What the whole model was given, what it returned, how it failed."""
    totals: tuple[Total, ...] = ()
    """All of them, equal or not, and the seconds, which are never a difference."""
    new_problems: tuple[Problem, ...] = ()
    gone_problems: tuple[Problem, ...] = ()

    def of_kind(self, kind: Literal["added", "removed", "moved", "changed"]) -> list[str]:
        """The paths of the modules that were added, removed, moved or changed."""
        return [each.path for each in self.modules if each.kind == kind]

    def summary(self, width: int | None = None, color: bool = False, markdown: bool = False) -> str:
        """The differences as a table; `width` is that of the terminal without it."""
        return comparison_text(self, width, color, markdown)

    def to_json(self) -> str:
        """The comparison as JSON text."""
        return msgspec.json.encode(self).decode()

    def __str__(self) -> str:
        return self.summary()
