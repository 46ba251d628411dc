from dataclasses import replace
from pathlib import Path

import pytest

from inspector.panels.problems_words import Remark, is_stale, location, place_of, remarks
from inspector.report.model import Problem, Report, Source, Totals
from inspector.report.place import Place
from inspector.session.engine_client import EngineState
from inspector.session.state import State, with_activity
from tests.fakes import session_with

TEXT = """\
from torch import nn

model = nn.Sequential(nn.Linear(20, 30), nn.Linear(20, 1))
"""


@pytest.fixture
def state(tmp_path: Path) -> State:
    return session_with(TEXT, tmp_path).state


def ran(state: State) -> State:
    report = Report(totals=Totals(seconds=0.0031))
    return replace(state, report=report, report_text=state.text)


def told(state: State, is_late: bool = False) -> list[str]:
    return [remark.text for remark in remarks(state, is_late)]


def test_it_is_told_how_the_run_stands(state: State) -> None:
    ready = with_activity(state, engine=EngineState.READY)
    broken = with_activity(state, engine=EngineState.BROKEN)
    assert told(state) == ["The engine is starting…"]
    assert told(ready) == ["Nothing has run yet."]
    assert told(broken) == ["The engine does not start; nothing can be run."]
    assert told(ran(ready)) == ["No problems. Forward ran in 3.1\N{NO-BREAK SPACE}ms."]
    assert remarks(ran(ready), False)[0].sign == "ok"


def test_only_a_run_that_takes_long_is_told_of_and_can_be_cancelled(state: State) -> None:
    running = ran(with_activity(state, engine=EngineState.RUNNING, stage="build"))
    assert told(running) == ["No problems. Forward ran in 3.1\N{NO-BREAK SPACE}ms."]
    assert remarks(running, True) == (Remark("note", "Running… building the model", True),)


def test_a_notice_is_told_beside_what_is_wrong(state: State) -> None:
    cancelled = with_activity(ran(state), notice="Cancelled.")
    assert told(cancelled) == ["Cancelled."]


def test_news_of_an_older_text_are_stale(state: State) -> None:
    assert not is_stale(state)
    assert not is_stale(ran(state))
    assert is_stale(replace(ran(state), text=TEXT + "#"))


def test_a_location_names_the_line_and_the_module(state: State) -> None:
    here = Source(state.document.file_name, 1203, 0, 1203, 4)
    elsewhere = Source("/lib/torch/nn/linear.py", 12, 0, 12, 4)
    assert location(Problem("error", "", "", module="2.linear", source=here), state) == (
        "line 1,203 · 2.linear"
    )
    assert location(Problem("error", "", "", source=elsewhere), state) == "linear.py line 12"
    assert location(Problem("error", "", "", module="2.linear"), state) == "2.linear"
    assert location(Problem("error", "", "", module=""), state) == ""


def test_a_problem_selects_what_stands_at_its_place(state: State) -> None:
    second = Source(state.document.file_name, 3, 41, 3, 57)
    assert place_of(Problem("error", "", "", source=second), state) == Place("1")
    assert place_of(Problem("error", "", "", module="0"), state) == Place("0")
    assert place_of(Problem("error", "", ""), state) is None


def test_a_problem_in_code_that_many_modules_run_selects_the_one_it_names(state: State) -> None:
    second = Source(state.document.file_name, 3, 41, 3, 57)
    named = Problem("error", "", "", module="0", source=second)
    assert place_of(named, state) == Place("0")
