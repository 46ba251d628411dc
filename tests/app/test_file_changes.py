"""The file is written by another program while it is open here."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from inspector.edits.inputs import SetInput
from inspector.panels.difference import Difference, difference
from tests.app.conftest import Hand
from tests.edits.editing import example

OTHER = example("net").replace("256", "128")


@pytest.fixture
def file(hand: Hand, tmp_path: Path) -> Path:
    path = tmp_path / "model.py"
    path.write_text(example("net"), encoding="utf-8")
    hand.contents.documents.open_path(path)
    assert hand.text == example("net")
    return path


def test_a_file_without_changes_here_is_followed_and_the_step_can_be_undone(
    hand: Hand, file: Path
) -> None:
    file.write_text(OTHER, encoding="utf-8")
    hand.qtbot.waitUntil(lambda: hand.text == OTHER)
    assert not hand.contents.file_bar.isVisible()
    assert not hand.session.state.document.modified
    assert hand.session.history.undoText() == "Reload"
    hand.session.history.undo()
    assert hand.text == example("net")


def test_a_file_that_is_replaced_again_and_again_is_followed(hand: Hand, file: Path) -> None:
    for width in ("64", "32"):
        text = example("net").replace("256", width)
        new = file.with_suffix(".new")
        new.write_text(text, encoding="utf-8")
        new.replace(file)
        hand.qtbot.waitUntil(lambda text=text: hand.text == text)


def test_what_is_saved_here_is_no_news(hand: Hand, file: Path) -> None:
    hand.session.apply(SetInput("torch.rand(4, 20)"))
    hand.contents.documents.save()
    hand.qtbot.wait(300)
    assert hand.session.history.undoText() == "Change X"
    assert not hand.contents.file_bar.isVisible()


def conflict(hand: Hand, file: Path) -> None:
    hand.session.apply(SetInput("torch.rand(4, 20)"))
    file.write_text(OTHER, encoding="utf-8")
    hand.qtbot.waitUntil(hand.contents.file_bar.isVisible)


def test_with_changes_on_both_sides_the_user_decides_to_keep(hand: Hand, file: Path) -> None:
    conflict(hand, file)
    mine = hand.text
    hand.contents.file_bar.keep.click()
    assert hand.text == mine
    assert not hand.contents.file_bar.isVisible()
    assert hand.session.state.document.modified
    hand.contents.documents.save()
    assert file.read_text(encoding="utf-8") == mine


def test_with_changes_on_both_sides_the_user_decides_to_reload(hand: Hand, file: Path) -> None:
    conflict(hand, file)
    mine = hand.text
    hand.contents.file_bar.reload.click()
    assert hand.text == OTHER
    assert not hand.contents.file_bar.isVisible()
    hand.session.history.undo()
    assert hand.text == mine


def test_both_texts_can_be_compared(hand: Hand, file: Path) -> None:
    conflict(hand, file)
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, Difference)
        seen.append(dialog.view.toPlainText())
        dialog.reject()

    QTimer.singleShot(0, look)
    hand.contents.file_bar.compare.click()
    assert "-net = nn.Sequential(nn.LazyLinear(256)" in seen[0]
    assert "+net = nn.Sequential(nn.LazyLinear(128)" in seen[0]


def test_new_code_from_outside_waits_for_trust(hand: Hand, file: Path) -> None:
    file.write_text(OTHER + "import os\nos.getcwd()\n", encoding="utf-8")
    hand.qtbot.waitUntil(lambda: "os.getcwd()" in hand.text)
    assert hand.session.state.foreign
    assert hand.contents.trust_bar.isVisible()


def test_a_file_that_is_gone_is_said_and_saving_writes_it_again(hand: Hand, file: Path) -> None:
    file.unlink()
    hand.qtbot.waitUntil(hand.contents.file_bar.isVisible)
    assert not hand.contents.file_bar.reload.isVisible()
    assert hand.session.state.document.modified
    hand.contents.documents.save()
    assert file.read_text(encoding="utf-8") == example("net")
    assert not hand.contents.file_bar.isVisible()


def test_equal_texts_are_said_to_be_equal() -> None:
    assert difference("a\n", "a\n") == ["Both are the same."]
