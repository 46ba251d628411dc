"""The window as a whole: keys, files, questions, themes, and what it says."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QTimer, QUrl
from PySide6.QtGui import QAccessible, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from inspector.app.actions import ENTRIES
from inspector.app.settings import Settings
from inspector.engine.api import trace_file
from inspector.graph.graph import Node
from inspector.look.theme import DARK
from inspector.protocol.messages import Ready
from inspector.report.place import Place
from inspector.session.files import open_file
from tests.app.conftest import EMPTY, Hand
from tests.edits.editing import example
from tests.fakes import FakeEngine


def press(
    widget: QWidget,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    QTest.keyClick(widget, key, modifiers)


# Keys


def test_the_keyboard_alone_composes(hand: Hand) -> None:
    contents = hand.contents
    control = Qt.KeyboardModifier.ControlModifier
    for query in ("LazyLinear", "Tanh"):
        press(contents.window, Qt.Key.Key_I, control)
        search = contents.palette_pane.search
        assert search.hasFocus()
        QTest.keyClicks(search, query)
        press(search, Qt.Key.Key_Return)
        hand.run()
    assert "nn.Sequential(nn.LazyLinear(32), nn.Tanh())" in hand.text
    tree = contents.tree.view
    tree.setFocus()
    press(tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert "nn.Sequential(nn.Tanh(), nn.LazyLinear(32))" in hand.text
    press(tree, Qt.Key.Key_D, control)
    assert hand.text.count("nn.Tanh()") == 2
    press(tree, Qt.Key.Key_Delete)
    assert hand.text.count("nn.Tanh()") == 1
    press(contents.window, Qt.Key.Key_Z, control)
    assert hand.text.count("nn.Tanh()") == 2
    press(contents.window, Qt.Key.Key_Y, control)
    assert hand.text.count("nn.Tanh()") == 1


def test_a_member_is_renamed_in_place(hand: Hand) -> None:
    hand.open(example("mlp"))
    hand.session.select(Place("hidden"))
    tree = hand.contents.tree.view
    tree.setFocus()
    press(tree, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "deep")
    press(editor, Qt.Key.Key_Return)
    hand.qtbot.waitUntil(lambda: "self.out(F.relu(self.deep(X)))" in hand.text)


def test_delete_in_the_code_deletes_a_character_and_no_module(hand: Hand) -> None:
    hand.open(example("net"))
    hand.session.select(Place("1"))
    editor = hand.contents.code.editor
    editor.setFocus()
    cursor = editor.textCursor()
    cursor.setPosition(0)
    editor.setTextCursor(cursor)
    press(editor, Qt.Key.Key_Delete)
    assert "nn.ReLU()" in hand.text
    assert hand.text == example("net")[1:]


def test_no_two_actions_share_a_key() -> None:
    keys = [key for entry in ENTRIES.values() for key in entry.keys]
    assert len(keys) == len(set(keys))


# One selection


def test_one_selection_in_tree_picture_code_and_inspector(hand: Hand) -> None:
    hand.open(example("chimera"))
    tree = hand.contents.tree.view
    key = hand.row("2.linear").key
    index = tree.model().index_of(key)
    rect = tree.visualRect(index)
    QTest.mouseClick(
        tree.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QPoint(rect.left() + 40, rect.center().y()),
    )
    assert hand.session.state.selection == Place("2.linear")
    assert hand.contents.canvas.current is not None
    line = hand.text[: hand.text.index("self.linear = nn.LazyLinear(20)")].count("\n") + 1
    assert hand.contents.code.editor.marks.is_selected(line)
    # The code selects too.
    editor = hand.contents.code.editor
    editor.setFocus()
    cursor = editor.textCursor()
    cursor.setPosition(hand.text.index("nn.LazyLinear(64)") + 4)
    editor.setTextCursor(cursor)
    hand.qtbot.waitUntil(lambda: hand.session.state.selection == Place("0.net.0"))


# What is wrong


def test_two_linears_that_do_not_fit_are_red_explained_and_cured(hand: Hand) -> None:
    hand.open(EMPTY.replace("()", "(nn.Linear(20, 8), nn.Linear(9, 2))", 1))
    (problem,) = hand.session.state.problems
    assert "needs a last dimension of 9 (in_features), got 8" in problem.message
    assert hand.row("1").severity == "error"
    assert hand.row("0").output == "2 × 8"
    tabs = hand.contents.docks["problems"]._tabs
    assert tabs.tabText(0) == "Problems (1)"
    buttons = [b for b in hand.contents.problems.findChildren(QWidget) if b.inherits("QPushButton")]
    first = next(b for b in buttons if "Set in_features=8" in b.property("text"))
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    hand.run()
    assert "nn.Linear(8, 2)" in hand.text
    assert hand.session.state.problems == ()


# Files


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file that the save dialog will return."""
    path = tmp_path / "saved.py"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *rest: (str(path), ""))
    return path


