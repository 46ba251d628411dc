"""Values that flow where nothing flowed in: one more result, item or argument."""

import pytest

from inspector.edits.edit import EditError
from inspector.edits.naming import InputValue, OutputValue
from inspector.edits.take_too import ReturnToo, TakeToo
from tests.edits.editing import after, at
from tests.edits.test_wiring import forward, net


@pytest.mark.parametrize(
    ("returned", "now"),
    [
        ("Y", "Y, X"),
        ("self.b(Y)", "self.b(Y), X"),
        ("Y, mask", "Y, mask, X"),
        ("(Y, mask)", "(Y, mask, X)"),
        ("[Y]", "[Y, X]"),
        ('{"y": Y}', '{"y": Y, "X": X}'),
    ],
)
def test_a_value_is_returned_beside_the_others(returned: str, now: str) -> None:
    text = net("Y = self.a(X)", f"return {returned}")
    place = at(text, returned, text.count(returned) - 1)
    assert forward(after(text, ReturnToo(InputValue("X"), place)))[1] == f"return {now}"


def test_what_is_returned_too_gets_a_name() -> None:
    text = net("return self.b(F.relu(self.a(X)))")
    place = at(text, "self.b(F.relu(self.a(X)))")
    now = after(text, ReturnToo(OutputValue(at(text, "F.relu(self.a(X))")), place))
    assert forward(now) == ["relu = F.relu(self.a(X))", "return self.b(relu), relu"]


def test_a_joint_takes_one_more() -> None:
    text = net("Y = self.a(X)", "return torch.cat([X, Y], dim=1)")
    place = at(text, "torch.cat([X, Y], dim=1)")
    now = after(text, TakeToo(InputValue("mask"), place))
    assert forward(now)[1] == "return torch.cat([X, Y, mask], dim=1)"


def test_a_call_takes_an_argument_by_its_name() -> None:
    text = net("return self.a(X, X, X)")
    now = after(text, TakeToo(InputValue("mask"), at(text, "self.a(X, X, X)"), "attn_mask"))
    assert forward(now) == ["return self.a(X, X, X, attn_mask=mask)"]


def test_a_joint_of_a_list_made_elsewhere_is_refused() -> None:
    text = net("return torch.cat(mask)")
    with pytest.raises(EditError, match="not written as a list"):
        after(text, TakeToo(InputValue("X"), at(text, "torch.cat(mask)")))
