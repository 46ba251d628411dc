import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from inspector.app.motion import of_desktop
from inspector.app.picture_settings import PictureSettings


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0\n"),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=0\n"),
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations=false\n"),
    ],
)
def test_a_desktop_without_animations_is_heard(tmp_path: Path, file: str, text: str) -> None:
    assert not of_desktop(tmp_path)
    place = tmp_path / file
    place.parent.mkdir(exist_ok=True)
    place.write_text(text)
    assert of_desktop(tmp_path)


def test_a_desktop_with_animations_is_heard_as_well(tmp_path: Path) -> None:
    (tmp_path / "kdeglobals").write_text("[KDE]\nAnimationDurationFactor=0.5\n")
    assert not of_desktop(tmp_path)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="reads the files of Linux desktops")
def test_what_the_user_chose_counts_more_than_the_desktop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kdeglobals").write_text("[KDE]\nAnimationDurationFactor=0\n")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    settings = PictureSettings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))
    assert settings.animated() is False
    settings.set_animated(True)
    assert settings.animated() is True
