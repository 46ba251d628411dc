"""Files stay small enough to be one idea, and the top level stays clear."""

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


def test_the_top_level_holds_what_a_visitor_needs_and_nothing_else() -> None:
    visible = {path.name for path in PACKAGE.parent.iterdir() if not path.name.startswith(".")}
    made_by_pip = {"build", "dist", "module_inspector.egg-info"}
    expected = {"pyproject.toml", "README.md", "LICENSE", "main.py"}
    assert visible - made_by_pip == expected | {"inspector", "resources", "tests"}
