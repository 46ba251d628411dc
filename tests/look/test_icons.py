import configparser
import gc
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from pytestqt.qtbot import QtBot

from inspector.look.icons import icon, icon_names
from inspector.look.palette import palette
from inspector.look.theme import DARK, LIGHT, Theme
from inspector.resource_files import resource

ASKED_FOR = """
    add class close code collapse collapse-all constant copy delete down duplicate error examples
    expand expand-all export fit fix input live lock loop moon new note ok open palette problems
    redo rename run save save-as search seed settings stop sun tree undo unwrap up warning wrap
    zoom-in zoom-out
"""
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def palette_is_put_back(qapp: QGuiApplication) -> Iterator[None]:
    before = QGuiApplication.palette()
    yield
    QGuiApplication.setPalette(before)


def use(theme: Theme) -> None:
    QGuiApplication.setPalette(palette(theme))


def inks(image: QImage) -> set[str]:
    """The colors that are painted without transparency."""
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def painted(shown: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal, side: int = 96) -> QImage:
    return shown.pixmap(QSize(side, side), 1.0, mode).toImage()


def test_there_is_an_icon_for_everything() -> None:
    assert set(ASKED_FOR.split()) <= set(icon_names())


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_is_drawn_in_one_style(name: str, qtbot: QtBot) -> None:
    root = ET.parse(resource("icons", f"{name}.svg")).getroot()
    assert root.get("viewBox") == "0 0 24 24"
    assert (root.get("stroke"), root.get("stroke-width")) == ("currentColor", "1.75")
    assert (root.get("fill"), root.get("stroke-linecap")) == ("none", "round")
    use(LIGHT)
    image = painted(icon(name))
    assert inks(image) == {LIGHT.text}
    edge = [
        image.pixelColor(x, y) for i in range(96) for x, y in ((i, 0), (0, i), (i, 95), (95, i))
    ]
    assert not any(color.alpha() for color in edge), "it touches the border of its square"


def test_one_icon_follows_the_theme_and_the_mode(qtbot: QtBot) -> None:
    shown = icon("save")
    use(LIGHT)
    assert inks(painted(shown)) == {LIGHT.text}
    use(DARK)
    assert inks(painted(shown)) == {DARK.text}
    assert inks(painted(shown, QIcon.Mode.Disabled)) == {DARK.muted}


def test_a_tint_is_a_color_of_the_theme_that_is_used(qtbot: QtBot) -> None:
    shown = icon("error", "error")
    use(LIGHT)
    assert inks(painted(shown)) == {LIGHT.error}
    use(DARK)
    assert inks(painted(shown)) == {DARK.error}
    assert inks(painted(shown, QIcon.Mode.Disabled)) == {DARK.muted}


def test_an_icon_is_sharp_at_twice_the_resolution(qtbot: QtBot) -> None:
    use(LIGHT)
    pixmap = icon("add").pixmap(QSize(24, 24), 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (48, 2.0)
    image = pixmap.toImage()
    middle = [image.pixelColor(24, y).alpha() for y in range(48)]
    assert max(middle) == 255
    assert image.pixelColor(24, 2).alpha() == 0


def test_an_icon_stays_square_in_a_wide_place(qtbot: QtBot) -> None:
    image = QImage(200, 40, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    icon("stop").paint(painter, QRect(0, 0, 200, 40))
    painter.end()
    columns = {x for x in range(200) for y in range(40) if image.pixelColor(x, y).alpha()}
    assert min(columns) >= 80
    assert max(columns) <= 120


def test_a_copy_of_an_icon_paints_the_same(qtbot: QtBot) -> None:
    use(LIGHT)
    copied = QIcon(icon("undo"))
    copied.addPixmap(QPixmap(4, 4))
    assert inks(painted(copied)) == {LIGHT.text}
    assert icon("undo").name() == "undo"


def test_icons_survive_the_garbage_collector(qtbot: QtBot) -> None:
    use(LIGHT)
    shown = [QIcon(icon(name)) for name in icon_names() for _ in range(3)]
    gc.collect()
    assert all(not painted(each, side=16).isNull() for each in shown)


def test_an_icon_that_does_not_exist_is_told_with_those_that_do() -> None:
    with pytest.raises(ValueError, match=r"There is no icon 'sava'; there are add, .*save"):
        icon("sava")


@pytest.mark.parametrize("side", [16, 256])
def test_the_application_icon_fills_its_square(side: int, qtbot: QtBot) -> None:
    renderer = QSvgRenderer(str(resource("desktop", "module-inspector.svg")))
    assert renderer.isValid()
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    assert image.pixelColor(side // 2, 0).alpha() > 200
    assert image.pixelColor(0, 0).alpha() < 100
    assert image.pixelColor(side // 2, side // 6) == QColor("#ffffff")


def test_the_desktop_entry_is_valid() -> None:
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(resource("desktop", "module-inspector.desktop"), encoding="utf-8")
    assert parser.sections() == ["Desktop Entry"]
    entry = parser["Desktop Entry"]
    assert entry["Type"] == "Application"
    assert entry["Exec"] == "inspector %F"
    assert resource("desktop", f"{entry['Icon']}.svg").is_file()
    for key in ("MimeType", "Categories", "Keywords"):
        assert entry[key].endswith(";")
    assert entry["MimeType"].split(";")[0] == "text/x-python"
