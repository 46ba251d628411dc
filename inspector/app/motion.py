"""Whether the desktop is set to as little movement as possible. Qt 6.11 does not tell."""

import ctypes
import sys
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths

_CLIENT_AREA_ANIMATION = 0x1042
"""``SPI_GETCLIENTAREAANIMATION`` of the Windows API."""


def reduced_motion() -> bool:
    """What the user's desktop says; False where it says nothing that can be read at once."""
    if sys.platform == "win32":
        return _of_windows()
    if sys.platform == "darwin":
        store = QSettings("com.apple.universalaccess", "")
        return bool(store.value("reduceMotion", False, type=bool))
    place = QStandardPaths.StandardLocation.GenericConfigLocation
    return of_desktop(Path(QStandardPaths.writableLocation(place)))


def of_desktop(folder: Path) -> bool:
    """What the configuration of KDE or of GTK in a folder such as ``~/.config`` says."""
    kde = _ini(folder / "kdeglobals").value("KDE/AnimationDurationFactor", "1")
    gtk = [
        _ini(folder / version / "settings.ini").value("Settings/gtk-enable-animations", "1")
        for version in ("gtk-3.0", "gtk-4.0")
    ]
    return str(kde) == "0" or any(str(each).lower() in ("0", "false") for each in gtk)


def _ini(path: Path) -> QSettings:
    return QSettings(str(path), QSettings.Format.IniFormat)


def _of_windows() -> bool:
    shown = ctypes.c_int(1)
    windows = getattr(ctypes, "windll", None)
    if windows is not None:
        place = ctypes.byref(shown)
        windows.user32.SystemParametersInfoW(_CLIENT_AREA_ANIMATION, 0, place, 0)
    return not shown.value
