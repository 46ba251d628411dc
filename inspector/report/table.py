"""A table of text: columns that share the width there is."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass

from inspector.report.cells import cells, clipped, padded

GAP = "  "


@dataclass(frozen=True)
class Fit:
    """How wide each column is; those behind the last had no room."""

    widths: tuple[int, ...]

    def line(self, texts: Sequence[str], right: Sequence[bool]) -> str:
        """One row of the table."""
        pieces = [
            padded(clipped(text, width), width, to_right)
            for text, width, to_right in zip(texts, self.widths, right, strict=False)
        ]
        return GAP.join(pieces).rstrip()


def fit(wanted: Sequence[int], least: Sequence[int], width: int | None) -> Fit:
    """Give columns what they want; in want of room the widest yield, down to their least.

    What still does not fit costs the last columns. Without a `width` there is room for all.
    """
    widths = list(wanted)
    floors = [min(want, floor) for want, floor in zip(wanted, least, strict=True)]
    if width is None:
        return Fit(tuple(widths))
    while len(widths) > 1 and _taken(floors[: len(widths)]) > width:
        widths.pop()
    while _taken(widths) > width:
        yielding = [place for place, each in enumerate(widths) if each > floors[place]]
        if not yielding:
            widths[0] = max(1, width)
            break
        widest = max(yielding, key=lambda place: widths[place])
        widths[widest] -= 1
    return Fit(tuple(widths))


def column_widths(lines: Sequence[Sequence[str]]) -> list[int]:
    """How many cells each column would take."""
    return [max(map(cells, column)) for column in zip(*lines, strict=True)]


def _taken(widths: Sequence[int]) -> int:
    return sum(widths) + len(GAP) * (len(widths) - 1)


def terminal_width() -> int | None:
    """The columns of the terminal that is written to; None if it is a file or a pipe."""
    return shutil.get_terminal_size((0, 0)).columns or None
