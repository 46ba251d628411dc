"""Skips drawn by hand: a chain of convolutions becomes a U-Net, run after every edge."""

from pathlib import Path

import pytest

from inspector.edits.edit import EditError
from inspector.engine.api import trace_file
from inspector.report.model import Call
from inspector.session.given import Given
from inspector.session.sockets import Socket
from inspector.session.wiring import Wiring
from tests.edits.editing import example
from tests.fakes import FakeEngine, session_with

CHAIN = """\
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.Conv2d(3, 8, 3, padding=1)
        self.pool = nn.MaxPool2d(2)
        self.bottom = nn.Conv2d(8, 8, 3, padding=1)
        self.up = nn.Upsample(scale_factor=2)
        self.merge = nn.LazyConv2d(4, 1)

    def forward(self, X):
        X = self.down(X)
        X = self.up(self.bottom(self.pool(X)))
        return self.merge(X)


model = Net()
X = torch.rand(1, 3, 16, 16)
"""

TWICE = """\
import torch
from torch import nn
from torch.nn import functional as F


class Block(nn.Module):
    def forward(self, X):
        return F.relu(X)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = Block()
        self.b = Block()

    def forward(self, X):
        return self.b(self.a(X))


model = Net()
X = torch.rand(2, 4)
"""


FORWARD_OF_TWO = "forward(self, X, mask):\n        return F.relu(X) * mask"

SEVERAL = """\
import torch
from torch import nn


class Pair(nn.Module):
    def forward(self, X):
        return X + 1, {"twice": X * 2}


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.pair = Pair()
        self.lstm = nn.LSTM(8, 8)
        self.attention = nn.MultiheadAttention(8, 2)
        self.head = nn.Linear(8, 8)

    def forward(self, X):
        Y = self.pair(X)[0]
        Z = self.lstm(Y)[0]
        A, _ = self.attention(Z, Z, Z, need_weights=False)
        one, other = A.chunk(2)
        return self.head(torch.cat([one, other]) + Z)


model = Net()
X = torch.rand(4, 2, 8)
"""


class Bench:
    """A session that is run after each edit, and the wiring of it."""

    def __init__(self, text: str, folder: Path) -> None:
        self.session = session_with(text, folder)
        self.wiring = Wiring(self.session)
        self.run()

    @property
    def text(self) -> str:
        return self.session.state.text

    def run(self) -> None:
        engine = self.session.engine
        assert isinstance(engine, FakeEngine)
        engine.answer(self.text, trace_file(self.text))

    def call(self, module: str) -> Call:
        return self.calls(module)[0]

    def calls(self, module: str) -> list[Call]:
        report = self.session.state.shown
        assert report is not None
        return [each for each in report.calls if module in (each.module, each.name)]

    def given(self, module: str, name: str) -> Given:
        """One of several results of a call."""
        found = self.wiring.given_by_call(self.call(module).id)
        return next(each for each in found if each.name == name)

    def socket(self, module: str, text: str) -> Socket:
        found = self.wiring.sockets(self.call(module).id)
        return next(each for each in found if each.text == text)

    def forward(self) -> list[str]:
        """The lines of the last forward of the file."""
        lines = self.text.rpartition("def forward")[2].splitlines()[1:]
        return [line.strip() for line in lines[: lines.index("")]]

    def given_by_input(self) -> tuple[Given, ...]:
        report = self.session.state.shown
        assert report is not None
        return self.wiring.given_by_input(report.inputs[0].tensor)


def test_a_skip_is_concatenated_along_the_channels_and_the_model_runs(tmp_path: Path) -> None:
    bench = Bench(CHAIN, tmp_path)
    (socket,) = bench.wiring.sockets(bench.call("merge").id)
    (given,) = bench.wiring.given_by_call(bench.call("down").id)
    assert bench.wiring.join(given, socket, "concatenate")
    assert bench.session.history.undoText() == "Concatenate down with merge"
    assert bench.text.partition("def forward")[2].splitlines()[1:6] == [
        "        down = self.down(X)",
        "        X = self.up(self.bottom(self.pool(down)))",
        "        return self.merge(torch.cat((X, down), dim=1))",
        "",
        "",
    ]
    bench.run()
    report = bench.session.state.shown
    assert report is not None
    assert report.failure is None
    shapes = {tensor.id: tensor.shape for tensor in report.tensors}
    assert shapes[bench.call("merge").inputs[0]] == (1, 16, 16, 16)
    bench.session.history.undo()
    assert bench.text == CHAIN


