"""The lines on loops and conditions, of a report made by hand."""

from inspector.report.model import Branch, Call, Frame, Report
from inspector.report.summary_control import control_flow

CALLS = (
    Call(0, None, "module", "", "Net"),
    Call(1, 0, "module", "2", "Shrink"),
    Call(2, 1, "op", None, "bool"),
    Call(3, 0, "module", "2", "Shrink"),
)


def branch(number: int, value: bool | None) -> Branch:
    return Branch(number, 0, "if", "if x.sum() > 1", value, "body", 2)


def test_loops_tell_their_trips_and_conditions_their_values_by_module() -> None:
    report = Report(
        model="net",
        calls=CALLS,
        frames=(
            Frame(0, 1, "while", 6, None, "while x.sum() > 1"),
            Frame(1, 0, "for", 1, None, "for i in [1]"),
        ),
        branches=(branch(0, True), branch(1, False), branch(2, True)),
    )
    assert list(control_flow(report)) == [
        "`while x.sum() > 1` in `2`: 6 trips",
        "`for i in [1]` in `net`: 1 trip",
        "`if x.sum() > 1` in `net`: True × 2, False × 1",
    ]


def test_a_loop_that_ran_twice_tells_both_numbers_of_trips_and_one_condition_its_value() -> None:
    header = "while x.sum() > 1"
    report = Report(
        calls=CALLS,
        frames=(Frame(0, 1, "while", 6, None, header), Frame(1, 3, "while", 2, None, header)),
        branches=(branch(0, None),),
    )
    assert list(control_flow(report)) == [
        "`while x.sum() > 1` in `2`: 6 trips and 2 trips",
        "`if x.sum() > 1` in `model`: ?",
    ]


def test_a_run_straight_through_has_nothing_to_tell() -> None:
    assert not list(control_flow(Report(calls=CALLS)))
