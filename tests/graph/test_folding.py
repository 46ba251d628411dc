from hypothesis import given
from hypothesis import strategies as st

from inspector.graph.cover import Cover
from inspector.graph.expansion import Expansion
from inspector.graph.folding import UNFOLDED, Folding, fold_key, members
from inspector.graph.graph import Graph
from inspector.graph.index import Index
from inspector.graph.visible import visible
from inspector.report.place import Place
from tests.graph.models import BLOCKS, EXPERTS, sequence
from tests.graph.notation import changed, report, text

EVERYTHING = 99


def graph(source: str, folding: Folding, level: int = EVERYTHING, **choices: bool) -> Graph:
    index = Index(report(source))
    return visible(index, Expansion(index, level, choices), folding)


def drawn(source: str, folding: Folding | None = None, level: int = EVERYTHING) -> list[str]:
    """The lines of what is in the root."""
    lines = text(graph(source, folding or Folding(), level)).splitlines()
    return [line[2:] for line in lines if line.startswith("  ")]


CHAIN = sequence("Tanh", *["Linear(20)"] * 5, "Tanh")


def test_a_run_is_one_node_with_the_names_from_first_to_last() -> None:
    assert drawn(CHAIN) == [
        "m0 Tanh <- input:x0 [2 × 20]",
        "m1 … m5 Linear (20) × 5 <- /m0 [2 × 20]",
        "m6 Tanh <- /m1 [2 × 20]",
    ]


def test_a_run_of_containers_shows_the_inside_of_the_first_and_gives_what_the_last_gives() -> None:
    found = graph(BLOCKS, Folding())
    assert text(found).splitlines()[3:] == [
        "  l0 … l2 Layer (linear · +) × 3",
        "    linear Linear <- input:X [2 × 20]",
        "    + add <- /l0/linear [2 × 20], input:X [2 × 20], input:M [2 × 2]",
        "  norm Norm <- /l0/add() [2 × 20]",
        "output <- /norm [2 × 20]",
    ]
    assert found.nodes[found.index["/l0"]].parameters == 3 * 400


def test_a_collapsed_run_takes_what_its_first_member_takes() -> None:
    assert drawn(BLOCKS, level=1)[0] == (
        "l0 … l2 Layer (linear · +) × 3 <- input:X [2 × 20], input:M [2 × 2]"
    )


def test_experts_side_by_side_give_all_their_tensors_to_the_one_that_joins_them() -> None:
    assert drawn(EXPERTS) == [
        "e0 … e2 Linear × 3 <- input:X [2 × 20]",
        "cat <- /e0 [3 of 2 × 5]",
    ]


def test_a_repeated_pair_is_drawn_once_in_a_frame() -> None:
    pairs = sequence(*["Linear(20)", "ReLU"] * 3, "Linear(5)")
    assert drawn(pairs) == [
        "m0 … m5 Linear · ReLU (m0 · m1) × 3",
        "  m0 Linear (20) <- input:x0 [2 × 20]",
        "  m1 ReLU <- /m0 [2 × 20]",
        "m6 Linear (5) <- /m1 [2 × 20]",
    ]
    collapsed = text(graph(pairs, Folding(), **{"/m0…2": False})).splitlines()
    assert collapsed[2:4] == [
        "  m0 … m5 Linear · ReLU (m0 · m1) × 3 <- input:x0 [2 × 20]",
        "  m6 Linear (5) <- /m0…2 [2 × 20]",
    ]


def test_a_parameter_that_all_members_share_counts_once() -> None:
    source = report(BLOCKS)
    modules = {module.path: module for module in source.modules}
    for path in ("l1.linear", "l2.linear"):
        modules[path] = changed(modules[path], parameters=modules["l0.linear"].parameters)
    tied = changed(source, modules=tuple(modules.values()))
    index = Index(tied)
    found = visible(index, Expansion(index, 1), Folding())
    assert found.nodes[found.index["/l0"]].parameters == 400


def test_an_unfolded_run_is_drawn_as_if_nothing_were_folded() -> None:
    assert drawn(CHAIN, Folding().unfold("/m1")) == drawn(CHAIN, UNFOLDED)


def test_one_member_taken_out_splits_its_run() -> None:
    nine = sequence(*["Linear(20)"] * 9)
    assert drawn(nine, Folding().take_out("/m4")) == [
        "m0 … m3 Linear (20) × 4 <- input:x0 [2 × 20]",
        "m4 Linear (20) <- /m0 [2 × 20]",
        "m5 … m8 Linear (20) × 4 <- /m4 [2 × 20]",
    ]


def test_what_is_left_of_a_run_is_not_folded_if_it_is_too_short() -> None:
    titles = [line.split()[0] for line in drawn(CHAIN, Folding().take_out("/m3"))]
    assert titles == ["m0", "m1", "m2", "m3", "m4", "m5", "m6"]


def test_folding_again_forgets_what_was_unfolded_and_taken_out_of_one_run() -> None:
    index = Index(report(CHAIN))
    wished = Folding().unfold("/m1").take_out("/m3").take_out("/elsewhere")
    run = members(index, "/m4")
    assert run == ["/m1", "/m2", "/m3", "/m4", "/m5"]
    assert wished.fold(run) == Folding().take_out("/elsewhere")
    assert members(index, "/m0") == []