def test_an_edge_from_within_an_expression_replaces_another(tmp_path: Path) -> None:
    bench = Bench(CHAIN, tmp_path)
    (socket,) = bench.wiring.sockets(bench.call("merge").id)
    (given,) = bench.wiring.given_by_call(bench.call("bottom").id)
    assert bench.wiring.join(given, socket, "replace")
    assert bench.session.history.undoText() == "Connect bottom to merge"
    bench.run()
    assert "        bottom = self.bottom(self.pool(X))\n        X = self.up(bottom)\n" in bench.text
    assert "return self.merge(bottom)" in bench.text
    assert bench.call("bottom").outputs == bench.call("merge").inputs


def test_the_input_of_the_model_flows_where_it_is_wanted(tmp_path: Path) -> None:
    bench = Bench(CHAIN, tmp_path)
    (socket,) = bench.wiring.sockets(bench.call("bottom").id)
    assert bench.wiring.join(bench.given_by_input()[0], socket, "add")
    assert "X_in = X" in bench.text
    assert "self.bottom(self.pool(X) + X_in)" in bench.text


def test_a_step_with_several_operands_has_a_socket_for_each(tmp_path: Path) -> None:
    bench = Bench(example("fixed_hidden_mlp"), tmp_path)
    matmul = bench.call("matmul")
    sockets = bench.wiring.sockets(matmul.id)
    assert [each.text for each in sockets] == ["X", "self.rand_weight"]
    assert tuple(each.tensor for each in sockets) == matmul.inputs


def test_operands_are_told_apart_by_what_the_step_calls_them(tmp_path: Path) -> None:
    bench = Bench(SEVERAL, tmp_path)
    titles = [each.title for each in bench.wiring.sockets(bench.call("attention").id)]
    assert titles == ["query: Z", "key: Z", "value: Z"]
    assert [each.title for each in bench.wiring.sockets(bench.call("head").id)] == [
        "torch.cat([one, other]) + Z"
    ]
    assert [each.title for each in bench.wiring.sockets(bench.call("cat").id)] == ["one", "other"]


def test_operands_of_a_class_of_the_file_have_the_names_of_its_parameters(tmp_path: Path) -> None:
    text = TWICE.replace("forward(self, X):\n        return F.relu(X)", FORWARD_OF_TWO)
    bench = Bench(text.replace("self.b(self.a(X))", "self.b(X, mask=self.a(X, 1 * X))"), tmp_path)
    assert [each.title for each in bench.wiring.sockets(bench.call("b").id)] == [
        "X: X",
        "mask: self.a(X, 1 * X)",
    ]
    assert [each.title for each in bench.wiring.sockets(bench.call("a").id)] == [
        "X: X",
        "mask: 1 * X",
    ]


def test_what_a_container_calls_cannot_be_wired_and_says_why(tmp_path: Path) -> None:
    bench = Bench(example("net"), tmp_path)
    with pytest.raises(EditError, match="extract a class"):
        bench.wiring.sockets(bench.call("1").id)
    with pytest.raises(EditError, match="no forward of its own"):
        bench.given_by_input()


def test_a_refusal_is_told_before_anything_changes(tmp_path: Path) -> None:
    bench = Bench(CHAIN, tmp_path)
    (socket,) = bench.wiring.sockets(bench.call("down").id)
    (given,) = bench.wiring.given_by_call(bench.call("up").id)
    assert "after" in bench.wiring.refusal(given, socket)
    assert not bench.wiring.join(given, socket, "replace")
    assert bench.text == CHAIN


