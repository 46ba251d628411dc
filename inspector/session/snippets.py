"""The user's own snippets: a folder of plain Python files, one for each."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from inspector.edits.snippet import flaw_of, summary_of
from inspector.session.files import save_file
from inspector.session.state import Document
from inspector.source.file import SourceError, read_file

_BESIDE_LETTERS = " _-+.()"
_LONGEST = 60


class Snippet(NamedTuple):
    """One file of the folder; its name is that of the file."""

    name: str
    text: str
    summary: str = ""
    flaw: str = ""
    """Why it cannot be used, as a sentence; empty if it can."""


class Snippets:
    """Reads and writes the folder; it need not be there before something is kept in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self) -> tuple[Snippet, ...]:
        """All that there are, by name; a file that cannot be read says why."""
        paths = sorted(self.folder.glob("*.py"), key=lambda path: path.stem.casefold())
        return tuple(map(_read, paths))

    def keep(self, name: str, text: str) -> str:
        """Keep a new snippet; the name that it has. Raises SourceError with a sentence."""
        name = self._free(name)
        self._write(name, text, Document())
        return name

    def rewrite(self, name: str, text: str) -> None:
        """Give a snippet another text, in the encoding of its file. Raises SourceError."""
        self._write(name, text, Document(file=read_file(self._path(name))))

    def rename(self, old: str, new: str) -> str:
        """Give a snippet another name. Raises SourceError with a sentence."""
        if new.strip() == old:
            return old
        new = self._free(new)
        self._try(lambda: self._path(old).rename(self._path(new)), old)
        return new

    def delete(self, name: str) -> None:
        """Delete the file of a snippet. Raises SourceError with a sentence."""
        self._try(lambda: self._path(name).unlink(missing_ok=True), name)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.py"

    def _free(self, name: str) -> str:
        """The name if a file can have it and none has. Raises SourceError with the reason."""
        name = name.strip()
        if not name:
            raise SourceError("A name is needed.")
        odd = next((c for c in name if not (c.isalnum() or c in _BESIDE_LETTERS)), None)
        if odd is not None or name.startswith("."):
            raise SourceError(
                f"A file cannot be called “{name}”: letters, digits, blanks and {_BESIDE_LETTERS}"
            )
        if len(name) > _LONGEST:
            raise SourceError(f"A name has at most {_LONGEST} letters.")
        taken = {path.stem.casefold() for path in self.folder.glob("*.py")}
        if name.casefold() in taken:
            raise SourceError(f"There is a snippet “{name}” already.")
        return name

    def _write(self, name: str, text: str, document: Document) -> None:
        self._try(lambda: self.folder.mkdir(parents=True, exist_ok=True), name)
        save_file(document, text, self._path(name))

    def _try(self, act: Callable[[], object], name: str) -> None:
        try:
            act()
        except OSError as error:
            raise SourceError(f"The snippet {name} is as it was: {error.strerror}.") from None


def _read(path: Path) -> Snippet:
    try:
        stamp = path.stat()
    except OSError as error:
        return Snippet(path.stem, "", flaw=f"{path.name} cannot be read: {error.strerror}.")
    return _read_once(path, stamp.st_mtime_ns, stamp.st_size)


@lru_cache(maxsize=1024)
def _read_once(path: Path, changed: int, size: int) -> Snippet:
    """A file as it was at one time; to look again costs nothing if it has not changed since."""
    try:
        text = read_file(path).text
    except SourceError as error:
        return Snippet(path.stem, "", flaw=str(error))
    return Snippet(path.stem, text, summary_of(text), flaw_of(text))
