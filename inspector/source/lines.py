"""Conversion between spans (lines, UTF-8 columns) and offsets in a text."""

from bisect import bisect_right

from inspector.source.span import Span


class Lines:
    """The line index of one text. Only ``\\n`` ends a line here, as in our texts."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._ascii = text.isascii()
        starts = [0]
        at = text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = text.find("\n", at + 1)
        self._starts = starts

    def __len__(self) -> int:
        return len(self._starts)

    def line_start(self, line: int) -> int:
        """Offset of the first character of a line (counted from 1)."""
        return self._starts[line - 1]

    def line_text(self, line: int) -> str:
        """The text of a line, without its line end."""
        return self.text[self._starts[line - 1] : self.line_end(line)]

    def line_end(self, line: int) -> int:
        """Offset just before the line end, or the end of the text for the last line."""
        return self._starts[line] - 1 if line < len(self._starts) else len(self.text)

    def line_at(self, offset: int) -> int:
        """The line that holds an offset."""
        return bisect_right(self._starts, offset)

    def offset(self, line: int, column: int) -> int:
        """Offset in characters of a line and UTF-8 column."""
        start = self._starts[line - 1]
        if self._ascii:
            return start + column
        text = self.line_text(line)
        if text.isascii():
            return start + column
        return start + len(text.encode()[:column].decode(errors="ignore"))

    def position(self, offset: int) -> tuple[int, int]:
        """Line and UTF-8 column of an offset."""
        line = self.line_at(offset)
        start = self._starts[line - 1]
        if self._ascii:
            return line, offset - start
        return line, len(self.text[start:offset].encode())

    def offsets(self, span: Span) -> tuple[int, int]:
        """First offset and the offset after the last of a span."""
        return self.offset(*span.start), self.offset(*span.end)

    def span(self, start: int, end: int) -> Span:
        """The span between two offsets."""
        return Span(*self.position(start), *self.position(end))

    def slice(self, span: Span) -> str:
        """The text of a span."""
        start, end = self.offsets(span)
        return self.text[start:end]