def test_what_flows_in_already_is_told(tmp_path: Path) -> None:
    bench = Bench(CHAIN, tmp_path)
    (socket,) = bench.wiring.sockets(bench.call("merge").id)
    (given,) = bench.wiring.given_by_call(bench.call("up").id)
    assert bench.wiring.refusal(given, socket) == "It flows in there already."


def test_tensors_whose_shapes_do_not_fit_are_only_replaced(tmp_path: Path) -> None:
    bench = Bench(CHAIN, tmp_path)
    (socket,) = bench.wiring.sockets(bench.call("bottom").id)
    refusals = bench.wiring.refusals(bench.given_by_input()[0], socket)
    assert not refusals["replace"]
    assert refusals["add"] == "[1, 3, 16, 16] and [1, 8, 8, 8] do not fit element by element."
    assert "more than the dimension" in refusals["concatenate"]


def test_what_one_forward_computes_is_refused_in_another_with_what_to_do(tmp_path: Path) -> None:
    bench = Bench(TWICE, tmp_path)
    first, second = bench.calls("relu")
    (socket,) = bench.wiring.sockets(first.id)
    assert "after a has run" in bench.wiring.refusal(
        bench.wiring.given_by_call(second.id)[0], socket
    )
    (inner,) = bench.wiring.sockets(second.id)
    assert "add an input to Block.forward" in bench.wiring.refusal(bench.given_by_input()[0], inner)


def test_a_picture_that_is_older_than_the_code_is_not_wired(tmp_path: Path) -> None:
    bench = Bench(CHAIN, tmp_path)
    merge = bench.call("merge").id
    bench.session.type_text(CHAIN.replace("(4, 1)", "(5, 1)"))
    with pytest.raises(EditError, match="Wait until the model has run"):
        bench.wiring.sockets(merge)


def test_what_the_model_returns_is_where_an_edge_can_end(tmp_path: Path) -> None:
    bench = Bench(CHAIN, tmp_path)
    (output,) = bench.wiring.outputs(None)
    assert output.text == "self.merge(X)"
    (given,) = bench.wiring.given_by_call(bench.call("up").id)
    assert bench.wiring.join(given, output, "concatenate")
    assert bench.forward()[-1] == "return torch.cat((self.merge(X), X), dim=1)"


def test_a_value_is_returned_too_and_then_no_longer(tmp_path: Path) -> None:
    bench = Bench(CHAIN, tmp_path)
    (output,) = bench.wiring.outputs(None)
    (given,) = bench.wiring.given_by_call(bench.call("bottom").id)
    assert bench.wiring.join(given, output, "return")
    assert bench.session.history.undoText() == "Return bottom from Net"
    bench.run()
    assert bench.forward()[-1] == "return self.merge(X), bottom"
    report = bench.session.state.shown
    assert report is not None
    assert report.outputs == (bench.call("merge").outputs[0], bench.call("bottom").outputs[0])
    merged, bottom = bench.wiring.outputs(None)
    assert (merged.text, bottom.text) == ("self.merge(X)", "bottom")
    assert bench.wiring.disconnect(bottom)
    assert bench.forward()[-1] == "return self.merge(X)"


def test_what_others_call_returns_one_value(tmp_path: Path) -> None:
    bench = Bench(TWICE, tmp_path)
    first = bench.call("relu")
    (given,) = bench.wiring.given_by_call(first.id)
    assert first.parent is not None
    (result,) = bench.wiring.results(first.parent)
    assert "takes one value" in bench.wiring.refusals(given, result)["return"]


