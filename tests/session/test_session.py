from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from inspector.edits.arguments import SetArgument
from inspector.edits.inputs import SetInput
from inspector.edits.names import RenameVariable
from inspector.engine.api import trace_file
from inspector.report.place import Place
from inspector.session.session import Session
from inspector.session.state import Document
from inspector.source.file import SourceFile
from tests.edits.editing import at, example
from tests.fakes import FakeEngine, session_with

NET = example("net")


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Session:
    return session_with(NET, tmp_path)


def fake(session: Session) -> FakeEngine:
    engine = session.engine
    assert isinstance(engine, FakeEngine)
    return engine


def answer(session: Session) -> None:
    """Let the engine answer for the text as it is."""
    fake(session).answer(session.state.text, trace_file(session.state.text))


def test_an_edit_is_one_named_step_that_is_undone_to_the_byte(session: Session) -> None:
    assert session.apply(SetInput("torch.rand(4, 20)"))
    assert "X = torch.rand(4, 20)" in session.state.text
    assert session.history.undoText() == "Change X"
    session.history.undo()
    assert session.state.text == NET


def test_a_refused_edit_changes_nothing_and_says_why(qtbot: QtBot, session: Session) -> None:
    before = session.state
    with qtbot.waitSignal(session.told) as told:
        assert not session.apply(RenameVariable("net", "not a name"))
    assert "no name in Python" in told.args[0]
    assert session.state is before
    assert not session.history.canUndo()


def test_gestures_and_typing_are_one_history(session: Session) -> None:
    session.type_text(NET + "# a", new_burst=True)
    session.type_text(NET + "# ab")
    session.apply(SetInput("torch.rand(4, 20)"))
    session.type_text(session.state.text + "# c", new_burst=True)
    texts = []
    while session.history.canUndo():
        texts.append(session.history.undoText())
        session.history.undo()
    assert texts == ["Typing", "Change X", "Typing"]
    assert session.state.text == NET


def test_a_burst_of_typing_keeps_its_first_and_last_text_only(session: Session) -> None:
    for length in range(1, 50):
        session.type_text(NET + "#" * length)
    assert session.history.count() == 1
    assert len(session._texts) == 2


def test_typing_one_argument_is_one_step(session: Session) -> None:
    site = at(NET, "nn.LazyLinear(10)")
    for value in ("1", "12", "128"):
        session.apply(SetArgument(site._replace(), "out_features", value))
    assert session.history.count() == 1
    session.history.undo()
    assert session.state.text == NET


def test_a_text_that_is_not_python_keeps_the_last_outline_and_is_a_problem(
    session: Session,
) -> None:
    answer(session)
    rows = [row.key for row in session.state.rows]
    session.type_text(NET.replace("nn.ReLU()", "nn.ReLU("), new_burst=True)
    state = session.state
    assert [row.key for row in state.rows] == rows
    assert state.problems[0].severity == "error"
    assert state.problems[0].source is not None
    assert "not Python" in state.problems[0].message
    assert not session.apply(SetInput("torch.rand(1)"))
    assert state.picture is not None


def test_a_row_keeps_its_shape_while_its_own_line_is_broken(session: Session) -> None:
    answer(session)
    session.select(Place("1"))
    for broken in ("nn.ReLU(", "nn.Re Lu("):
        session.type_text("# a line above\n" + NET.replace("nn.ReLU()", broken), new_burst=True)
        assert session.state.syntax is not None
        row = session.state.rows.at(Place("1"))
        assert row is not None
        assert row.output == "2 × 256"
    session.type_text("# a line above\n" + NET.replace("nn.ReLU()", "nn.GELU()"), new_burst=True)
    assert session.state.selection == Place("1")


def test_nothing_is_run_while_the_text_is_not_python(session: Session) -> None:
    session.type_text("x = (", new_burst=True)
    session.run_now()
    assert fake(session).runs == []


