"""Reports that were saved as JSON."""

from pathlib import Path

import msgspec

from inspector.report.model import Report, from_json
from inspector.source.file import SourceError


class _Head(msgspec.Struct):
    """What tells a report from other JSON."""

    format: int


def open_report(path: Path) -> Report:
    """A report that was saved as JSON. Raises SourceError with a sentence."""
    try:
        data = path.read_bytes()
        msgspec.json.decode(data, type=_Head)
        return from_json(data)
    except OSError as error:
        raise SourceError(f"{path.name} cannot be read: {error.strerror}.") from None
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise SourceError(f"{path.name} is not a report of this program: {error}.") from None
