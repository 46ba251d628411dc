"""What is remembered between runs, each value with its type and default."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

_LAYOUT_VERSION = 1
_RECENT = 12


class Settings:
    """A typed front of QSettings: INI files forget types, so every read names one."""

    def __init__(self, store: QSettings) -> None:
        self.store = store

    @property
    def layout_version(self) -> int:
        """A saved arrangement of docks of another version is not restored."""
        return _LAYOUT_VERSION

    def theme(self) -> str:
        """``system``, ``light`` or ``dark``."""
        return str(self.store.value("window/theme", "system", type=str))

    def set_theme(self, name: str) -> None:
        self.store.setValue("window/theme", name)

    def live(self) -> bool:
        """Whether every change runs by itself."""
        return bool(self.store.value("run/live", True, type=bool))

    def set_live(self, live: bool) -> None:
        self.store.setValue("run/live", live)

    def packages(self) -> tuple[str, ...]:
        """Packages beside torch whose modules the palette offers."""
        return tuple(str(self.store.value("palette/packages", "", type=str)).split())

    def set_packages(self, names: tuple[str, ...]) -> None:
        self.store.setValue("palette/packages", " ".join(names))

    def snippets(self) -> Path:
        """The folder of the user's snippets: beside the settings, until the user says otherwise."""
        beside = Path(self.store.fileName()).parent / "snippets"
        return Path(str(self.store.value("palette/snippets", str(beside), type=str)))

    def welcomed(self) -> bool:
        """Whether the welcome page has been closed once."""
        return bool(self.store.value("window/welcomed", False, type=bool))

    def set_welcomed(self) -> None:
        self.store.setValue("window/welcomed", True)

    def code_size(self) -> float:
        """Points of the code's font; 0 for the system's."""
        return float(str(self.store.value("code/size", 0.0, type=float)))

    def set_code_size(self, points: float) -> None:
        self.store.setValue("code/size", points)

    def geometry(self) -> QByteArray:
        return self._bytes("window/geometry")

    def arrangement(self) -> QByteArray:
        """Docks and toolbars."""
        return self._bytes("window/state")

    def splitter(self) -> QByteArray:
        return self._bytes("window/splitter")

    def set_window(
        self, geometry: QByteArray, arrangement: QByteArray, splitter: QByteArray
    ) -> None:
        self.store.setValue("window/geometry", geometry)
        self.store.setValue("window/state", arrangement)
        self.store.setValue("window/splitter", splitter)

    def folder(self) -> str:
        """Where the last file was opened or saved."""
        return str(self.store.value("files/folder", str(Path.home()), type=str))

    def recent(self) -> list[Path]:
        """The files opened last, newest first; those that are gone are left out."""
        found = self.store.value("files/recent", [], type=list)
        paths = [Path(str(each)) for each in found] if isinstance(found, list) else []
        return [path for path in paths if path.is_file()]

    def add_recent(self, path: Path) -> None:
        """Put a file on top of the list."""
        others = [each for each in self.recent() if each != path]
        self.store.setValue("files/recent", [str(each) for each in [path, *others][:_RECENT]])
        self.store.setValue("files/folder", str(path.parent))

    def clear_recent(self) -> None:
        self.store.setValue("files/recent", [])

    def _bytes(self, key: str) -> QByteArray:
        found = self.store.value(key)
        return found if isinstance(found, QByteArray) else QByteArray()
