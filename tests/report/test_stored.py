from pathlib import Path

import pytest

from inspector.report.stored import open_report
from inspector.source.file import SourceError
from tests.report.made import sequential


def test_a_report_is_read_as_it_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    report = sequential((3, 2))
    path.write_text(report.to_json())
    assert open_report(path) == report


@pytest.mark.parametrize("text", ["{}", "[]", "no", '{"format": 1, "modules": 3}', "\udcff"])
def test_what_is_no_report_is_said_to_be_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(SourceError, match=r"report\.json is not a report of this program: "):
        open_report(path)


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone\.json cannot be read: No such file"):
        open_report(tmp_path / "gone.json")
