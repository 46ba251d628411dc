"""Undo gives back every text to the byte, whatever was edited or typed; see `depth` for more."""

from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from pytestqt.qtbot import QtBot

from inspector.session.session import Session
from tests.edits.anywhere import Anywhere
from tests.edits.depth import examples
from tests.edits.idioms import model_files
from tests.fakes import session_with


class Undone(RuleBasedStateMachine):
    """A session, and the text that each place of its history has to give."""

    folder: Path

    @initialize(text=model_files())
    def open(self, text: str) -> None:
        self.session: Session = session_with(text, self.folder)
        self.texts = [text]

    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        state = self.session.state
        if state.syntax is None:
            self.session.apply(Anywhere(state.text, state.outline, data).edit())
            self._changed()

    @rule(data=st.data(), typed=st.sampled_from(("", " ", "X", "\n", "(", "#")), new=st.booleans())
    def type(self, data: st.DataObject, typed: str, new: bool) -> None:
        text = self.session.state.text
        at = data.draw(st.integers(0, len(text)))
        self.session.type_text(text[:at] + typed + text[at + (not typed) :], new)
        self._changed()

    @rule()
    def undo(self) -> None:
        self.session.history.undo()

    @rule()
    def redo(self) -> None:
        self.session.history.redo()

    @invariant()
    def shows_the_text_of_its_place_in_the_history(self) -> None:
        assert self.session.state.text == self.texts[self.session.history.index()]

    def teardown(self) -> None:
        if not hasattr(self, "session"):
            return
        history = self.session.history
        for index in (0, history.count()):
            while history.index() != index:
                (history.undo if history.index() > index else history.redo)()
                self.shows_the_text_of_its_place_in_the_history()

    def _changed(self) -> None:
        """Edits of one kind in a row are one step, or none if they end where they began."""
        state, index = self.session.state, self.session.history.index()
        if state.text not in self.texts[index : index + 1]:
            self.texts[index:] = [state.text]


def test_undo_and_redo_give_every_text_to_the_byte(qtbot: QtBot, tmp_path: Path) -> None:
    machine = type("Undone", (Undone,), {"folder": tmp_path})
    run_state_machine_as_test(machine, settings=examples(15, steps=10))
