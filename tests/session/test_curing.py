from pathlib import Path

from inspector.report.model import Fix
from inspector.session.curing import cure
from tests.fakes import session_with

TEXT = "from torch import nn\nclass Net(nn.Module):\n    pass\n"


def test_a_fix_that_chooses_the_model_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    session = session_with(TEXT, tmp_path)
    cure(session, Fix("Take Net() as the model", "take_model", {"expression": "Net()"}))
    assert session.state.expression == "Net()"
    assert session.state.text == TEXT
    assert session.history.count() == 0


def test_a_fix_that_changes_the_text_is_one_step_of_the_history(tmp_path: Path) -> None:
    session = session_with(TEXT, tmp_path)
    cure(session, Fix("Add import math", "add_import", {"code": "import math"}))
    assert "import math\n" in session.state.text
    assert session.history.count() == 1


def test_a_fix_that_does_not_fit_says_so(tmp_path: Path) -> None:
    session = session_with(TEXT, tmp_path)
    told: list[str] = []
    session.told.connect(told.append)
    cure(session, Fix("Odd", "odd", {}))
    assert told == ["There is no edit called “odd”."]