def test_each_of_several_results_can_be_taken_by_its_usual_name(tmp_path: Path) -> None:
    bench = Bench(SEVERAL, tmp_path)
    calls = ("pair", "lstm", "attention", "chunk")
    names = [
        [each.name for each in bench.wiring.given_by_call(bench.call(call).id)] for call in calls
    ]
    assert names == [
        ["value", "twice"],
        ["output", "hidden", "cell"],
        ["A"],
        ["one", "other"],
    ]
    hidden = bench.given("lstm", "hidden")
    assert bench.wiring.join(hidden, bench.socket("head", "torch.cat([one, other]) + Z"), "add")
    bench.run()
    assert bench.forward() == [
        "Y = self.pair(X)[0]",
        "Z, (hidden, cell) = self.lstm(Y)",
        "A, _ = self.attention(Z, Z, Z, need_weights=False)",
        "one, other = A.chunk(2)",
        "return self.head(torch.cat([one, other]) + Z + hidden)",
    ]
    report = bench.session.state.shown
    assert report is not None
    assert report.failure is None


def test_what_a_class_of_the_file_returns_is_known_by_its_keys(tmp_path: Path) -> None:
    bench = Bench(SEVERAL, tmp_path)
    found = bench.wiring.given_by_call(bench.call("pair").id)
    assert bench.wiring.join(found[1], bench.socket("lstm", "Y"), "replace")
    assert bench.forward()[:3] == [
        "pair = self.pair(X)",
        "Y = pair[0]",
        'Z = self.lstm(pair[1]["twice"])[0]',
    ]
    bench.run()
    assert bench.call("lstm").inputs == bench.call("mul").outputs


def test_a_step_takes_what_it_has_room_for(tmp_path: Path) -> None:
    bench = Bench(SEVERAL, tmp_path)
    rooms = bench.wiring.rooms(bench.call("attention").id)
    assert [each.keyword for each in rooms] == ["key_padding_mask", "attn_mask"]
    assert bench.wiring.rooms(bench.call("head").id) == ()
    (room,) = bench.wiring.rooms(bench.call("cat").id)
    assert bench.wiring.take(bench.given("attention", "A"), room)
    assert "torch.cat([one, other, A])" in bench.text


def test_a_skip_that_is_taken_away_leaves_the_first_text(tmp_path: Path) -> None:
    bench = Bench(CHAIN, tmp_path)
    (socket,) = bench.wiring.sockets(bench.call("merge").id)
    (given,) = bench.wiring.given_by_call(bench.call("down").id)
    assert bench.wiring.join(given, socket, "concatenate")
    bench.run()
    (end,) = bench.wiring.ends(bench.call("cat").id, bench.call("down").outputs)
    assert end.text == "down"
    assert bench.wiring.disconnect(end)
    assert bench.session.history.undoText() == "Disconnect down from cat"
    assert bench.text == CHAIN


def test_a_value_that_an_edge_named_within_an_expression_is_written_out_again(
    tmp_path: Path,
) -> None:
    bench = Bench(CHAIN, tmp_path)
    (given,) = bench.wiring.given_by_call(bench.call("pool").id)
    (socket,) = bench.wiring.sockets(bench.call("up").id)
    assert bench.wiring.join(given, socket, "add")
    assert bench.forward()[1:3] == [
        "pool = self.pool(X)",
        "X = self.up(self.bottom(pool) + pool)",
    ]
    bench.run()
    (end,) = bench.wiring.ends(bench.call("add").id, bench.call("pool").outputs)
    assert bench.wiring.disconnect(end)
    assert bench.text == CHAIN


def test_an_edge_that_is_needed_stays_and_says_why(tmp_path: Path) -> None:
    bench = Bench(CHAIN, tmp_path)
    (end,) = bench.wiring.ends(bench.call("merge").id, bench.call("up").outputs)
    assert bench.wiring.refusal_of_cut(end) == ("merge needs this; connect another value instead.")
    (output,) = bench.wiring.ends(None, bench.call("merge").outputs)
    assert "connect another value to its output" in bench.wiring.refusal_of_cut(output)


UNET = """\
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.top = nn.Conv2d(3, 8, 3, padding=1)
        self.down = nn.Conv2d(8, 8, 3, padding=1)
        self.bottom = nn.Conv2d(8, 8, 3, padding=1)
        self.merge = nn.LazyConv2d(8, 1)
        self.concluding_convolution = nn.LazyConv2d(4, 1)

    def forward(self, X):
        X = self.top(X)
        X = self.down(X)
        X = self.bottom(X)
        X = self.merge(X)
        return self.concluding_convolution(X.contiguous().clone().detach())  # the last


model = Net()
"""


