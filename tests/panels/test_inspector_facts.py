from dataclasses import replace

from inspector.graph.hierarchy import hierarchy
from inspector.graph.rows import Row
from inspector.outline.read import get
from inspector.panels.inspector_facts import facts, heading, kind_text
from inspector.session.state import UNSAVED
from inspector.source.span import Span
from tests.panels.reports import FIXED_HIDDEN, fixed_hidden

REPORT = fixed_hidden()
ROWS = list(hierarchy(get(FIXED_HIDDEN), REPORT, UNSAVED))


def row_named(name: str, kind: str = "") -> Row:
    return next(row for row in ROWS if row.name == name and kind in ("", row.kind))


def said(row: Row) -> str:
    return f"{heading(row)} | {kind_text(row)} | {' '.join(facts(row, REPORT))}"


def test_each_kind_of_row_is_introduced() -> None:
    assert said(row_named("model")) == "model | Sequential | "
    assert said(row_named("linear", "module")) == (
        "0.linear | LazyLinear | One module, called twice."
    )
    assert said(row_named("rand_weight")) == (
        "0.rand_weight | constant | "
        "A plain tensor: it is neither trained nor saved in the state_dict."
    )
    assert said(row_named("relu")) == "0 › relu | F.relu | "
    assert said(row_named("linear", "step")) == (
        "0 › linear | call 2 | Another call of linear; all its calls share the same parameters."
    )
    assert said(row_named("while")) == "0 › while | loop | Went round once in this run."


def test_a_line_that_makes_many_modules_says_so_before_it_is_changed() -> None:
    row = replace(row_named("linear", "module"), instances=12, calls=1)
    assert facts(row, REPORT) == ("This line makes 12 modules; a change is for all of them.",)


def test_what_the_parent_does_not_see_is_said() -> None:
    row = replace(row_named("linear", "module"), registered=False, calls=0, site=None)
    assert facts(row, REPORT) == (
        "Its parent does not see it: it is kept in a plain list, dict or closure.",
        "It is made outside of this file; its arguments are fixed here.",
    )


def test_what_only_the_run_could_find_says_where_it_is_made() -> None:
    origin = Span(7, 4, 7, 20)
    row = replace(row_named("linear", "module"), calls=1, site=None, origin=origin)
    assert facts(row, REPORT) == (
        "It is made by code that is not taken apart, line 7; change it there.",
    )


def test_a_module_that_was_not_called_is_told_apart_from_one_that_never_ran() -> None:
    row = replace(row_named("linear", "module"), calls=0)
    assert facts(row, REPORT) == ("Not called in this run.",)
    assert facts(row, None) == ()
