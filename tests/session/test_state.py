from pathlib import Path

from tests.edits.editing import example
from tests.fakes import session_with


def test_a_line_that_is_not_finished_costs_no_new_rows(tmp_path: Path) -> None:
    session = session_with(example("mlp"), tmp_path)
    rows, index = session.state.rows, session.state.index
    session.type_text(session.state.text + "X = (")
    assert session.state.syntax is not None
    assert session.state.rows is rows
    assert session.state.index is index
    assert [problem.code for problem in session.state.problems] == ["source"]


def test_another_expression_makes_other_rows(tmp_path: Path) -> None:
    session = session_with(example("mlp"), tmp_path)
    rows = session.state.rows
    session.set_expression("MLP()")
    assert session.state.rows is not rows
    assert session.state.rows.root is not None
    assert session.state.rows.root.name == "MLP()"
