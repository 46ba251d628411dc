"""What is looked for in the code, and what takes its place. Pure text; knows no Qt."""

import re
from dataclasses import dataclass

from inspector.source.changes import Change

_MOST = 10_000
"""Matches beyond these are not counted: a pattern such as ``.`` has as many as there is text."""


class QueryError(Exception):
    """A pattern that is none; the message is for the user."""


@dataclass(frozen=True)
class Query:
    """A text or a regular expression; capitals matter once it has any."""

    text: str
    is_pattern: bool = False
    whole_words: bool = False

    def matches(self, text: str) -> list[tuple[int, int]]:
        """Where it stands in a text, by offsets. Raises QueryError."""
        return [match.span() for match in self._found(text)]

    def replacements(self, text: str, new: str, at: tuple[int, int] | None = None) -> list[Change]:
        """The changes that write `new` for every match, or for the one at `at` alone.

        In a pattern ``\\1`` and ``\\g<name>`` stand for its groups. Raises QueryError.
        """
        wanted = (match for match in self._found(text) if at is None or match.span() == at)
        try:
            return [
                Change(*match.span(), match.expand(new) if self.is_pattern else new)
                for match in wanted
            ]
        except (re.error, IndexError) as error:
            raise QueryError(f"The replacement does not fit: {error}.") from None

    def _found(self, text: str) -> list[re.Match[str]]:
        if not self.text:
            return []
        source = self.text if self.is_pattern else re.escape(self.text)
        if self.whole_words:
            source = rf"(?<!\w)(?:{source})(?!\w)"
        letters = re.sub(r"\\.", "", self.text) if self.is_pattern else self.text
        flags = re.MULTILINE | (re.NOFLAG if letters != letters.lower() else re.IGNORECASE)
        try:
            found = re.finditer(source, text, flags)
        except re.error as error:
            raise QueryError(f"This is no pattern: {error.msg}.") from None
        return [match for match, _ in zip(found, range(_MOST), strict=False) if match.group()]