def test_edges_are_taken_away_in_any_order_and_leave_the_first_text(tmp_path: Path) -> None:
    text = UNET.replace("model", "X = __import__('torch').rand(1, 3, 16, 16)\nmodel")
    bench = Bench(text, tmp_path)
    for source, target in (("down", "merge"), ("top", "concluding_convolution")):
        (given,) = bench.wiring.given_by_call(bench.call(source).id)
        (socket,) = bench.wiring.sockets(bench.call(target).id)
        assert bench.wiring.join(given, socket, "concatenate")
        bench.run()
    assert "top = self.top(X)\n        down = self.down(top)\n" in bench.text
    for source in ("down", "top"):
        (end,) = bench.wiring.ends(bench.call("cat").id, bench.call(source).outputs)
        assert bench.wiring.disconnect(end)
        bench.run()
    assert bench.text == text


def test_an_edge_that_is_led_elsewhere_and_back_leaves_the_first_text(tmp_path: Path) -> None:
    bench = Bench(CHAIN, tmp_path)
    (socket,) = bench.wiring.sockets(bench.call("merge").id)
    assert bench.wiring.join(
        bench.wiring.given_by_call(bench.call("down").id)[0], socket, "replace"
    )
    assert "X = self.up(self.bottom(self.pool(down)))" in bench.text
    bench.run()
    (socket,) = bench.wiring.sockets(bench.call("merge").id)
    assert bench.wiring.join(bench.wiring.given_by_call(bench.call("up").id)[0], socket, "replace")
    assert bench.text == CHAIN


RECURRENT = """\
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.start = nn.Linear(4, 8)
        self.encoder = nn.LSTM(4, 8)
        self.decoder = nn.LSTM(8, 8)

    def forward(self, X):
        S = self.start(X[:1])
        Y = self.encoder(X)[0]
        return self.decoder(Y)[0]


model = Net()
X = torch.rand(3, 2, 4)
"""


def state_given(bench: Bench, given: Given) -> list[str]:
    """The forward in which the decoder begins with a value, and then runs with it."""
    (room,) = bench.wiring.rooms(bench.call("decoder").id)
    assert bench.wiring.take(given, room)
    lines = bench.forward()
    bench.run()
    report = bench.session.state.shown
    assert report is not None
    assert report.failure is None
    hidden = bench.wiring.sockets(bench.call("decoder").id)[1]
    (end,) = bench.wiring.ends(bench.call("decoder").id, (hidden.tensor or 0,))
    assert bench.wiring.disconnect(end)
    assert bench.text == RECURRENT
    return lines


def test_a_recurrent_module_begins_with_both_states_of_another(tmp_path: Path) -> None:
    bench = Bench(RECURRENT, tmp_path)
    assert state_given(bench, bench.given("encoder", "cell"))[1:] == [
        "Y, (hidden, cell) = self.encoder(X)",
        "return self.decoder(Y, hx=(hidden, cell))[0]",
    ]


def test_a_hidden_state_that_is_computed_comes_with_a_cell_of_zeros(tmp_path: Path) -> None:
    bench = Bench(RECURRENT, tmp_path)
    (start,) = bench.wiring.given_by_call(bench.call("start").id)
    assert state_given(bench, start)[-1] == "return self.decoder(Y, hx=(S, torch.zeros_like(S)))[0]"


def test_a_state_has_the_shape_of_the_state_that_comes_out(tmp_path: Path) -> None:
    bench = Bench(RECURRENT, tmp_path)
    (room,) = bench.wiring.rooms(bench.call("decoder").id)
    refusal = bench.wiring.refusal_of_room(bench.given("encoder", "output"), room)
    assert refusal == "hx is [1, 2, 8] here, not [3, 2, 8]."
