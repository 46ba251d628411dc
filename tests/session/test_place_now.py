from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from inspector.engine.api import trace_file
from inspector.report.place import Place
from inspector.session.place_now import place_drawn, place_now
from inspector.session.session import Session
from inspector.source.span import Span
from tests.fakes import FakeEngine, session_with

CHAIN = """\
import torch
from torch import nn

model = nn.Sequential(nn.Linear(20, 8), nn.ReLU(), nn.Sequential(nn.Tanh()))

X = torch.rand(2, 20)
"""


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Session:
    """A session with a picture; what is typed is not run."""
    session = session_with(CHAIN, tmp_path)
    engine = session.engine
    assert isinstance(engine, FakeEngine)
    engine.answer(CHAIN, trace_file(CHAIN))
    return session


def changed(session: Session, old: str, new: str) -> None:
    session.type_text(session.state.text.replace(old, new), new_burst=True)
    assert not session.state.is_current


def test_in_a_picture_of_this_very_text_a_place_is_where_it_is(session: Session) -> None:
    for place in (Place(""), Place("2.0"), Place("", Span(4, 0, 4, 5))):
        assert place_now(session.state, place) == place


def test_what_was_put_before_a_module_moves_it_on(session: Session) -> None:
    changed(session, "nn.ReLU(),", "nn.Dropout(), nn.ReLU(),")
    now = [place_now(session.state, Place(path)) for path in ("", "0", "1", "2", "2.0")]
    assert now == [Place(""), Place("0"), Place("2"), Place("3"), Place("3.0")]


def test_what_was_removed_is_nowhere(session: Session) -> None:
    changed(session, "nn.ReLU(), ", "")
    assert place_now(session.state, Place("1")) is None
    assert place_now(session.state, Place("2")) == Place("1")


def test_what_is_selected_in_the_text_is_found_in_the_older_picture(session: Session) -> None:
    changed(session, "nn.ReLU(),", "nn.Dropout(), nn.ReLU(),")
    drawn = [place_drawn(session.state, Place(path)) for path in ("", "0", "1", "2", "3", "3.0")]
    assert drawn == [Place(""), Place("0"), None, Place("1"), Place("2"), Place("2.0")]


def test_what_follows_something_removed_is_found_where_it_was_drawn(session: Session) -> None:
    changed(session, "nn.ReLU(), ", "")
    assert place_drawn(session.state, Place("1")) == Place("2")
    assert place_drawn(session.state, Place("1.0")) == Place("2.0")


def test_without_a_picture_every_place_is_one_of_the_text(tmp_path: Path, qtbot: QtBot) -> None:
    assert place_now(session_with(CHAIN, tmp_path).state, Place("1")) == Place("1")
