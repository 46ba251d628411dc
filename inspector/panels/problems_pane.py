"""The list of problems: everything that is wrong, where, why, and what cures it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from inspector.look.theme import Theme
from inspector.panels.inspector_style import label, style_sheet
from inspector.panels.problems_card import ProblemCard
from inspector.panels.problems_remark import RemarkLine
from inspector.panels.problems_words import (
    Remark,
    is_stale,
    location,
    place_of,
    remarks,
    span_here,
)
from inspector.report.model import Fix, Problem
from inspector.session.curing import cure
from inspector.session.engine_client import EngineState
from inspector.session.session import Session
from inspector.session.state import State

PATIENCE = 300
"""Milliseconds that a run may take before it is told of, and old news turn pale."""
_MOST_CARDS = 100
_MOST_REMARKS = 3


class ProblemsPane(QScrollArea):
    """A card for each problem, the gravest first; a line about the run above them."""

    count_changed = Signal(int)
    """How many problems there are."""
    span_requested = Signal(object)
    """The `Span` of a problem that was chosen, to be brought into view."""
    code_requested = Signal()
    """The user wants to go on in the code, at the problem that was chosen."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._count = 0
        self._is_late = False
        self._shown: object = None
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self.cards: list[ProblemCard] = []
        self.lines: list[RemarkLine] = []
        self._more = label("", "muted")
        self._more.setContentsMargins(36, 8, 12, 8)
        body = QFrame(self)
        body.setObjectName("page")
        self._layout = QVBoxLayout(body)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        for _ in range(_MOST_REMARKS):
            self._add_line()
        self._layout.addWidget(self._more)
        self._layout.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Problems")
        self._patience.timeout.connect(self._lose_patience)
        session.changed.connect(self._on_changed)
        self.set_theme(theme)

    @property
    def count(self) -> int:
        """How many problems there are."""
        return self._count

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colors."""
        self._theme = theme
        self.setStyleSheet(style_sheet(theme))
        self._shown = None
        self._draw(self._session.state)

    def _add_line(self) -> None:
        line = RemarkLine(self)
        line.cancel_asked.connect(self._session.cancel)
        self.lines.append(line)
        self._layout.addWidget(line)

    # Drawing

    def _on_changed(self, before: State, after: State) -> None:
        if is_stale(after) or after.activity.engine is EngineState.RUNNING:
            if not self._is_late and not self._patience.isActive():
                self._patience.start()
        else:
            self._patience.stop()
            self._is_late = False
        self._draw(after)

    def _lose_patience(self) -> None:
        self._is_late = True
        self._draw(self._session.state)

    def _draw(self, state: State) -> None:
        problems, told = state.problems, remarks(state, self._is_late)
        is_pale = self._is_late and is_stale(state)
        wanted = (problems, told, is_pale, state.document.file_name)
        if wanted == self._shown:
            return
        self._shown = wanted
        self._draw_remarks(told, is_pale)
        self._draw_problems(problems, state, is_pale)
        if len(problems) != self._count:
            self._count = len(problems)
            self.count_changed.emit(self._count)

    def _draw_remarks(self, told: tuple[Remark, ...], is_pale: bool) -> None:
        for line in self.lines[len(told) :]:
            line.hide()
        for line, remark in zip(self.lines, told, strict=False):
            line.show_remark(remark, is_pale)
            line.show()

    def _draw_problems(self, problems: tuple[Problem, ...], state: State, is_pale: bool) -> None:
        shown = problems[:_MOST_CARDS]
        while len(self.cards) < len(shown):
            self._add_card()
        while len(self.cards) > len(shown):
            card = self.cards.pop()
            self._layout.removeWidget(card)
            card.hide()
            card.deleteLater()
        for card, problem in zip(self.cards, shown, strict=True):
            card.show_problem(problem, location(problem, state), self._theme, is_pale)
        hidden = len(problems) - len(shown)
        self._more.setText(f"… and {hidden:,} more")
        self._more.setVisible(hidden > 0)

    def _add_card(self) -> None:
        card = ProblemCard(self._theme, self)
        card.chosen.connect(self._on_chosen)
        card.opened.connect(self._on_opened)
        card.fix_chosen.connect(self._on_fix_chosen)
        card.step_asked.connect(self._on_step_asked)
        self._layout.insertWidget(len(self.lines) + len(self.cards), card)
        self.cards.append(card)
        card.show()

    # What the user does

    def _on_chosen(self, problem: Problem) -> None:
        state = self._session.state
        place, span = place_of(problem, state), span_here(problem, state)
        if place is not None:
            self._session.select(place)
        if span is not None:
            self.span_requested.emit(span)

    def _on_opened(self, problem: Problem) -> None:
        self._on_chosen(problem)
        self.code_requested.emit()

    def _on_fix_chosen(self, fix: Fix) -> None:
        cure(self._session, fix)

    def _on_step_asked(self, step: int) -> None:
        card = self.sender()
        at = self.cards.index(card) + step if card in self.cards else -1
        if 0 <= at < len(self.cards):
            self.cards[at].choose()
            self.ensureWidgetVisible(self.cards[at])
