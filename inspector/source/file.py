"""Python files on disk: bytes to text and back, without losing encoding, BOM or line ends."""

import codecs
import io
import tokenize
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

MAX_BYTES = 2_000_000

_WEIGHTS = "It holds weights and no code: open the Python file that makes the model."
_NO_CODE = {
    ".ipynb": "It is a notebook. Save its code as a Python file first, in Jupyter by File ▸ Save "
    "and Export Notebook As ▸ Executable Script.",
    **dict.fromkeys((".pt", ".pth", ".ckpt", ".bin", ".safetensors", ".onnx"), _WEIGHTS),
}
"""Files that are often at hand where a model is, and why they cannot be opened."""


class SourceError(Exception):
    """A file that cannot be read or written as Python source; the message is for the user."""


@dataclass(frozen=True)
class SourceFile:
    """A decoded file. `text` ends its lines with ``\\n`` alone; the rest restores the bytes."""

    text: str
    encoding: str = "utf-8"
    bom: bool = False
    line_ends: tuple[str, ...] = ()
    """The line end of each line, kept only if some are not ``\\n``."""

    def encode(self, text: str) -> bytes:
        """The bytes of `text` in this file's encoding; unchanged lines keep their line ends.

        Raises SourceError if the encoding has no such character.
        """
        if self.line_ends:
            text = self._with_line_ends(text)
        try:
            data = text.encode(self.encoding)
        except UnicodeEncodeError as error:
            character = text[error.start]
            raise SourceError(
                f"The file declares the encoding {self.encoding}, which cannot write "
                f"{character!r}. Remove the character or declare utf-8 in the first line."
            ) from None
        return codecs.BOM_UTF8 + data if self.bom else data

    def _with_line_ends(self, text: str) -> str:
        common = max(set(self.line_ends), key=self.line_ends.count)
        old, new = self.text.split("\n"), text.split("\n")
        ends = [common] * len(new)
        for i, j, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
            for k in range(min(size, len(self.line_ends) - i)):
                ends[j + k] = self.line_ends[i + k]
        return "".join(map("".join, zip(new, [*ends[: len(new) - 1], ""], strict=True)))


def decode(data: bytes) -> SourceFile:
    """Decode a Python file by its BOM or cookie.

    Raises SourceError for binary data, an unknown encoding, or bytes that do not fit it.
    """
    if b"\0" in data:
        raise SourceError("This is not a text file: it contains NUL bytes.")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError as error:
        raise SourceError(f"This is not Python source: {error.msg}.") from None
    bom = data.startswith(codecs.BOM_UTF8)
    try:
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8" if bom else encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"The bytes at offset {error.start} are not {error.encoding}. "
            "Save the file as UTF-8, or name its encoding in the first line."
        ) from None
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return SourceFile(lines, "utf-8" if bom else encoding, bom, _line_ends(text))


def _line_ends(text: str) -> tuple[str, ...]:
    if "\r" not in text:
        return ()
    ends: list[str] = []
    at = 0
    while at < len(text):
        if text[at] == "\r":
            end = "\r\n" if text[at + 1 : at + 2] == "\n" else "\r"
            ends.append(end)
            at += len(end)
        else:
            if text[at] == "\n":
                ends.append("\n")
            at += 1
    return tuple(ends)


def read_file(path: Path) -> SourceFile:
    """Read and decode one file. Raises SourceError with a sentence that names the file."""
    try:
        if path.suffix.lower() in _NO_CODE and path.is_file():
            raise SourceError(_NO_CODE[path.suffix.lower()])
        if path.exists() and not path.is_file() and not path.is_dir():
            raise SourceError("It is a pipe or a device, not a file.")  # reading might never end
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise SourceError(
                f"It has {size / 1e6:.1f} MB; files up to {MAX_BYTES / 1e6:.0f} MB can be opened."
            )
        return decode(path.read_bytes())
    except SourceError as error:
        raise SourceError(f"{path.name} cannot be opened. {error}") from None
    except IsADirectoryError:
        raise SourceError(f"{path.name} is a folder, not a Python file.") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError(f"{path.name} cannot be read: {reason}.") from None
