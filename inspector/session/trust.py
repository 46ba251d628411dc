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
        self._now: set[str] = set()

    def findings(self, document: Document, text: str) -> tuple[Finding, ...]:
        """What in the text must not run unasked; empty if all of it may.

        A text that was made here is the user's own. One from a file runs if it only builds
        modules, or if the file is trusted; the user's own edits keep it so.
        """
        if document.path is None or document.file_name in self._now:
            return ()
        if self._is_trusted(document.path, text):
            self._now.add(document.file_name)
            return ()
        return foreign_code(text)

    def trust_once(self, document: Document) -> None:
        """Let the file run until the application ends."""
        self._now.add(document.file_name)

    def trust_file(self, document: Document, text: str) -> None:
        """Let the file run now, and later for as long as it stays what it is."""
        self.trust_once(document)
        if document.path is not None:
            files = self._stored()
            files[str(document.path)] = _digest(text)
            self._settings.setValue(_KEY, json.dumps(files))

    def trust_folder(self, document: Document) -> None:
        """Let every file in the folder of this one run, now and later."""
        self.trust_once(document)
        if document.path is not None:
            folders = {*self._folders(), str(document.path.parent)}
            self._settings.setValue(_FOLDERS, json.dumps(sorted(folders)))

    def keep(self, document: Document, text: str) -> None:
        """A trusted file was saved by the user: it stays trusted with its new content."""
        if document.path is not None and document.file_name in self._now:
            files = self._stored()
            if str(document.path) in files:
                files[str(document.path)] = _digest(text)
                self._settings.setValue(_KEY, json.dumps(files))

    def _is_trusted(self, path: Path, text: str) -> bool:
        if any(path.is_relative_to(folder) for folder in self._folders()):
            return True
        return self._stored().get(str(path)) == _digest(text)

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