def test_changes_settle_before_they_are_run_and_the_last_one_wins(
    qtbot: QtBot, session: Session
) -> None:
    session.set_live(True)
    for size in (3, 4, 5):
        session.apply(SetInput(f"torch.rand({size}, 20)"))
    qtbot.waitUntil(lambda: len(fake(session).runs) == 1)
    qtbot.wait(60)
    (run,) = fake(session).runs
    assert "torch.rand(5, 20)" in run.text


def test_an_answer_to_an_older_text_is_shown_as_stale(session: Session) -> None:
    old = session.state.text
    session.apply(SetInput("torch.rand(4, 20)"))
    fake(session).answer(old, trace_file(old))
    assert session.state.picture is not None
    assert not session.state.is_current
    answer(session)
    assert session.state.is_current


def test_the_last_picture_stays_when_the_model_cannot_be_built(session: Session) -> None:
    answer(session)
    picture = session.state.picture
    session.type_text(NET.replace("nn.ReLU()", "nn.ReLU(wrong=1)"), new_burst=True)
    answer(session)
    assert session.state.picture is picture
    assert session.state.problems[0].severity == "error"
    assert "wrong" in session.state.problems[0].message


def test_places_of_a_report_move_with_the_text(session: Session) -> None:
    answer(session)
    session.type_text("# a new first line\n" + NET, new_burst=True)
    row = session.state.rows.at(Place("1"))
    assert row is not None
    assert row.output == "2 × 256"
    assert row.site == at(session.state.text, "nn.ReLU()")


def test_the_selection_stays_with_its_module_when_others_come_before_it(session: Session) -> None:
    session.select(Place("1"))
    session.type_text(NET.replace("nn.Sequential(", "nn.Sequential(nn.Flatten(), "), True)
    assert session.state.selection == Place("2")
    session.history.undo()
    assert session.state.selection == Place("1")


def test_a_removed_selection_falls_back_to_what_held_it(session: Session) -> None:
    session.select(Place("2"))
    session.type_text(NET.replace(", nn.LazyLinear(10)", ""), True)
    assert session.state.selection in (None, Place(""))


def test_a_document_is_modified_until_it_is_saved_or_undone(session: Session) -> None:
    assert not session.state.document.modified
    session.apply(SetInput("torch.rand(4, 20)"))
    assert session.state.document.modified
    session.saved(Document(title="a.py"))
    assert not session.state.document.modified
    session.history.undo()
    assert session.state.document.modified
    session.history.redo()
    assert not session.state.document.modified


def test_another_document_begins_a_history_of_its_own(session: Session) -> None:
    session.apply(SetInput("torch.rand(4, 20)"))
    answer(session)
    session.open("x = 1\n", Document())
    assert not session.history.canUndo()
    assert session.state.picture is None
    assert not session.state.document.modified


def test_foreign_code_waits_until_it_is_trusted(qtbot: QtBot, tmp_path: Path) -> None:
    text = "import os\nos.remove('x')\n" + NET
    path = tmp_path / "foreign.py"
    session = session_with(text, tmp_path, Document(path, path.name, SourceFile(text)))
    session.run_now()
    assert [finding.line for finding in session.state.foreign]
    assert fake(session).runs == []
    session.trust.trust_once(session.state.document, session.state.text)
    session.trust_text()
    assert len(fake(session).runs) == 1


def test_a_file_that_only_composes_modules_runs_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    session = session_with(NET, tmp_path, Document(path, path.name, SourceFile(NET)))
    session.run_now()
    assert session.state.foreign == ()
    assert fake(session).runs[0].file == str(path)


def test_trust_in_a_file_ends_when_someone_else_changes_it(qtbot: QtBot, tmp_path: Path) -> None:
    text = "import os\n" + NET
    path = tmp_path / "foreign.py"
    first = session_with(text, tmp_path, Document(path, path.name, SourceFile(text)))
    first.trust.trust_file(first.state.document, text)
    again = session_with(text, tmp_path, Document(path, path.name, SourceFile(text)))
    assert again.state.foreign == ()
    changed = session_with(text + "# x\n", tmp_path, Document(path, path.name, SourceFile(text)))
    assert changed.state.foreign != ()