def answer_question(button: QMessageBox.StandardButton) -> QTimer:
    """Press a button of the question that will be asked."""

    def press_it() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            box.button(button).click()

    timer = QTimer(singleShot=True, interval=50)
    timer.timeout.connect(press_it)
    timer.start()
    return timer


def test_save_as_writes_the_text_and_the_title_says_so(hand: Hand, answers: Path) -> None:
    hand.drag_to_tree("LazyLinear", "")
    assert hand.contents.window.isWindowModified()
    hand.contents.actions["save"].trigger()
    assert answers.read_text() == hand.text
    assert not hand.contents.window.isWindowModified()
    assert "saved.py" in hand.contents.window.windowTitle()
    assert hand.contents.settings.recent() == [answers]


def test_leaving_unsaved_changes_is_asked(hand: Hand, answers: Path) -> None:
    hand.drag_to_tree("LazyLinear", "")
    text = hand.text
    buttons = QMessageBox.StandardButton
    timer = answer_question(buttons.Cancel)
    hand.contents.documents.new()
    assert hand.text == text
    timer = answer_question(buttons.Save)
    hand.contents.documents.new()
    assert answers.read_text() == text
    assert hand.text == EMPTY
    hand.drag_to_tree("LazyLinear", "")
    timer = answer_question(buttons.Discard)
    hand.contents.documents.new()
    assert hand.text == EMPTY
    timer.stop()


def test_a_python_file_dropped_on_the_window_is_opened(hand: Hand, tmp_path: Path) -> None:
    path = tmp_path / "dropped.py"
    path.write_text(example("mlp"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    hand.contents.window.dropEvent(event)
    assert hand.text == example("mlp")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x00\x01", "not a text file"),
        (b"x = '\xff'", "cannot be opened"),
        (b"#" * 2_100_000, "2.1 MB"),
        (None, "cannot be read"),
    ],
)
def test_what_cannot_be_opened_is_said_and_the_document_stays(
    hand: Hand,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes | None,
    sentence: str,
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.informativeText()))
    path = tmp_path / "bad.py"
    if content is not None:
        path.write_bytes(content)
    hand.contents.documents.open_path(path)
    assert sentence in said[0]
    assert hand.text == EMPTY
    if content is not None:
        assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no model"),
        ("hello world", "not Python"),
        ("x = 1\n", "no model"),
        ("import torch\nexit()\n", "exit"),
        ("raise ValueError('no')\n", "no"),
    ],
)
def test_odd_files_are_problems_and_the_window_lives(hand: Hand, text: str, problem: str) -> None:
    hand.open(text)
    messages = " ".join(each.message for each in hand.session.state.problems)
    assert problem.lower() in messages.lower()
    assert hand.contents.tree.isVisible()


