"""Composing by dropping, without a widget: what lands where, and what is refused."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from inspector.edits.arguments import SetArgument
from inspector.edits.names import RenameMember
from inspector.engine.api import trace_file
from inspector.report.place import DropTarget, Place
from inspector.session.component import Component, to_mime
from inspector.session.components import search, sections
from inspector.session.drops import Drops
from inspector.session.files import new_document
from inspector.session.place_mime import place_to_mime, places_to_mime
from inspector.session.refactoring import Refactoring
from inspector.session.session import Session
from tests.edits.editing import at, changed_lines, class_of, example
from tests.fakes import FakeEngine, session_with


class Bench:
    """A session and its drops; every edit is run at once by the real engine's code."""

    def __init__(self, text: str, folder: Path) -> None:
        self.session: Session = session_with(text, folder)
        self.drops = Drops(self.session)
        self.told: list[str] = []
        self.session.told.connect(self.told.append)
        self.run()

    @property
    def text(self) -> str:
        return self.session.state.text

    def run(self) -> None:
        engine = self.session.engine
        assert isinstance(engine, FakeEngine)
        engine.answer(self.text, trace_file(self.text))

    def component(self, query: str, kind: str = "") -> Component:
        found = search(sections(self.session.state), query)
        return next(each for each in found if not kind or each.kind == kind)

    def drop(self, query: str, target: DropTarget, kind: str = "") -> None:
        data = to_mime(self.component(query, kind))
        assert self.drops.refusal(data, target, copy=False) is None
        self.drops.drop(data, target, copy=False)
        self.run()

    def move(self, place: Place, target: DropTarget, copy: bool = False) -> None:
        data = place_to_mime(place, "x")
        assert self.drops.refusal(data, target, copy) is None
        self.drops.drop(data, target, copy)
        self.run()

    def refusal(self, query: str, target: DropTarget, kind: str = "") -> str | None:
        return self.drops.refusal(to_mime(self.component(query, kind)), target, copy=False)


def into(path: str) -> DropTarget:
    return DropTarget("into", Place(path))


def behind(path: str) -> DropTarget:
    return DropTarget("after", Place(path))


def before(path: str) -> DropTarget:
    return DropTarget("before", Place(path))


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Bench:
    return Bench(new_document()[0], tmp_path)


def test_the_net_of_the_chapter_is_dropped_together(bench: Bench) -> None:
    bench.drop("LazyLinear", into(""))
    bench.drop("ReLU", into(""), "module")
    bench.drop("LazyLinear", behind("1"))
    assert "nn.Sequential(nn.LazyLinear(32), nn.ReLU(), nn.LazyLinear(32))" in bench.text
    assert [row.output for row in bench.session.state.rows][1:] == ["2 × 32"] * 3
    assert bench.session.state.selection == Place("2")


def test_a_module_is_dropped_between_two_siblings(bench: Bench) -> None:
    for query in ("Flatten", "Identity"):
        bench.drop(query, into(""), "module")
    bench.drop("Tanh", before("1"), "module")
    bench.drop("Sigmoid", behind("1"), "module")
    assert "nn.Flatten(), nn.Tanh(), nn.Sigmoid(), nn.Identity()" in bench.text


def test_sizes_of_a_dropped_module_come_from_what_flows_there(bench: Bench) -> None:
    bench.drop("Linear", into(""), "module")
    bench.drop("LazyLinear", into(""))
    bench.drop("BatchNorm1d", into(""))
    assert "nn.Linear(20, 20)" in bench.text
    assert "nn.BatchNorm1d(32)" in bench.text
    assert bench.session.state.problems == ()


def test_nest_mlp_is_composed_in_a_class_of_ones_own(bench: Bench) -> None:
    bench.drop("New class", into(""))
    bench.drop("Sequential", into("0"), "container")
    for query in ("LazyLinear", "ReLU", "LazyLinear", "ReLU"):
        bench.drop(query, into("0.sequential"), "module")
    bench.drop("LazyLinear", behind("0.sequential"))
    assert (
        class_of(bench.text, "Block")
        == """\
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.sequential = nn.Sequential(
            nn.LazyLinear(32),
            nn.ReLU(),
            nn.LazyLinear(32),
            nn.ReLU(),
        )
        self.linear = nn.LazyLinear(32)

    def forward(self, X):
        X = self.sequential(X)
        X = self.linear(X)
        return X
"""
    )


