"""What is wrong with the selected module, with its cures, above its arguments."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.look.theme import Theme
from inspector.panels.problems_card import ProblemCard
from inspector.panels.problems_words import is_stale, place_of
from inspector.report.model import Fix, Problem
from inspector.session.curing import cure
from inspector.session.session import Session
from inspector.session.state import State

_MOST = 3


class SelectionProblems(QWidget):
    """A card for each problem of the selection, the gravest first; nothing if it has none."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.cards: list[ProblemCard] = []

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colors."""
        self._theme = theme
        self.show_state(self._session.state)

    def show_state(self, state: State) -> None:
        """Show what is wrong with what is selected now."""
        found = problems_of_selection(state)
        while len(self.cards) < len(found):
            card = ProblemCard(self._theme, self)
            card.fix_chosen.connect(self._on_fix_chosen)
            self._layout.addWidget(card)
            self.cards.append(card)
        for card in self.cards[len(found) :]:
            card.hide()
        for card, problem in zip(self.cards, found, strict=False):
            card.show_problem(problem, "", self._theme, is_stale(state))
            card.show()
        self.setVisible(bool(found))

    def _on_fix_chosen(self, fix: Fix) -> None:
        cure(self._session, fix)


def problems_of_selection(state: State) -> tuple[Problem, ...]:
    """The problems that belong to the selected row itself and not to what is in it."""
    row = state.selected
    if row is None:
        return ()
    here = (each for each in state.problems if place_of(each, state) == row.place)
    return tuple(here)[:_MOST]
