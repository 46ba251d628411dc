"""Changing how often something is repeated, at the one place that decides it."""

from collections.abc import Hashable
from dataclasses import dataclass

from inspector.edits.arguments import SetArgument
from inspector.edits.code import ReplaceCode
from inspector.edits.counts import Count, GivenArgument, GivenDefault
from inspector.edits.defaults import SetDefault
from inspector.edits.edit import Edit, EditError
from inspector.outline.nodes import Outline

MOST = 10_000
"""More repeats than this are taken for a slip of the keyboard."""


@dataclass(frozen=True)
class SetRepeats(Edit):
    """Let what has the count of `count` be repeated so often."""

    count: Count
    times: int

    @property
    def title(self) -> str:
        return f"Repeat {self.times} ×"

    @property
    def merge_key(self) -> Hashable:
        return ("repeats", self.count.site.start)

    def apply(self, outline: Outline) -> Outline:
        if not 0 <= self.times <= MOST:
            raise EditError(f"The number of repeats lies between 0 and {MOST:,}.")
        number = str(self.times + self.count.offset)
        place = self.count.place
        match place:
            case GivenDefault():
                value = f"{place.before}{number}{place.after}"
                return SetDefault(place.function, place.name, value).apply(outline)
            case GivenArgument():
                value = f"{place.before}{number}{place.after}"
                return SetArgument(place.call, place.name, value).apply(outline)
        return ReplaceCode(place.site, number).apply(outline)