def test_what_lies_within_a_member_is_in_its_run() -> None:
    assert members(Index(report(BLOCKS)), "/l1/linear") == ["/l0", "/l1", "/l2"]


def test_all_of_a_run_is_seen_in_its_node_and_the_inside_in_that_of_the_first() -> None:
    index = Index(report(BLOCKS))

    def seen(key: str, level: int) -> str:
        position = index.tree.position(key)
        assert position is not None
        return Cover(index, Expansion(index, level), Folding()).shown(position).key

    assert seen("/l2", 1) == seen("/l2/linear", 1) == "/l0"
    assert (seen("/l2", 2), seen("/l2/linear", 2)) == ("/l0", "/l0/linear")
    assert seen("/norm", 2) == "/norm"


@st.composite
def networks(draw: st.DrawFn) -> str:
    """A chain of a few kinds of modules, here and there with a skip over some of them."""
    kinds = st.sampled_from(["Linear(20)", "ReLU", "Block", "Block"])
    lines = ["input X 2x20", "net Net X -> out"]
    flow, earlier = "X", ["X"]
    for n, kind in enumerate(draw(st.lists(kinds, min_size=3, max_size=14))):
        lines.append(f"  m{n} {kind} {flow} -> y{n} 2x20")
        if kind.startswith("Linear"):
            lines.append("    parameter weight 20x20")
        if kind == "Block":
            lines += [f"    fc Linear {flow} -> z{n} 2x20", "      parameter weight 20x20"]
            lines += [f"    relu() z{n} -> y{n} 2x20"]
        flow = f"y{n}"
        if draw(st.integers(0, 4)) == 0:
            lines.append(f"  add() {flow} {draw(st.sampled_from(earlier))} -> s{n} 2x20")
            flow = f"s{n}"
        earlier.append(flow)
    return "\n".join([*lines, f"  tanh() {flow} -> out 2x20", "return out"])


@given(networks(), st.integers(1, 2))
def test_folding_loses_no_parameter_and_no_edge_between_what_is_visible(
    source: str, level: int
) -> None:
    index = Index(report(source))
    expansion = Expansion(index, level)
    folded = visible(index, expansion, Folding())
    apart = visible(index, expansion, UNFOLDED)
    cover = Cover(index, expansion, Folding())

    def seen(key: str) -> str:
        position = index.tree.position(key)
        return key if position is None else cover.shown(position).key

    def run(key: str) -> list[str]:
        return members(index, key) if index.tree.position(key) is not None else []

    expected: dict[tuple[str, str], set[int]] = {}
    for edge in apart.edges:
        ends = seen(edge.source), seen(edge.target)
        if not run(edge.source) or run(edge.source) != run(edge.target):
            expected.setdefault(ends, set()).update(edge.tensors)
    known = {(edge.source, edge.target): set(edge.tensors) for edge in folded.edges}
    for ends, tensors in expected.items():
        assert tensors & known[ends], ends
    assert _parameters(folded) == _parameters(apart)


def _parameters(found: Graph) -> int:
    return sum(node.parameters for node in found.nodes if node.parent == "/")


@given(networks(), st.integers(1, 2))
def test_unfolding_all_gives_what_is_drawn_without_folding(source: str, level: int) -> None:
    index = Index(report(source))
    expansion = Expansion(index, level)
    folding = Folding()
    while True:
        found = visible(index, expansion, folding)
        keys = [node.key for node in found.nodes if node.repeats > 1]
        if not keys:
            break
        folding = folding.unfold(keys[0])
    assert found == visible(index, expansion, UNFOLDED)


def test_the_key_of_a_group_is_not_that_of_its_first_call() -> None:
    index = Index(report(sequence(*["Linear(20)", "ReLU"] * 3, "Tanh")))
    slots = Folding().slots(index, 0)
    assert not isinstance(slots[0], int)
    assert fold_key(index, slots[0]) == "/m0…2"


def test_a_fold_knows_its_first_and_its_last_place_unless_one_expression_makes_all() -> None:
    written = report(BLOCKS)
    index = Index(written)
    node = visible(index, Expansion(index, 1), Folding()).nodes[3]
    assert (node.key, node.ends) == ("/l0", (Place("l0"), Place("l2")))
    source = next(module.source for module in written.modules if module.path == "l0")
    modules = tuple(
        changed(module, source=source) if module.path in ("l1", "l2") else module
        for module in written.modules
    )
    index = Index(changed(written, modules=modules))
    node = visible(index, Expansion(index, 1), Folding()).nodes[3]
    assert (node.key, node.repeats, node.ends) == ("/l0", 3, None)


LAYERS = """
input x0 2x20
net Net x0 -> x3
  for layer in self.layers x 3
    1| layers.0 Linear x0 -> x1 2x20
    2| layers.1 Linear x1 -> x2 2x20
    3| layers.2 Linear x2 -> x3 2x20
return x3
"""


def test_a_loop_around_a_fold_of_its_trips_does_not_say_twice_how_many_there_are() -> None:
    assert drawn(LAYERS) == [
        "for layer in self.layers (layers.0 · layers.1 · layers.2)",
        "  layers.0 … 2 Linear × 3 <- input:x0 [2 × 20]",
    ]
    assert drawn(LAYERS, UNFOLDED)[0].endswith("× 3")
    collapsed = graph(LAYERS, Folding(), **{"/for": False})
    assert [node.badge for node in collapsed.nodes if node.kind == "loop"] == ["× 3"]
