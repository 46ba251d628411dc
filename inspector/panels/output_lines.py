"""Lines that user code printed, as they are shown. Pure text."""

_LONGEST = 2_000


def shown(line: str) -> str:
    """A line as a terminal would leave it: what follows the last carriage return, not too long."""
    text = line.rstrip("\r").rpartition("\r")[2]
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def since(lines: tuple[str, ...], cleared: tuple[str, ...]) -> tuple[str, ...]:
    """The lines that came after those that were cleared.

    Only the last lines of an output are kept, so what was cleared may have lost some of its
    first lines since; a new engine begins with other lines altogether.
    """
    for lost in range(len(cleared)):
        left = cleared[lost:]
        if lines[: len(left)] == left:
            return lines[len(left) :]
    return lines
