"""Modules of packages beside torch, in the palette and in the file."""

from pathlib import Path

import pytest

from inspector.catalog.entry import Entry, Parameter
from inspector.edits.cargo import ItemSpot
from inspector.edits.compose import Insert
from inspector.protocol.messages import Discovered
from inspector.session.component import from_mime, to_mime
from inspector.session.component_code import cargo_of
from inspector.session.components import search, sections
from inspector.session.session import Session
from tests.edits.editing import EMPTY, at
from tests.fakes import FakeEngine, session_with

SCALE = Entry(
    "Scale", "module", "parts.layers.Scale", "parts.layers.Scale", "Scale", "parts.layers",
    "container", "Multiplies.", (Parameter("factor", required=True, type="int"),),
)  # fmt: skip


@pytest.fixture
def session(tmp_path: Path) -> Session:
    session = session_with(EMPTY, tmp_path)
    session.offer_packages(("parts.layers",))
    return session


def engine(session: Session) -> FakeEngine:
    assert isinstance(session.engine, FakeEngine)
    return session.engine


def test_the_engine_is_asked_once_for_each_package(session: Session) -> None:
    assert engine(session).packages == ["parts.layers"]
    engine(session).discovered.emit(Discovered(1, "parts.layers", (SCALE,)))
    session.offer_packages(("parts.layers", "other"))
    assert engine(session).packages == ["parts.layers", "other"]


def test_what_it_finds_is_a_section_and_is_dropped_with_its_import(session: Session) -> None:
    engine(session).discovered.emit(Discovered(1, "parts.layers", (SCALE,)))
    (section,) = [s for s in sections(session.state) if s.title == "parts.layers"]
    (component,) = search([section], "scale")
    assert from_mime(to_mime(component)) == component
    cargo = cargo_of(component, session.state.outline, None)
    assert session.apply(Insert(cargo, ItemSpot(at(EMPTY, "nn.Sequential()"), 0)))
    assert "from parts.layers import Scale\n" in session.state.text
    assert "model = nn.Sequential(Scale(" in session.state.text
    again = cargo_of(component, session.state.outline, None)
    assert not again.imports


def test_a_package_that_is_missing_is_told_and_another_document_keeps_the_rest(
    session: Session,
) -> None:
    told: list[str] = []
    session.told.connect(told.append)
    engine(session).discovered.emit(Discovered(1, "parts.layers", (SCALE,)))
    engine(session).discovered.emit(Discovered(2, "gone", error="There is no package `gone`."))
    assert told == ["There is no package `gone`."]
    session.open(EMPTY, session.state.document)
    titles = [section.title for section in sections(session.state)]
    assert "parts.layers" in titles
    assert "gone" not in titles
    session.offer_packages(())
    assert "parts.layers" not in [section.title for section in sections(session.state)]
