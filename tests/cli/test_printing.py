import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from inspector.cli.printing import in_color
from tests.report.made import sequential


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("variables", "colored"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_a_terminal_is_colored_unless_it_should_not_be(
    variables: dict[str, str], colored: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert in_color() is colored


def test_a_file_is_never_colored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert not in_color()


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    path = tmp_path / "net.json"
    path.write_text(sequential((20, 8), *["ReLU"] * 3000, (8, 3)).to_json())
    return path


def test_letters_that_the_output_has_no_code_for_do_no_harm(stored: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    words = [sys.executable, "-m", "inspector", "report", str(stored)]
    done = subprocess.run(words, capture_output=True, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"2 ? 8" in done.stdout


def test_a_reader_that_goes_away_ends_the_output_quietly(stored: Path) -> None:
    words = [sys.executable, "-m", "inspector", "report", str(stored)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
