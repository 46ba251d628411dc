"""One of several results flows on: the names that the forward gets for it, by hand."""

import pytest

from inspector.edits.edit import EditError
from inspector.edits.naming import InputValue, OutputValue
from inspector.edits.wiring import Combine, Connect
from inspector.outline.results import Path
from tests.edits.editing import after, at
from tests.edits.test_wiring import forward, net

CALL = "self.lstm(X)"
LSTM = "output, (hidden, cell)"


def connected(path: Path, *lines: str) -> list[str]:
    """The forward after one result of the LSTM was connected to what self.b takes."""
    text = net(*lines, "return self.b(Y)")
    value = OutputValue(at(text, CALL), path, LSTM)
    return forward(after(text, Connect(value, at(text, "Y", text.count("Y") - 1))))


def test_a_result_beside_the_one_that_is_taken_gets_its_usual_name() -> None:
    assert connected((1, 0), "Y = self.lstm(X)[0]") == [
        "Y, (hidden, cell) = self.lstm(X)",
        "return self.b(hidden)",
    ]


def test_a_state_of_two_is_read_as_one_tuple() -> None:
    assert connected((1,), "Y = self.lstm(X)[0]") == [
        "Y, (hidden, cell) = self.lstm(X)",
        "return self.b((hidden, cell))",
    ]
    assert connected((1,), "Y, (h, _) = self.lstm(X)") == [
        "Y, (h, cell) = self.lstm(X)",
        "return self.b((h, cell))",
    ]
    assert connected((1,), "Y, state = self.lstm(X)")[-1] == "return self.b(state)"
    assert (
        connected((1,), "Y = self.a(self.lstm(X)[0])")[0] == "output, (hidden, cell) = self.lstm(X)"
    )
    with pytest.raises(EditError, match="something else by then"):
        connected((1,), "Y, (h, c) = self.lstm(X)", "h = self.a(h)")


def test_within_an_expression_all_results_get_names_before_it() -> None:
    assert connected((1, 1), "Y = self.a(self.lstm(X)[0][:, -1])") == [
        "output, (hidden, cell) = self.lstm(X)",
        "Y = self.a(output[:, -1])",
        "return self.b(cell)",
    ]


def test_the_result_that_has_a_name_is_read_by_it() -> None:
    assert connected((1, 0), "Y, (h, c) = self.lstm(X)")[-1] == "return self.b(h)"
    assert connected((1, 1), "Y, state = self.lstm(X)")[-1] == "return self.b(state[1])"


def test_a_result_that_was_let_go_gets_a_name() -> None:
    assert connected((0,), "_, (Y, _) = self.lstm(X)") == [
        "output, (Y, _) = self.lstm(X)",
        "return self.b(output)",
    ]


def test_a_usual_name_that_is_taken_gets_a_number() -> None:
    assert connected((0,), "_, (output, _) = self.lstm(X)", "Y = output")[0] == (
        "output2, (output, _) = self.lstm(X)"
    )


def test_results_without_usual_names_are_known_by_number_and_key() -> None:
    text = net("Y = self.a(self.two(X)[0])", "return self.b(Y)")
    value = OutputValue(at(text, "self.two(X)"), (1, "score"))
    assert forward(after(text, Connect(value, at(text, "Y", 1)))) == [
        "two = self.two(X)",
        "Y = self.a(two[0])",
        'return self.b(two[1]["score"])',
    ]


def test_a_result_that_means_something_else_by_then_is_kept() -> None:
    text = net("Y, Z = self.two(X)", "Z = self.a(Y)", "return self.b(Z)")
    value = OutputValue(at(text, "self.two(X)"), (1,))
    now = after(text, Combine(value, at(text, "Z", 2), "add"))
    assert forward(now) == [
        "Y, Z = self.two(X)",
        "two = Z",
        "Z = self.a(Y)",
        "return self.b(Z + two)",
    ]


def test_results_of_an_unknown_number_are_refused() -> None:
    with pytest.raises(EditError, match="several values"):
        connected((1, 0), "Y, *rest = self.lstm(X)")


def test_several_results_that_are_not_told_apart_are_refused() -> None:
    text = net("Y, Z = self.two(X)", "return self.b(Y)")
    with pytest.raises(EditError, match="take one of them"):
        after(text, Connect(OutputValue(at(text, "self.two(X)")), at(text, "Y", 1)))


def test_what_runs_only_under_a_condition_is_refused() -> None:
    with pytest.raises(EditError, match="only under a condition"):
        connected((0,), "Y = self.lstm(X) if self.c else X")
    with pytest.raises(EditError, match="comprehension"):
        connected((0,), "Y = [self.lstm(X) for _ in mask]")


def test_a_step_moves_behind_what_is_to_flow_into_it() -> None:
    text = net("Y = self.a(X)", "Z = self.b(X)", "return Y + Z")
    place = at(text, "X", text.count("X") - 2)
    now = after(text, Connect(OutputValue(at(text, "self.b(X)")), place))
    assert forward(now) == ["Z = self.b(X)", "Y = self.a(Z)", "return Y + Z"]


def test_or_what_is_to_flow_into_it_moves_before_the_step() -> None:
    text = net("Y = self.a(X)", "W = Y + 1", "Z = self.b(X)", "return W + Z")
    place = at(text, "X", text.count("X") - 2)
    now = after(text, Connect(OutputValue(at(text, "self.b(X)")), place))
    assert forward(now) == ["Z = self.b(X)", "Y = self.a(Z)", "W = Y + 1", "return W + Z"]


@pytest.mark.parametrize("between", ["X += 1", "X.add_(1)", "print(X)", "X[0] = 1"])
def test_steps_whose_order_may_matter_stay_where_they_are(between: str) -> None:
    text = net("Y = self.a(mask)", "Y = Y + 1", between, "Z = self.b(X)", "return Y + Z")
    value = OutputValue(at(text, "self.b(X)"))
    with pytest.raises(EditError, match="computed after"):
        after(text, Connect(value, at(text, "mask", 1)))


def test_an_input_is_no_value_of_another_forward() -> None:
    text = net("return self.b(X)")
    with pytest.raises(EditError, match="takes no Z"):
        after(text, Connect(InputValue("Z"), at(text, "X", text.count("X") - 1)))
