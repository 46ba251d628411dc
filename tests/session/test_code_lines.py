from pathlib import Path

from inspector.report.model import Source
from inspector.session.code_lines import code_line
from tests.fakes import session_with


def test_a_line_of_the_open_text_is_read_from_it_though_it_was_never_saved(
    qapp: object, tmp_path: Path
) -> None:
    state = session_with("import torch\nX = torch.rand(2)\n", tmp_path).state
    here = Source(state.document.file_name, 2, 0, 2, 1)
    assert code_line(state, here) == "X = torch.rand(2)"
    beyond = Source(state.document.file_name, 9, 0, 9, 1)
    assert code_line(state, beyond) == ""


def test_a_line_of_another_file_is_read_if_there_is_one(qapp: object, tmp_path: Path) -> None:
    state = session_with("", tmp_path).state
    other = tmp_path / "other.py"
    other.write_text("a = 1\nb = 2\n")
    assert code_line(state, Source(str(other), 2, 0, 2, 1)).strip() == "b = 2"
    assert code_line(state, Source(str(tmp_path / "gone.py"), 2, 0, 2, 1)) == ""
