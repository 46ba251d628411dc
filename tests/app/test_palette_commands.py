"""The palette in the window: what was used, snippets, classes of the file, and their menus."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu, QMessageBox, QWidget

from inspector.app.actions import plain_text
from inspector.app.new_module import NewModule
from inspector.app.palette_menu import PaletteMenu
from inspector.app.snippet_editor import SnippetEditor
from inspector.outline.classes import Parameter
from inspector.report.place import Place
from inspector.session.component import Component
from tests.app.conftest import Hand

TEXT = """\
import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, width, bias=True):
        super().__init__()
        self.inner = nn.Linear(width, width, bias)

    def forward(self, X):
        return self.inner(X)


model = nn.Sequential(nn.Linear(20, 8), Block(8))

X = torch.rand(2, 20)
"""


def answer(monkeypatch: pytest.MonkeyPatch, *texts: str | None) -> list[str]:
    """Type texts into the dialogs that ask for one, in turn; None cancels. What they said."""
    waiting, said = list(texts), list[str]()

    def get_text(parent: QWidget, title: str, label: str, *_: object, text: str = "") -> object:
        said.append(label)
        given = waiting.pop(0)
        return (given, True) if given is not None else ("", False)

    monkeypatch.setattr(QInputDialog, "getText", get_text)
    return said


def component(hand: Hand, section: str, title: str) -> Component:
    for each in hand.contents.palette_pane.model.sections:
        if each.title == section:
            return next(one for one in each.components if one.title == title)
    raise AssertionError(f"there is no section {section}")


def titles(hand: Hand, section: str) -> list[str]:
    found = [s for s in hand.contents.palette_pane.model.sections if s.title == section]
    return [each.title for s in found for each in s.components]


def menu_of(hand: Hand, section: str, title: str = "") -> QMenu:
    (made,) = hand.contents.findChildren(PaletteMenu)
    return made.menu(component(hand, section, title) if title else None, section)


def entry(menu: QMenu, text: str) -> QAction:
    return next(action for action in menu.actions() if plain_text(action) == text)


def texts(menu: QMenu) -> list[str]:
    return [plain_text(action) for action in menu.actions() if not action.isSeparator()]


def test_what_was_dragged_or_added_by_a_key_is_recent(hand: Hand) -> None:
    hand.drag_to_tree("Tanh", "")
    palette = hand.contents.palette_pane
    palette.search.setText("softplus")
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    palette.search.clear()
    assert titles(hand, "Recent") == ["Softplus", "Tanh"]
    palette.search.setText("relu")
    hand.contents.drops.add(Component("function", "gone", "gone"))  # refused, and not remembered
    assert titles(hand, "Recent") == ["Softplus", "Tanh"]
    entry(menu_of(hand, "Recent"), "Clear Recent").trigger()
    assert titles(hand, "Recent") == []


def test_the_selection_becomes_a_snippet_that_is_dragged_into_another_file(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand.open(TEXT)
    hand.session.select(Place("1"))
    answer(monkeypatch, "a/b", "Eight wide")
    hand.contents.actions["snippet"].trigger()
    folder = hand.contents.shelf.snippets.folder
    assert [path.name for path in folder.iterdir()] == ["Eight wide.py"]
    hand.open(
        "import torch\nfrom torch import nn\n\nmodel = nn.Sequential()\nX = torch.rand(2, 8)\n"
    )
    hand.drag_to_tree("Eight wide", "")
    assert "class Block(nn.Module):" in hand.text
    assert "model = nn.Sequential(Block(8))\n" in hand.text
    assert hand.session.history.undoText() == "Add Eight wide"
    assert hand.session.state.report is not None
    assert hand.session.state.report.failure is None


def test_what_a_snippet_would_lack_is_said_before_it_is_kept(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand.open(TEXT)
    hand.session.select(Place("1.inner"))
    said = answer(monkeypatch, None)
    hand.contents.actions["snippet"].trigger()
    assert "It reads bias, width, which it does not bring along." in said[0]
    assert titles(hand, "My snippets") == []


def test_a_class_is_kept_without_a_module_and_gets_arguments_where_it_is_dropped(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand.open(TEXT)
    answer(monkeypatch, "Block alone")
    entry(menu_of(hand, "My classes", "Block"), "Save as Snippet").trigger()
    hand.open(TEXT.replace("Block(8)", "nn.ReLU()"))
    hand.drag_to_tree("Block alone", "")
    assert "nn.Sequential(nn.Linear(20, 8), nn.ReLU(), Block(8))" in hand.text


def test_a_snippet_is_renamed_and_deleted_after_a_question(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = hand.contents.shelf
    shelf.keep_snippet("one", "nn.ReLU()\n")
    answer(monkeypatch, "two")
    menu = menu_of(hand, "My snippets", "one")
    assert texts(menu) == [
        "Insert", "Add to Favorites", "Edit", "Rename", "Delete", "Open Folder",
    ]  # fmt: skip
    entry(menu, "Rename").trigger()
    assert titles(hand, "My snippets") == ["two"]

    def press(button: str) -> None:
        def click() -> None:
            box = QApplication.activeModalWidget()
            assert isinstance(box, QMessageBox)
            next(b for b in box.buttons() if b.text().replace("&", "") == button).click()

        QTimer.singleShot(0, click)
        entry(menu_of(hand, "My snippets", "two"), "Delete").trigger()

    press("Cancel")
    assert titles(hand, "My snippets") == ["two"]
    press("Delete")
    assert titles(hand, "My snippets") == []


def test_the_text_of_a_snippet_is_edited_and_its_flaw_is_told(hand: Hand, qtbot: object) -> None:
    hand.contents.shelf.keep_snippet("one", "nn.ReLU()\n")
    told: list[str] = []

    def write() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SnippetEditor)
        dialog.editor.setPlainText("nn.ReLU(")
        told.append(dialog.about.text())
        dialog.editor.setPlainText("nn.GELU()\n\n")
        dialog.accept()

    QTimer.singleShot(0, write)
    entry(menu_of(hand, "My snippets", "one"), "Edit").trigger()
    assert told[0].startswith("The snippet holds no Python")
    assert component(hand, "My snippets", "one").text == "nn.GELU()\n"


def test_a_class_of_the_file_is_gone_to_and_renamed(
    hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand.open(TEXT)
    entry(menu_of(hand, "My classes", "Block"), "Go to Definition").trigger()
    assert hand.contents.code.editor.textCursor().block().text().startswith("class Block")
    answer(monkeypatch, "Tower")
    entry(menu_of(hand, "My classes", "Block"), "Rename").trigger()
    assert "class Tower(nn.Module):" in hand.text
    assert "nn.Linear(20, 8), Tower(8))" in hand.text


def test_a_class_is_inserted_with_arguments_of_ones_own(hand: Hand) -> None:
    hand.open(TEXT)
    hand.session.select(Place("0"))
    begun: list[dict[str, str]] = []

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NewModule)
        begun.append({name: field.text() for name, field in dialog.fields.items()})
        dialog.fields["bias"].setText("False")
        dialog.accept()

    QTimer.singleShot(0, fill)
    entry(menu_of(hand, "My classes", "Block"), "Insert With Arguments").trigger()
    assert begun == [{"width": "8", "bias": ""}]  # what the Linear before it gives
    assert "nn.Sequential(nn.Linear(20, 8), Block(8, False), Block(8))" in hand.text
    assert titles(hand, "Recent") == ["Block"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"a": "1"}, "Net(1)"),
        ({"a": "1", "c": "3"}, "Net(1, c=3)"),
        ({"a": "1", "b": "2", "c": "3", "d": "4"}, "Net(1, 2, 3, d=4)"),
        ({}, "a is needed: it has no default."),
        ({"a": "*x"}, "a: “*x” is not a Python expression"),
        ({"a": "b for b in c", "b": "1"}, "“Net(b for b in c, 1)” is not a Python expression"),
        ({"a": "(1"}, "a: “(1” is not a Python expression"),
    ],
)
def test_the_dialog_shows_what_it_would_insert_or_what_is_wrong(
    hand: Hand, values: dict[str, str], expected: str
) -> None:
    taken = (
        Parameter("a"), Parameter("b", "2"), Parameter("c", "None"),
        Parameter("d", "4", by_keyword=True),
    )  # fmt: skip
    dialog = NewModule(hand.contents.window, "Net", taken, values)
    assert dialog.about.text().startswith(expected)