def test_foreign_code_shows_the_bar_and_runs_after_trust(hand: Hand, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    path = tmp_path / "foreign.py"
    path.write_text(f"open({str(canary)!r}, 'w').close()\n" + example("mlp"))
    hand.session.open(*open_file(path))
    hand.session.run_now()
    engine = hand.session.engine
    assert isinstance(engine, FakeEngine)
    assert hand.contents.trust_bar.isVisible()
    assert engine.runs == []
    assert not canary.exists()
    assert [row.name for row in hand.session.state.rows][:2] == ["net", "hidden"]
    QTest.mouseClick(hand.contents.trust_bar.once, Qt.MouseButton.LeftButton)
    assert not hand.contents.trust_bar.isVisible()
    assert len(engine.runs) == 1


def test_export_and_copy_take_the_model_home(hand: Hand, answers: Path) -> None:
    hand.drag_to_tree("LazyLinear", "")
    hand.contents.actions["export"].trigger()
    assert 'if __name__ == "__main__":' in answers.read_text()
    assert trace_file(answers).failure is None
    hand.open(example("mlp"))
    hand.run()
    hand.contents.actions["export_shapes"].trigger()
    assert "return self.out(F.relu(self.hidden(X)))  # 2 × 10\n" in answers.read_text()
    hand.contents.documents.copy_code()
    assert QGuiApplication.clipboard().text() == hand.text


# Looks and settings


def test_the_theme_is_switched_live_and_remembered(hand: Hand) -> None:
    contents = hand.contents
    before = contents.window.grab().toImage().pixelColor(700, 300)
    contents.appearance.set_name("dark")
    contents.settings.set_theme("dark")
    QApplication.processEvents()
    after = contents.window.grab().toImage().pixelColor(700, 300)
    assert contents.appearance.theme is DARK
    assert after.lightness() < before.lightness()
    assert contents.settings.theme() == "dark"
    contents.appearance.set_name("light")


def test_folding_what_repeats_is_switched_in_the_menu_and_remembered(hand: Hand) -> None:
    layers = ", ".join(["nn.Linear(20, 20)"] * 4)
    model = f"model = nn.Sequential({layers})\nX = torch.rand(2, 20)\n"
    hand.open(f"import torch\nfrom torch import nn\n\n{model}")
    canvas, actions = hand.contents.canvas, hand.contents.actions
    assert [node.repeats for node in drawn(hand) if node.title == "0 … 3"] == [4]
    canvas.select(Place("2"))
    actions["unfold_one"].trigger()
    assert all(node.repeats == 1 for node in drawn(hand))
    actions["fold_repeats"].trigger()
    assert [node.title for node in drawn(hand) if node.parent == "/"] == ["0", "1", "2", "3"]
    assert hand.contents.picture_settings.folds_repeats() is False
    actions["fold_repeats"].trigger()
    assert hand.contents.picture_settings.folds_repeats() is True


def drawn(hand: Hand) -> tuple[Node, ...]:
    """The nodes of the picture."""
    scene = hand.contents.canvas.scene
    assert scene is not None
    return scene.graph.nodes


def test_settings_keep_their_types_in_another_process(tmp_path: Path) -> None:
    path = str(tmp_path / "settings.ini")
    first = Settings(QSettings(path, QSettings.Format.IniFormat))
    first.set_live(False)
    first.add_recent(tmp_path / "gone.py")
    kept = tmp_path / "kept.py"
    kept.touch()
    first.add_recent(kept)
    first.store.sync()
    again = Settings(QSettings(path, QSettings.Format.IniFormat))
    assert again.live() is False
    assert again.recent() == [kept]


@pytest.fixture
def every_widget(hand: Hand) -> list[QWidget]:
    return [
        widget
        for widget in hand.contents.window.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def test_everything_that_takes_the_focus_has_a_name(every_widget: list[QWidget]) -> None:
    nameless = []
    for widget in every_widget:
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is not None and not interface.text(QAccessible.Text.Name):
            nameless.append(f"{type(widget).__name__} {widget.objectName()}")
    assert nameless == []


def test_an_older_picture_stays_pale_and_the_status_says_what_happened(
    hand: Hand, qtbot: QtBot
) -> None:
    hand.open(example("net"))
    hand.session.type_text(hand.text.replace("nn.ReLU()", "nn.ReLU(no=1)"), new_burst=True)
    hand.run()
    assert not hand.session.state.is_current
    assert hand.session.state.rows.at(Place("0")) is not None
    assert hand.row("0").output == "2 × 256"
    assert hand.row("1").severity == "error"


def test_the_device_menu_marks_the_one_that_is_chosen(hand: Hand) -> None:
    engine = hand.session.engine
    assert isinstance(engine, FakeEngine)
    engine.ready.emit(Ready(1, "2.13", "3.11", ("cpu", "meta")))
    menus = hand.contents.window.findChildren(QMenu)
    menu = next(menu for menu in menus if menu.title().replace("&", "") == "Device")
    menu.actions()[1].trigger()
    assert hand.session.state.device == "meta"
    assert [action.isChecked() for action in menu.actions()] == [False, True]


CONVOLUTION = """\
import torch
from torch import nn

model = nn.Sequential(nn.Conv2d(3, 64, 3, padding=1))

X = torch.rand(2, 3, 24, 24)
"""


def test_the_outputs_of_the_tree_fit_their_column_unless_the_user_made_it_narrow(
    hand: Hand,
) -> None:
    view = hand.contents.tree.view
    hand.open(CONVOLUTION)
    needed = view.fontMetrics().horizontalAdvance("2 × 64 × 24 × 24")
    assert view.header().sectionSize(1) > needed
    view.header().resizeSection(1, 60)
    hand.open(EMPTY)
    hand.open(CONVOLUTION)
    assert view.header().sectionSize(1) == 60


def test_in_a_small_window_the_tree_keeps_its_names_and_the_picture_its_room(hand: Hand) -> None:
    contents = hand.contents
    contents.window.resize(880, 600)
    QApplication.processEvents()
    assert contents.canvas.width() >= 240
    assert [contents.tree.view.isColumnHidden(n) for n in range(3)] == [False, True, True]
    contents.window.resize(1600, 900)
    QApplication.processEvents()
    assert not any(contents.tree.view.isColumnHidden(n) for n in range(3))
    assert contents.toolbar.search.width() == 300