def test_fixed_hidden_mlp_is_composed_with_a_shared_module_and_a_loop(bench: Bench) -> None:
    bench.drop("New class", into(""))
    bench.drop("LazyLinear", into("0"))
    site = at(bench.text, "nn.LazyLinear(32)")
    assert bench.session.apply(SetArgument(site, "out_features", "20"))
    bench.run()
    bench.drop("constant", into("0"))
    bench.drop("relu", into("0"), "function")
    bench.move(Place("0.linear"), into("0"), copy=True)
    bench.drop("while", into("0"))
    bench.drop("sum", into("0"), "function")
    forward = class_of(bench.text, "Block").partition("    def forward")[2]
    assert forward.count("self.linear(X)") == 2
    assert "        while X.abs().sum() > 1:\n" in forward
    linear = bench.session.state.rows.at(Place("0.linear"))
    assert linear is not None
    assert linear.calls == 2
    assert bench.session.state.problems == ()


def test_parallel_residual_and_repeat_run_as_they_are_dropped(bench: Bench) -> None:
    bench.drop("Parallel", into(""))
    bench.drop("LazyLinear", into("0"))
    bench.drop("LazyLinear", into("0"))
    bench.drop("Residual", into(""))
    bench.drop("Tanh", into("1"), "module")
    bench.drop("Repeat", into(""))
    bench.drop("ReLU", into("2.0"), "module")
    outputs = {row.key: row.output for row in bench.session.state.rows}
    assert outputs["/0"] == outputs["/1"] == outputs["/2"] == "2 × 64"
    assert "nn.Sequential(*[nn.Sequential(nn.ReLU()) for _ in range(3)])" in bench.text


