from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QMessageBox

from inspector.app.picture_dialog import PictureDialog
from inspector.app.picture_settings import PictureSettings
from inspector.canvas.export.choice import Choice
from inspector.look.theme import DARK, LIGHT
from tests.app.conftest import Hand


def dialog_of(hand: Hand) -> PictureDialog:
    """The dialog as the menu opens it."""
    hand.contents.actions["export_picture"].trigger()
    return hand.contents.window.findChildren(PictureDialog)[-1]


def choose(dialog: PictureDialog, ending: str, **chosen: str) -> None:
    """Set the boxes of the dialog."""
    dialog.format.setCurrentIndex(dialog.format.findData(ending))
    for name, value in chosen.items():
        box = getattr(dialog, name)
        box.setCurrentIndex(box.findData(value))


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file name without ending, which the user gives whenever asked."""
    path = tmp_path / "picture"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *rest: (str(path), ""))
    return path


@pytest.mark.parametrize("ending", [".svg", ".png", ".pdf", ".html", ".mmd", ".graphml"])
def test_the_picture_is_exported_in_the_format_that_is_chosen(
    hand: Hand, target: Path, ending: str
) -> None:
    dialog = dialog_of(hand)
    choose(dialog, ending)
    dialog.accept()
    assert target.with_suffix(ending).stat().st_size > 200
    assert hand.told[-1] == f"Exported picture{ending}."


def test_as_it_is_shown_or_with_everything_expanded(hand: Hand, target: Path) -> None:
    hand.drag_to_tree("LazyLinear", "")
    hand.run()
    hand.contents.canvas.collapse_all()
    for extent, is_seen in (("shown", False), ("all", True)):
        dialog = dialog_of(hand)
        choose(dialog, ".svg", extent=extent)
        dialog.accept()
        # The arguments of the layer stand in its node alone.
        assert (">LazyLinear<" in target.with_suffix(".svg").read_text()) is is_seen


def test_a_theme_and_a_scale_are_taken_and_remembered(hand: Hand, target: Path) -> None:
    dialog = dialog_of(hand)
    choose(dialog, ".png", theme="dark")
    dialog.scale.setValue(1.0)
    dialog.accept()
    image = QImage(str(target.with_suffix(".png")))
    assert image.pixelColor(2, 2).name() == DARK.canvas
    again = dialog_of(hand)
    assert (again.ending, again.choice) == (".png", Choice("shown", "dark", 1.0))
    again.scale.setValue(2.0)
    again.accept()
    assert QImage(str(target.with_suffix(".png"))).width() == 2 * image.width()


def test_only_what_a_format_has_a_use_for_can_be_changed(hand: Hand) -> None:
    dialog = dialog_of(hand)
    for ending, uses in (
        (".svg", (True, False)),
        (".png", (True, True)),
        (".html", (False, False)),
    ):
        choose(dialog, ending)
        assert (dialog.theme.isEnabled(), dialog.scale.isEnabled()) == uses
    dialog.reject()


def test_a_place_that_cannot_be_written_is_told(
    hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *rest: said.append(str(rest[-1])))
    gone = str(tmp_path / "gone" / "net.svg")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *rest: (gone, ""))
    dialog_of(hand).accept()
    assert said == [f"{gone} cannot be written: No such file or directory."]


def test_the_picture_is_copied_as_an_image_in_the_colors_of_the_window(hand: Hand) -> None:
    hand.contents.actions["copy_picture"].trigger()
    image = QGuiApplication.clipboard().image()
    assert image.pixelColor(2, 2).name() == LIGHT.canvas
    size = f"{image.width():,} × {image.height():,} pixels"
    assert hand.told[-1] == f"Copied the picture: {size}."


def test_without_a_picture_that_is_said(hand: Hand) -> None:
    hand.contents.canvas.set_report(None)
    for name in ("export_picture", "copy_picture"):
        hand.contents.actions[name].trigger()
        assert hand.told[-1] == "There is no picture yet: no model has run."


def test_what_nonsense_the_settings_hold_about_pictures_does_no_harm(tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    for name in ("ending", "extent", "theme", "scale"):
        store.setValue(f"picture/{name}", "?")
    settings = PictureSettings(store)
    assert settings.picture_ending() == ".svg"
    assert settings.picture_choice() == Choice()
