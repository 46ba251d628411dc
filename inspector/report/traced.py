"""What the Python API hands out: a report with what one does with it at a prompt."""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

import msgspec

from inspector.report.columns import DEFAULT_COLUMNS
from inspector.report.comparing import compare
from inspector.report.comparison import Comparison
from inspector.report.drawing import DrawingError, draw
from inspector.report.model import Module, Report, Tensor
from inspector.report.summary import summary


class TraceReport(Report, frozen=True, kw_only=True):
    """The record of one forward pass; in a notebook it shows itself as the drawing."""

    @classmethod
    def of(cls, report: Report) -> "TraceReport":
        """The same report with the methods of this class."""
        return cls(**{name: getattr(report, name) for name in report.__struct_fields__})

    def summary(
        self,
        depth: int | None = None,
        width: int | None = None,
        markdown: bool = False,
        columns: Sequence[str] | str = DEFAULT_COLUMNS,
        fold: bool = False,
    ) -> str:
        """The report as a table: the tree of modules with shapes, parameters, FLOPs and times.

        `depth` limits the levels shown and `width` the columns of the terminal. `columns` names
        what is shown, such as ``"inputs,output,own-time"``; raises ValueError with all the names
        if there is no such column. With `fold`, equal neighbors in a list share one row, with the
        numbers of all of them.
        """
        return summary(self, depth, width, False, markdown, columns, fold)

    def compare(self, other: Report) -> Comparison:
        """What changed from the other report, the reference, to this one."""
        return compare(other, self)

    def __getitem__(self, path: str) -> Module:
        """The module at a path, such as ``report["0.net"]``, or ``report[""]``, the root.

        A module registered twice is found under each path. Raises KeyError if there is none.
        """
        for module in self.modules:
            if path == module.path or path in module.also:
                return module
        near = get_close_matches(path, [module.path for module in self.modules], 1)
        meant = f"; did you mean {near[0]!r}?" if near else ""
        raise KeyError(f"there is no module {path!r}{meant}")

    def tensor(self, number: int) -> Tensor:
        """The tensor with a number, as calls and parameters name it. Raises KeyError."""
        for tensor in self.tensors:
            if tensor.id == number:
                return tensor
        raise KeyError(f"there is no tensor {number}")

    def draw(
        self,
        path: Path | str,
        depth: int | None = None,
        theme: str = "light",
        scale: float | None = None,
    ) -> None:
        """Write the picture by the suffix of the file.

        ``.svg``, ``.png`` and ``.pdf`` are drawings; ``.html`` is a page that holds everything and
        opens and closes in a browser, in the colors of the reader's system; ``.mmd`` (Mermaid) and
        ``.graphml`` are for other programs. `depth` is how many levels of containers are opened,
        `theme` ``light`` or ``dark``, `scale` the pixels of a PNG for each of the picture.
        Raises DrawingError with a sentence if the picture could not be made.
        """
        draw(self, path, depth, theme, scale)

    def show(self) -> None:
        """Open the report in a window of its own, and go on."""
        path = Path(tempfile.mkdtemp(prefix="inspector-"), f"{self.model}.json")
        path.write_text(self.to_json(), encoding="utf-8")
        subprocess.Popen([sys.executable, "-m", "inspector", str(path)])

    def _repr_svg_(self) -> str | None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "report.svg")
            try:
                draw(self, path)
            except DrawingError:
                return None
            return path.read_text(encoding="utf-8")

    def __str__(self) -> str:
        return self.summary()

    def __repr__(self) -> str:
        name = self.modules[0].type.rpartition(".")[2] if self.modules else self.model
        state = "failed" if self.failure else f"{self.totals.parameters:,} parameters"
        return f"<TraceReport of {name}: {len(self.modules)} modules, {state}>"


def traced_from_json(data: str | bytes) -> TraceReport:
    """Read a report with the methods of this class. Raises msgspec.ValidationError."""
    return msgspec.json.decode(data, type=TraceReport)