def test_a_module_moves_from_a_chain_into_a_class(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(example("chimera"), tmp_path)
    bench.move(Place("1"), into("0"))
    assert "chimera = nn.Sequential(NestMLP(), FixedHiddenMLP())" in bench.text
    assert "        self.linear2 = nn.LazyLinear(20)\n" in bench.text
    assert bench.session.state.problems == ()


def test_moving_by_keys_goes_one_place_up_or_down(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(example("net"), tmp_path)
    bench.session.select(Place("1"))
    bench.drops.move(up=False)
    assert "nn.Sequential(nn.LazyLinear(256), nn.LazyLinear(10), nn.ReLU())" in bench.text
    assert bench.session.state.selection == Place("2")
    bench.drops.move(up=False)
    assert bench.told[-1] == "2 is last already."


CODER = """import torch
from torch import nn


class Coder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Linear(4, 2)
        self.decoder = nn.Linear(2, 4)

    def encode(self, X):
        return self.encoder(X)

    def decode(self, X):
        return self.decoder(X)

    def forward(self, X):
        return self.decode(self.encode(X))


model = Coder()
X = torch.rand(3, 4)
"""


def test_a_module_does_not_move_by_keys_into_another_method(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(CODER, tmp_path)
    bench.session.select(Place("decoder"))
    bench.drops.move(up=True)
    assert bench.text == CODER
    assert bench.told[-1] == "encoder runs in another method; move it there in the code."


def test_several_are_moved_or_copied_in_the_order_of_the_tree(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(example("net"), tmp_path)
    data = places_to_mime((Place("1"), Place("0")), "2 modules")
    bench.drops.drop(data, behind("2"), copy=False)
    chain = "nn.LazyLinear(10), nn.LazyLinear(256), nn.ReLU()"
    assert f"nn.Sequential({chain})" in bench.text
    assert bench.session.history.undoText() == "Move 2 modules"
    assert [row.key for row in bench.session.state.chosen] == ["/1", "/2"]
    bench.session.history.undo()
    bench.drops.drop(data, behind("2"), copy=True)
    written = " ".join(bench.text.split())
    assert "nn.LazyLinear(10), nn.LazyLinear(256), nn.ReLU()" in written
    assert written.count("nn.ReLU()") == 2
    assert bench.session.history.undoText() == "Copy 2 modules"


def test_adding_by_key_goes_after_the_selection(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(example("net"), tmp_path)
    bench.session.select(Place("0"))
    bench.drops.add(bench.component("Dropout"))
    assert "nn.LazyLinear(256), nn.Dropout(), nn.ReLU()" in bench.text.replace("\n    ", " ")
    bench.session.select(None)
    bench.drops.add(bench.component("Softmax", "module"))
    assert bench.session.state.rows.at(Place("4")) is not None


def test_duplicate_and_remove_act_on_the_selection(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(example("net"), tmp_path)
    bench.session.select(Place("1"))
    bench.drops.duplicate()
    assert bench.text.count("nn.ReLU()") == 2
    assert bench.session.state.selection == Place("2")
    bench.drops.remove()
    assert bench.text == example("net")


HELPED = """\
import torch
from torch import nn


def conv(width):
    return nn.Conv1d(width, width, 1)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = conv(4)
        self.act = nn.ReLU()
        self.last = self._make(4)

    def _make(self, width):
        layers = []
        layers.append(nn.Conv1d(width, width, 1))
        layers.append(nn.Tanh())
        return nn.Sequential(*layers)

    def forward(self, x):
        return self._run(x)

    def _run(self, x):
        out = self.first(x)
        out = self.act(out)
        return self.last(out)


model = Net()
X = torch.rand(2, 4, 8)
"""


def test_what_a_helper_makes_is_taken_from_where_it_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(HELPED, tmp_path)
    bench.session.select(Place("first"))
    bench.drops.remove()
    assert changed_lines(HELPED, bench.text) == [
        "-        self.first = conv(4)",
        "-        out = self.first(x)",
        "-        out = self.act(out)",
        "+        out = self.act(x)",
    ]
    bench.session.history.undo()
    bench.session.select(Place("last"))
    bench.drops.duplicate()
    assert "        self.last2 = self._make(4)\n" in bench.text
    assert "return self.last2(self.last(out))" in bench.text
    bench.session.history.undo()
    Refactoring(bench.session, bench.drops).bypass()
    assert "        self.last = nn.Identity(self._make(4))\n" in bench.text
    bench.session.history.undo()
    assert bench.text == HELPED


def test_a_choice_of_two_modules_goes_as_a_whole(qtbot: QtBot, tmp_path: Path) -> None:
    text = HELPED.replace("nn.ReLU()", "nn.ReLU() if True else nn.Tanh()")
    bench = Bench(text, tmp_path)
    bench.session.select(Place("act"))
    refactoring = Refactoring(bench.session, bench.drops)
    refactoring.bypass()
    assert "self.act = nn.Identity(nn.ReLU() if True else nn.Tanh())" in bench.text
    bench.run()
    assert refactoring.is_bypassed()
    refactoring.bypass()
    assert bench.text == text
    bench.run()
    refactoring.wrap("Residual")
    assert "self.act = Residual(nn.ReLU() if True else nn.Tanh())" in bench.text
    bench.session.history.undo()
    bench.drops.duplicate()
    assert "        self.act2 = nn.ReLU() if True else nn.Tanh()\n" in bench.text
    bench.session.history.undo()
    bench.session.select(Place("act"))
    bench.drops.remove()
    assert "self.act" not in bench.text


def test_a_module_moves_within_the_method_that_forward_calls(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(HELPED, tmp_path)
    bench.session.select(Place("first"))
    bench.drops.move(up=False)
    assert "        out = self.act(x)\n        out = self.first(out)\n" in bench.text
    bench.session.select(Place("last"))
    bench.drops.add(bench.component("Softmax", "module"))
    assert "return self.softmax(self.last(out))" in bench.text


def test_what_is_appended_to_a_list_is_removed_with_its_statement(
    qtbot: QtBot, tmp_path: Path
) -> None:
    bench = Bench(HELPED, tmp_path)
    bench.session.select(Place("last.0"))
    bench.drops.remove()
    assert changed_lines(HELPED, bench.text) == [
        "-        layers.append(nn.Conv1d(width, width, 1))"
    ]
    bench.session.history.undo()
    bench.session.select(Place("last.1"))
    bench.drops.duplicate()
    assert changed_lines(HELPED, bench.text) == ["+        layers.append(nn.Tanh())"]


def test_the_selection_goes_on_to_the_neighbor_of_what_was_removed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    bench = Bench(HELPED, tmp_path)
    bench.session.select(Place("act"))
    bench.drops.remove()
    assert bench.session.state.selection == Place("first")
    bench.run()
    bench.drops.remove()
    assert bench.session.state.selection == Place("last")


def test_the_selection_follows_a_helper_s_module_to_its_new_name(
    qtbot: QtBot, tmp_path: Path
) -> None:
    bench = Bench(HELPED, tmp_path)
    bench.session.select(Place("last"))
    row = bench.session.state.selected
    assert row is not None
    assert row.part == at(HELPED, "self._make(4)")
    bench.session.apply(RenameMember(row.part, "stage"))
    bench.run()
    assert bench.session.state.selection == Place("stage")
    assert "return self.stage(out)" in bench.text


def test_what_cannot_be_is_refused_while_hovering(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(example("net"), tmp_path)
    assert "belongs into the forward" in (bench.refusal("relu", into(""), "function") or "")
    assert "holds no other modules" in (bench.refusal("Dropout", into("0")) or "")
    assert "only keeps modules" in (bench.refusal("ModuleList", into("")) or "")
    move = bench.drops.refusal(place_to_mime(Place(""), "net"), into(""), copy=False)
    assert move is not None
    assert bench.text == example("net")


def test_a_step_of_a_forward_takes_drops_before_and_after_it(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(example("mlp"), tmp_path)
    relu = next(row for row in bench.session.state.rows if row.name == "relu")
    bench.drop("Dropout", DropTarget("after", relu.place), "module")
    assert "self.out(self.dropout(F.relu(self.hidden(X))))" in bench.text
    site = at(bench.text, "F.relu(self.hidden(X))")
    bench.drop("tanh", DropTarget("before", Place("", site)), "function")
    assert "F.relu(torch.tanh(self.hidden(X)))" in bench.text


def test_every_component_of_the_palette_can_be_dropped_somewhere(bench: Bench) -> None:
    bench.drop("New class", into(""))
    refused = [
        component.title
        for section in sections(bench.session.state)
        for component in section.components
        if bench.drops.refusal(to_mime(component), into("0"), copy=False) is not None
    ]
    assert refused == []


BRANCHES = """\
import torch
from torch import nn


class Parallel(nn.ModuleList):
    def __init__(self, *modules):
        super().__init__(modules)

    def forward(self, X):
        return torch.cat([module(X) for module in self], dim=-1)


model = Parallel(nn.Linear(20, 8), nn.Sequential(nn.Linear(20, 4), nn.ReLU()))

X = torch.rand(2, 20)
"""


def model(bench: Bench) -> str:
    """The model as it is written, without the breaks between its lines."""
    written = " ".join(bench.text.partition("model = ")[2].partition("X =")[0].split())
    return written.replace("( ", "(").replace(",)", ")").replace(", )", ")").replace(" )", ")")


def test_downstream_of_a_branch_it_becomes_a_chain(tmp_path: Path, qtbot: QtBot) -> None:
    rest = "nn.Sequential(nn.Linear(20, 4), nn.ReLU())"
    bench = Bench(BRANCHES, tmp_path)
    bench.drop("Tanh", DropTarget("downstream", Place("0")))
    assert model(bench) == f"Parallel(nn.Sequential(nn.Linear(20, 8), nn.Tanh()), {rest})"
    bench = Bench(BRANCHES, tmp_path)
    bench.drop("Tanh", DropTarget("upstream", Place("0")))
    assert model(bench) == f"Parallel(nn.Sequential(nn.Tanh(), nn.Linear(20, 8)), {rest})"


def test_in_a_branch_that_is_a_chain_it_is_one_more_link(tmp_path: Path, qtbot: QtBot) -> None:
    bench = Bench(BRANCHES, tmp_path)
    bench.drop("Tanh", DropTarget("downstream", Place("1")))
    assert model(bench).endswith(", nn.Sequential(nn.Linear(20, 4), nn.ReLU(), nn.Tanh()))")
    bench.drop("Sigmoid", DropTarget("upstream", Place("1")))
    assert ", nn.Sequential(nn.Sigmoid(), nn.Linear(20, 4), nn.ReLU()" in model(bench)


def test_what_comes_into_a_branch_is_not_what_its_neighbor_gave(
    tmp_path: Path, qtbot: QtBot
) -> None:
    bench = Bench(BRANCHES, tmp_path)
    bench.drop("LayerNorm", DropTarget("upstream", Place("1")))
    assert "nn.LayerNorm(20)" in bench.text


def test_a_module_is_moved_into_a_branch_but_not_into_its_own(tmp_path: Path, qtbot: QtBot) -> None:
    bench = Bench(BRANCHES, tmp_path)
    bench.move(Place("1.1"), DropTarget("downstream", Place("0")))
    chains = "nn.Sequential(nn.Linear(20, 8), nn.ReLU()), nn.Sequential(nn.Linear(20, 4))"
    assert model(bench) == f"Parallel({chains})"
    itself = place_to_mime(Place("0"), "x")
    target = DropTarget("after", Place("0.0"))
    assert "into itself" in (bench.drops.refusal(itself, target, copy=False) or "")


def test_a_branch_takes_modules_only(tmp_path: Path, qtbot: QtBot) -> None:
    bench = Bench(BRANCHES, tmp_path)
    refusal = bench.refusal("relu", DropTarget("downstream", Place("0")), "function")
    assert refusal is not None
    assert "A chain takes modules only" in refusal


def test_a_value_dropped_next_to_a_step_is_used_there(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(example("mlp"), tmp_path)
    bench.drop("parameter", behind("hidden"), "value")
    bench.drop("buffer", behind("out"), "value")
    assert "        self.bias = nn.Parameter(torch.zeros(256))\n" in bench.text
    assert '        self.register_buffer("scale", torch.ones(10))\n' in bench.text
    assert "self.hidden(X) + self.bias" in bench.text
    assert "* self.scale" in bench.text
    assert bench.session.state.problems == ()
