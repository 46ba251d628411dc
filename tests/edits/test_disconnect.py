"""Edges that are taken away, on forwards whose rest was worked out by hand."""

import pytest

from inspector.edits.disconnect import Disconnect
from inspector.edits.edit import EditError
from tests.edits.editing import after, at
from tests.edits.test_wiring import forward, net


def without(text: str, operand: str) -> list[str]:
    """The forward without what stands last in it as `operand`."""
    place = at(text, operand, text.count(operand) - 1)
    return forward(after(text, Disconnect(place)))


@pytest.mark.parametrize(
    ("joined", "operand", "left"),
    [
        ("Y + X", "X", "Y"),
        ("X * Y", "X", "Y"),
        ("Y - X", "X", "Y"),
        ("self.a(Y) + X", "X", "self.a(Y)"),
        ("(Y + X) @ self.w", "X", "Y @ self.w"),
        ("(Y + X + mask) * 2", "X", "(Y + mask) * 2"),
        ("torch.cat([Y, X], dim=1)", "X", "Y"),
        ("torch.cat((Y, X, mask), dim=1)", "X", "torch.cat((Y, mask), dim=1)"),
        ("torch.stack([Y, X])", "X", "torch.stack([Y])"),
        ("torch.add(Y, X)", "X", "Y"),
        ("self.b(Y, mask=X)", "X", "self.b(Y)"),
    ],
)
def test_the_others_flow_on(joined: str, operand: str, left: str) -> None:
    assert without(net("Y = self.a(X)", f"return F.relu({joined})"), operand)[1] == (
        f"return F.relu({left})"
    )


def test_what_is_added_in_place_is_a_statement_that_goes() -> None:
    text = net("Y = self.a(X)", "Y += X", "return Y")
    assert without(text, "X") == ["Y = self.a(X)", "return Y"]


@pytest.mark.parametrize(
    ("returned", "left"),
    [
        ("Y, mask", "Y"),
        ("(Y, mask)", "Y"),
        ("mask, Y", "Y"),
        ("X, mask, Y", "X, Y"),
        ('{"y": Y, "mask": mask}', '{"y": Y}'),
    ],
)
def test_one_of_several_results_is_no_longer_returned(returned: str, left: str) -> None:
    text = net("Y = self.a(X)", f"return {returned}")
    assert without(text, "mask") == ["Y = self.a(X)", f"return {left}"]


@pytest.mark.parametrize(
    ("statement", "operand", "reason"),
    [
        ("return self.a(X)", "X", "a needs this; connect another value instead"),
        ("return X - mask", "X", "The operation needs this"),
        ("return X @ mask", "mask", "The operation needs this"),
        ("return X", "X", "A forward returns something"),
        ("return torch.cat([X])", "X", "Nothing else flows in here"),
        ("return self.c([X, mask])", "mask", "a list that something else reads"),
    ],
)
def test_what_is_needed_says_what_to_do_instead(statement: str, operand: str, reason: str) -> None:
    with pytest.raises(EditError, match=reason):
        without(net(statement), operand)


def test_an_argument_that_a_forward_of_the_file_can_do_without_goes() -> None:
    own = "class Block(nn.Module):\n    def forward(self, X, skip=None):\n        return X\n\n\n"
    text = net("return self.a(X, mask)").replace("class Net", f"{own}class Net")
    text = text.replace("self.a = nn.Linear(8, 8)", "self.a = Block()")
    assert "return self.a(X)\n" in after(text, Disconnect(at(text, "mask", 1)))
    with pytest.raises(EditError, match="a needs this"):
        after(text, Disconnect(at(text, "X", text.count("X") - 1)))


def test_a_hidden_state_goes_with_its_cell_state() -> None:
    text = net("h = self.a(X)", "Y, _ = self.lstm(X, (h, mask))", "return Y").replace(
        "self.a = nn.Linear(8, 8)", "self.a = nn.Linear(8, 8)\n        self.lstm = nn.LSTM(8, 8)"
    )
    place = at(text, "h, mask")
    cut = Disconnect(place._replace(end_column=place.column + 1))
    assert forward(after(text, cut))[1] == "Y, _ = self.lstm(X)"


def test_a_copy_that_only_the_edge_read_goes_with_it() -> None:
    text = net("X = self.a(X)", "a = X.clone()", "X /= 2", "return X + a")
    assert without(text, "a") == ["X = self.a(X)", "X /= 2", "return X"]
    read = net("X = self.a(X)", "a = X", "X = self.b(X) + a", "return X + a")
    assert without(read, "a")[1] == "a = X"


def test_what_computes_something_stays_though_nothing_reads_it() -> None:
    text = net("noise = self.b(X)", "return self.a(X) + noise")
    assert without(text, "noise") == ["noise = self.b(X)", "return self.a(X)"]


def test_a_name_that_something_else_reads_stays() -> None:
    text = net("a = self.a(X)", "return self.b((F.relu(a) + a) @ self.w)")
    assert without(text, "a") == ["a = self.a(X)", "return self.b(F.relu(a) @ self.w)"]
    text = net("_, (hidden, cell) = self.lstm(X)", "return self.b(hidden + cell)")
    assert without(text, "cell")[0] == "_, (hidden, cell) = self.lstm(X)"
