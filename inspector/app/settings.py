"""What is remembered between runs, each value with its type and default."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from inspector.app.motion import reduced_motion
from inspector.canvas.export.choice import Choice, Extent
from inspector.graph.measures import Measure
from inspector.report.picture_endings import PICTURES, TEXTS

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

    def animated(self) -> bool:
        """Whether the picture glides; until the user says so, what the desktop is set to."""
        return bool(self.store.value("canvas/animated", not reduced_motion(), type=bool))

    def set_animated(self, animated: bool) -> None:
        self.store.setValue("canvas/animated", animated)

    def picture_ending(self) -> str:
        """The format in which a picture was exported last, by its ending."""
        ending = str(self.store.value("picture/ending", ".svg", type=str))
        return ending if ending in (*PICTURES, *TEXTS) else ".svg"

    def picture_choice(self) -> Choice:
        """How a picture was exported last."""
        extent: Extent = "all" if self.store.value("picture/extent", type=str) == "all" else "shown"
        theme = "dark" if self.store.value("picture/theme", type=str) == "dark" else "light"
        scale = self.store.value("picture/scale", Choice.scale, type=float)
        return Choice(
            extent, theme, scale if isinstance(scale, float) and scale > 0 else Choice.scale
        )

    def set_picture(self, ending: str, choice: Choice) -> None:
        self.store.setValue("picture/ending", ending)
        self.store.setValue("picture/extent", choice.extent)
        self.store.setValue("picture/theme", choice.theme)
        self.store.setValue("picture/scale", choice.scale)

    def runs_to_the_right(self) -> bool:
        """Whether the picture runs from left to right instead of from top to bottom."""
        return bool(self.store.value("canvas/to_the_right", False, type=bool))

    def set_runs_to_the_right(self, to_the_right: bool) -> None:
        self.store.setValue("canvas/to_the_right", to_the_right)

    def minimap(self) -> bool:
        """Whether the whole picture is shown small beside a part of it."""
        return bool(self.store.value("canvas/minimap", True, type=bool))

    def set_minimap(self, minimap: bool) -> None:
        self.store.setValue("canvas/minimap", minimap)

    def folds_repeats(self) -> bool:
        """Whether equal siblings share one node of the picture."""
        return bool(self.store.value("canvas/folds_repeats", True, type=bool))

    def set_folds_repeats(self, folds: bool) -> None:
        self.store.setValue("canvas/folds_repeats", folds)

    def measure(self) -> Measure:
        """What the picture is colored by."""
        name = str(self.store.value("canvas/color_by", Measure.KIND, type=str))
        return Measure(name) if name in list(Measure) else Measure.KIND

    def set_measure(self, measure: Measure) -> None:
        self.store.setValue("canvas/color_by", measure.value)

    def has_legend(self) -> bool:
        """Whether the colors of the families are explained, too."""
        return bool(self.store.value("canvas/legend", False, type=bool))

    def set_legend(self, shown: bool) -> None:
        self.store.setValue("canvas/legend", shown)

    def has_own_tensors(self) -> bool:
        """Whether parameters are drawn beside their modules."""
        return bool(self.store.value("canvas/parameters", False, type=bool))

    def set_own_tensors(self, shown: bool) -> None:
        self.store.setValue("canvas/parameters", shown)

    def welcomed(self) -> bool:
        """Whether the welcome page has been closed once."""
        return bool(self.store.value("window/welcomed", False, type=bool))

    def set_welcomed(self) -> None:
        self.store.setValue("window/welcomed", True)

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
