from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from inspector.look.theme import DARK, LIGHT
from inspector.panels.trust_bar import TrustBar
from inspector.session.session import Session
from inspector.session.state import Document
from tests.fakes import FakeEngine, session_with

PLAIN = "from torch import nn\n\nmodel = nn.ReLU()\n"
FOREIGN = "import os\n" + PLAIN + 'os.system("ls")\n'


@pytest.fixture
def session(tmp_path: Path) -> Session:
    path = tmp_path / "model.py"
    return session_with(FOREIGN, tmp_path, Document(path, path.name))


@pytest.fixture
def bar(session: Session, qtbot: QtBot) -> TrustBar:
    bar = TrustBar(session, LIGHT)
    qtbot.addWidget(bar)
    bar.resize(900, 60)
    return bar


def runs(session: Session) -> list[str]:
    assert isinstance(session.engine, FakeEngine)
    return [run.text for run in session.engine.runs]


def test_the_bar_stands_only_above_code_that_waits_for_trust(
    session: Session, bar: TrustBar, tmp_path: Path
) -> None:
    assert not bar.isHidden()
    path = tmp_path / "plain.py"
    session.open(PLAIN, Document(path, path.name))
    assert bar.isHidden()
    assert runs(session) == []


@pytest.mark.parametrize("which", ["once", "file", "folder"])
def test_the_file_runs_once_the_user_trusts_it(which: str, session: Session, bar: TrustBar) -> None:
    button = getattr(bar, which)
    assert isinstance(button, QAbstractButton)
    assert runs(session) == []
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert runs(session) == [FOREIGN]
    assert bar.isHidden()


def test_trust_in_the_folder_holds_for_its_other_files(
    session: Session, bar: TrustBar, tmp_path: Path
) -> None:
    bar.folder.click()
    path = tmp_path / "other.py"
    session.open("import sys\n" + FOREIGN, Document(path, path.name))
    assert bar.isHidden()


def test_why_tells_what_is_foreign_and_goes_there(
    session: Session, bar: TrustBar, qtbot: QtBot
) -> None:
    assert bar.findings.isHidden()
    bar.why.click()
    assert not bar.findings.isHidden()
    told = [bar.findings.item(row).text() for row in range(bar.findings.count())]
    assert told[0].startswith("line 1: import os — ")
    assert any(text.startswith("line 5: os.system — ") for text in told)
    with qtbot.waitSignal(bar.line_requested) as asked:
        bar.show()
        last = bar.findings.item(bar.findings.count() - 1)
        center = bar.findings.visualItemRect(last).center()
        QTest.mouseClick(
            bar.findings.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            center,
        )
    assert asked.args == [5]


def test_nothing_in_the_bar_is_read_as_html_or_cut_off(bar: TrustBar) -> None:
    bar.set_theme(DARK)
    bar.resize(720, bar.heightForWidth(720))
    bar.grab()
    labels = bar.findChildren(QLabel)
    assert {each.textFormat() for each in labels} == {Qt.TextFormat.PlainText}
    for each in labels:
        assert each.height() >= each.heightForWidth(each.width())
    for button in bar.findChildren(QAbstractButton):
        assert button.width() >= button.minimumSizeHint().width()
