"""What a file name says of what is to be written, and whether it can be."""

from pathlib import Path

from inspector.report.picture_endings import PICTURES, TEXTS


def ending(path: Path) -> str:
    """The ending in small letters. Raises ValueError for one that says nothing."""
    found = path.suffix.lower()
    if found not in (*PICTURES, *TEXTS):
        known = ", ".join((*PICTURES, *TEXTS))
        raise ValueError(f"{path.name} does not end in {known}: the ending says what to write.")
    return found


def check_writable(path: Path) -> None:
    """Raise OSError with a sentence if a file cannot be written; Qt's writers do not say why."""
    try:
        with path.open("ab"):
            pass
    except OSError as error:
        raise OSError(f"{path} cannot be written: {error.strerror}.") from None
