"""Favorites, what was used last, and the folder of snippets."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from inspector.session.component import Component
from inspector.session.shelf import MOST_RECENT, Shelf
from inspector.source.file import SourceError

LINEAR = Component("module", "torch.nn.Linear", "Linear", family="linear")
RELU = Component("module", "torch.nn.ReLU", "ReLU", family="activation")
CHAIN = "from torch import nn\n\nnn.Sequential(nn.Linear(2, 2), nn.ReLU())\n"


def shelf_in(folder: Path) -> Shelf:
    store = QSettings(str(folder / "shelf.ini"), QSettings.Format.IniFormat)
    return Shelf(store, folder / "snippets")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return shelf_in(tmp_path)


def titles(components: tuple[Component, ...]) -> list[str]:
    return [each.title for each in components]


def test_a_star_is_given_and_taken_and_outlives_the_window(shelf: Shelf, tmp_path: Path) -> None:
    shelf.toggle_favorite(LINEAR)
    shelf.toggle_favorite(RELU)
    assert titles(shelf_in(tmp_path).kept.favorites) == ["Linear", "ReLU"]
    shelf.toggle_favorite(LINEAR)
    assert titles(shelf_in(tmp_path).kept.favorites) == ["ReLU"]


def test_what_was_used_last_comes_first_and_once(shelf: Shelf, tmp_path: Path) -> None:
    for each in (LINEAR, RELU, LINEAR):
        shelf.used(each)
    assert titles(shelf_in(tmp_path).kept.recent) == ["Linear", "ReLU"]
    for number in range(MOST_RECENT + 2):
        shelf.used(Component("own", str(number), str(number)))
    assert titles(shelf.kept.recent) == ["9", "8", "7", "6", "5", "4", "3", "2"]
    shelf.forget_recent()
    assert shelf_in(tmp_path).kept.recent == ()


@pytest.mark.parametrize("stored", ["", "[", "{}", '[{"kind": "magic"}]', '[{"title": 3}]'])
def test_damaged_settings_are_as_none(stored: str, shelf: Shelf, tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "shelf.ini"), QSettings.Format.IniFormat)
    store.setValue("palette/favorites", stored)
    store.sync()
    assert shelf_in(tmp_path).kept.favorites == ()


def test_a_snippet_is_a_plain_file_that_others_may_write_too(shelf: Shelf, tmp_path: Path) -> None:
    assert shelf.keep_snippet(" Small chain ", CHAIN) == "Small chain"
    assert (tmp_path / "snippets" / "Small chain.py").read_text() == CHAIN
    (tmp_path / "snippets" / "another.py").write_text("nn.ReLU()\n")
    (tmp_path / "snippets" / "notes.txt").write_text("no Python")
    assert titles(shelf.kept.snippets) == ["Small chain"]
    shelf.look_again()
    assert titles(shelf.kept.snippets) == ["another", "Small chain"]


def test_a_broken_file_is_offered_with_the_reason_why_it_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "snippets").mkdir()
    (tmp_path / "snippets" / "broken.py").write_text("nn.Sequential(\n")
    (tmp_path / "snippets" / "binary.py").write_bytes(b"\0\1\2")
    (tmp_path / "snippets" / "good.py").write_text("nn.ReLU()\n")
    binary, broken, good = shelf_in(tmp_path).kept.snippets
    assert "NUL bytes" in binary.lack
    assert broken.lack.startswith("The snippet holds no Python")
    assert good.lack == ""


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "A name is needed"),
        ("../other", "cannot be called"),
        (".hidden", "cannot be called"),
        ("CHAIN", "There is a snippet “CHAIN” already"),
        ("x" * 61, "at most 60"),
    ],
)
def test_a_name_that_no_file_can_have_says_why(shelf: Shelf, name: str, reason: str) -> None:
    shelf.keep_snippet("chain", CHAIN)
    with pytest.raises(SourceError, match=reason):
        shelf.keep_snippet(name, CHAIN)


def test_renaming_keeps_the_star_and_deleting_takes_it(shelf: Shelf, tmp_path: Path) -> None:
    shelf.keep_snippet("one", CHAIN)
    shelf.toggle_favorite(shelf.kept.snippets[0])
    shelf.rename_snippet(shelf.kept.snippets[0], "two")
    assert titles(shelf.kept.snippets) == titles(shelf.kept.favorites) == ["two"]
    assert [path.name for path in (tmp_path / "snippets").iterdir()] == ["two.py"]
    shelf.delete_snippet(shelf.kept.snippets[0])
    assert shelf.kept.snippets == shelf.kept.favorites == ()
    assert list((tmp_path / "snippets").iterdir()) == []


def test_another_text_keeps_the_encoding_of_the_file(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "snippets").mkdir()
    file = tmp_path / "snippets" / "old.py"
    file.write_bytes("# -*- coding: latin-1 -*-\r\nnn.ReLU()  # é\r\n".encode("latin-1"))
    shelf.rewrite_snippet("old", shelf.kept.snippets[0].text.replace("ReLU", "GELU"))
    expected = "# -*- coding: latin-1 -*-\r\nnn.GELU()  # é\r\n".encode("latin-1")
    assert file.read_bytes() == expected


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "snippets").write_text("a file, and no folder")
    with pytest.raises(SourceError, match="File exists"):
        shelf_in(tmp_path).keep_snippet("one", CHAIN)
