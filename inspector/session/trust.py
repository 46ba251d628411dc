"""Which texts may run: composed ones at once, foreign code only after the user trusts it."""

import hashlib
import json
from pathlib import Path

from PySide6.QtCore import QSettings

from inspector.catalog.plain import foreign_code
from inspector.catalog.plain_rules import Finding
from inspector.session.state import Document

_KEY = "trust/files"
_FOLDERS = "trust/folders"


class Trust:
    """What the user has said of files, remembered by path and content outside of them."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings
        self._open: set[str] = set()
        self._once: dict[str, str] = {}

    def opened(self, document: Document, text: str) -> tuple[Finding, ...]:
        """What in a file that is being opened must not run unasked; empty if all of it may.

        A text that was made here is the user's own. One from a file runs if it only builds
        modules, or if the user trusts this very content.
        """
        self._open.discard(document.file_name)
        if document.path is None or self._is_trusted(document.path, text):
            self._open.add(document.file_name)
        return self.findings(document, text)

    def findings(self, document: Document, text: str) -> tuple[Finding, ...]:
        """The same for a text that the user goes on editing: what may run once stays so."""
        if document.file_name in self._open:
            return ()
        found = foreign_code(text)
        if not found:
            self._open.add(document.file_name)
        return found

    def trust_once(self, document: Document, text: str) -> None:
        """Let the file run until the application ends, for as long as it stays what it is."""
        self._open.add(document.file_name)
        self._once[document.file_name] = _digest(text)

    def trust_file(self, document: Document, text: str) -> None:
        """Let the file run now, and later for as long as it stays what it is."""
        self.trust_once(document, text)
        if document.path is not None:
            files = self._stored()
            files[str(document.path)] = _digest(text)
            self._settings.setValue(_KEY, json.dumps(files))

    def trust_folder(self, document: Document, text: str) -> None:
        """Let every file in the folder of this one run, now and later."""
        self.trust_once(document, text)
        if document.path is not None:
            folders = {*self._folders(), str(document.path.parent)}
            self._settings.setValue(_FOLDERS, json.dumps(sorted(folders)))

    def keep(self, document: Document, text: str) -> None:
        """The user saved the document under this name: what may run may run from there."""
        self._open.add(document.file_name)
        self._once[document.file_name] = _digest(text)
        files = self._stored()
        if str(document.path) in files:
            files[str(document.path)] = _digest(text)
            self._settings.setValue(_KEY, json.dumps(files))

    def _is_trusted(self, path: Path, text: str) -> bool:
        if any(path.is_relative_to(folder) for folder in self._folders()):
            return True
        return _digest(text) in (self._stored().get(str(path)), self._once.get(str(path)))

    def _stored(self) -> dict[str, str]:
        found = _json(self._settings.value(_KEY, "{}", type=str))
        return found if isinstance(found, dict) else {}

    def _folders(self) -> list[str]:
        found = _json(self._settings.value(_FOLDERS, "[]", type=str))
        return found if isinstance(found, list) else []


def _json(text: object) -> object:
    try:
        return json.loads(str(text))
    except json.JSONDecodeError:
        return None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
