import threading
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QMessageBox

from inspector.app.picture_dialog import PictureDialog
from inspector.app.picture_settings import PictureSettings
from inspector.canvas.export import choice as export_choice
from inspector.canvas.export import whole
from inspector.canvas.export.choice import Choice
from inspector.canvas.waiting import Waiting
from inspector.graph.layout.direction import Direction
from inspector.graph.measures import Measure
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


NESTED = """\
import torch
from torch import nn

model = nn.Sequential(
    nn.Sequential(nn.Linear(20, 20), nn.Linear(20, 20), nn.Linear(20, 20), nn.Linear(20, 20)),
    nn.Tanh(),
)

X = torch.rand(2, 20)
"""


def words(path: Path) -> list[str]:
    """The texts of an SVG."""
    found = ElementTree.parse(path).iter("{http://www.w3.org/2000/svg}text")
    return [(element.text or "").strip() for element in found]


def size(path: Path) -> tuple[float, float]:
    _, _, width, height = ElementTree.parse(path).getroot().get("viewBox", "").split()
    return float(width), float(height)


@pytest.fixture
def nested(hand: Hand, target: Path) -> Callable[..., Path]:
    """Exports a model with a run of four equal modules in a container, as an SVG."""
    hand.open(NESTED)

    def export(extent: str = "shown") -> Path:
        dialog = dialog_of(hand)
        choose(dialog, ".svg", extent=extent)
        dialog.accept()
        return target.with_suffix(".svg")

    return export


def test_what_is_folded_isolated_and_turned_is_exported_so(
    hand: Hand, nested: Callable[..., Path]
) -> None:
    canvas = hand.contents.canvas
    canvas.expand_all()
    assert "× 4" in words(nested())
    width, height = size(nested())
    canvas.set_direction(Direction.RIGHT)
    assert size(nested())[0] > width
    assert size(nested())[1] < height
    assert "model" in words(nested())
    canvas.isolate("/0")
    assert "model" not in words(nested())
    canvas.folds_repeats = False
    assert "× 4" not in words(nested())
    assert {"0", "1", "2", "3"} <= set(words(nested()))


def test_everything_expanded_keeps_what_else_is_chosen(
    hand: Hand, nested: Callable[..., Path]
) -> None:
    canvas = hand.contents.canvas
    canvas.set_direction(Direction.RIGHT)
    canvas.show_own_tensors(True)
    canvas.overlaying.set_measure(Measure.PARAMETERS)
    canvas.collapse_all()
    drawn = nested("all")
    # Four weights of 20 × 20 and four biases of 20, one beside each module.
    assert [word for word in words(drawn) if word in ("weight", "bias")].count("weight") == 4
    assert size(drawn)[0] > 2 * size(drawn)[1]
    assert any(color in drawn.read_text() for color in LIGHT.ramp)
    assert "model" in words(drawn)
    canvas.expand_to_depth(1)
    canvas.isolate("/0")
    assert "model" not in words(nested("all"))


def test_own_parameters_and_the_colors_of_an_overlay_are_exported_and_copied(
    hand: Hand, nested: Callable[..., Path]
) -> None:
    canvas = hand.contents.canvas
    canvas.expand_all()
    assert "weight" not in words(nested())
    hand.contents.actions["copy_picture"].trigger()
    plain = QGuiApplication.clipboard().image()
    canvas.show_own_tensors(True)
    assert "weight" in words(nested())
    canvas.show_own_tensors(False)
    canvas.overlaying.set_measure(Measure.PARAMETERS)
    assert any(color in nested().read_text() for color in LIGHT.ramp)
    hand.contents.actions["copy_picture"].trigger()
    colored = QGuiApplication.clipboard().image()
    assert colored.size() == plain.size()
    assert colored != plain


def test_a_later_trip_of_a_loop_is_exported_as_it_is_drawn(
    hand: Hand, nested: Callable[..., Path]
) -> None:
    hand.open(
        "import torch\nfrom torch import nn\n\n\nclass Net(nn.Module):\n"
        "    def forward(self, X):\n        for t in range(3):\n"
        "            X = torch.cat([X, X])\n        return X\n\n\n"
        "model = Net()\n\nX = torch.rand(2, 20)\n"
    )
    canvas = hand.contents.canvas
    canvas.expand_all()
    assert canvas.scene is not None
    loop = next(node.key for node in canvas.scene.graph.nodes if node.kind == "loop")
    canvas.turn(loop, 2)
    assert "from trip 2" in words(nested())
    assert "from trip 2" in words(nested("all"))


def test_a_large_picture_is_written_while_the_window_goes_on_and_can_be_cancelled(
    hand: Hand, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_choice, "_QUICK", 1)
    go = threading.Event()
    painted: list[int] = []

    def held(*given: object, **named: object) -> None:
        painted.append(1)
        assert go.wait(10)

    monkeypatch.setattr(whole, "paint", held)
    dialog = dialog_of(hand)
    choose(dialog, ".pdf")
    dialog.accept()
    hand.qtbot.waitUntil(lambda: bool(painted))
    line = hand.contents.canvas.findChildren(Waiting)[-1]
    hand.qtbot.waitUntil(line.isVisible)
    line.cancelled.emit()
    go.set()
    assert hand.told[-1] == "The export was cancelled; nothing was written."
    assert not line.isVisible()


def test_a_large_picture_is_told_when_it_is_written(
    hand: Hand, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_choice, "_QUICK", 1)
    for ending in (".pdf", ".png", ".svg"):
        dialog = dialog_of(hand)
        choose(dialog, ending)
        dialog.accept()
        said = f"Exported picture{ending}."
        hand.qtbot.waitUntil(lambda said=said: hand.told[-1:] == [said])
        assert target.with_suffix(ending).stat().st_size > 200
