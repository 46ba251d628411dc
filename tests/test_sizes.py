"""Files stay small enough to be one idea."""

from pathlib import Path

import inspector

PACKAGE = Path(inspector.__file__).parent


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    long = {
        str(path.relative_to(PACKAGE)): count
        for path in PACKAGE.rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}


def test_there_are_no_drawers_for_odds_and_ends() -> None:
    names = {path.stem for path in PACKAGE.rglob("*.py")}
    assert (
        names & {"utils", "util", "helpers", "common", "misc", "manager", "core", "base"} == set()
    )
