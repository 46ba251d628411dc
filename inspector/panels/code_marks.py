"""What the code pane marks in a text: the code of the selection, and what is wrong."""

from dataclasses import dataclass

from inspector.report.model import Fix, Problem, Severity
from inspector.session.state import State
from inspector.source.span import Span

_MOST_PROBLEMS = 200


@dataclass(frozen=True)
class ProblemMark:
    """A problem at its place."""

    span: Span
    severity: Severity
    text: str
    """Message and hint, plain."""
    fixes: tuple[Fix, ...] = ()
    """The edits that cure it."""


@dataclass(frozen=True)
class Marks:
    """All that is marked."""

    sites: tuple[Span, ...] = ()
    """The code of the selection: where it is constructed, then where it is called."""
    problems: tuple[ProblemMark, ...] = ()
    """The gravest first."""

    def is_selected(self, line: int) -> bool:
        """Whether code of the selection lies on a line."""
        return any(site.line <= line <= site.end_line for site in self.sites)

    def problems_of(self, line: int) -> list[ProblemMark]:
        """The problems that begin on a line."""
        return [problem for problem in self.problems if problem.span.line == line]

    def fixes_of(self, line: int) -> tuple[Fix, ...]:
        """What cures the problems that begin on a line, each once."""
        return _unlike(self.problems_of(line))

    def fixes_at(self, caret: Span) -> tuple[Fix, ...]:
        """What cures the problems at a place; where none is, those of its line."""
        here = [problem for problem in self.problems if problem.span.contains(caret)]
        return _unlike(here) or self.fixes_of(caret.line)

    def gravest(self, line: int) -> Severity | None:
        """How grave the worst problem of a line is; None if it has none."""
        problems = self.problems_of(line)
        return problems[0].severity if problems else None


def _unlike(problems: list[ProblemMark]) -> tuple[Fix, ...]:
    found = {fix.title: fix for problem in reversed(problems) for fix in reversed(problem.fixes)}
    return tuple(reversed(found.values()))


def marks_of(state: State) -> Marks:
    """What to mark in the text of a state."""
    return Marks(_sites(state), _problems(state))


def _sites(state: State) -> tuple[Span, ...]:
    row = state.selected
    if row is None or state.syntax is not None:  # then the rows are those of an older text
        return ()
    return tuple(site for site in (row.site or row.origin, *row.call_sites) if site is not None)


def _problems(state: State) -> tuple[ProblemMark, ...]:
    file = state.document.file_name
    here = [
        ProblemMark(problem.source.span, problem.severity, problem_text(problem), problem.fixes)
        for problem in state.problems
        if problem.source is not None and problem.source.file == file
    ]
    return tuple(here[:_MOST_PROBLEMS])


def problem_text(problem: Problem) -> str:
    """Message and hint of a problem as lines of plain text."""
    return "\n".join(text for text in (problem.message, problem.hint) if text)
