from inspector.graph.expansion import (
    Expansion,
    comfortable_level,
    deepest_level,
    shows_at_most,
)
from inspector.graph.folding import UNFOLDED, Folding
from inspector.graph.index import Index
from tests.graph.models import CHIMERA, chain
from tests.graph.notation import report
from tests.graph.test_repeats import BLOCKS, sequence


def test_levels_count_the_calls_around_and_not_the_loops() -> None:
    index = Index(report(CHIMERA))
    assert deepest_level(index) == 3
    expansion = Expansion(index, 2)
    assert [key for key in ("/", "/0", "/0/net", "/2", "/2/while") if key in expansion] == [
        "/",
        "/0",
        "/2",
        "/2/while",
    ]


def test_a_choice_for_one_container_goes_before_the_level() -> None:
    index = Index(report(CHIMERA))
    expansion = Expansion(index, 1, {"/2": True, "/": True, "/0": False, "/gone": True})
    assert "/2" in expansion
    assert "/0" not in expansion
    assert "/0/net" not in expansion


def test_a_small_model_is_shown_whole_and_a_large_one_as_far_as_can_be_read() -> None:
    assert comfortable_level(Index(report(CHIMERA))) == 3
    assert comfortable_level(Index(report(CHIMERA)), limit=4) == 1


def test_what_the_root_calls_is_shown_however_much_it_is() -> None:
    assert comfortable_level(Index(report(chain(100)))) == 1


def test_a_folded_run_counts_as_one_node_so_that_the_start_is_deeper() -> None:
    index = Index(report(BLOCKS))
    # The root, the norm, and the layer with its two calls instead of three such layers.
    assert comfortable_level(index, Folding(), limit=5) == 2
    assert comfortable_level(index, UNFOLDED, limit=5) == 1


def test_a_long_chain_of_equals_is_quickly_shown() -> None:
    index = Index(report(sequence(*["Linear(20)"] * 50)))
    everything = Expansion(index, 9)
    assert not shows_at_most(index, everything, 10, UNFOLDED)
    index.repeats.runs(0)
    assert shows_at_most(index, everything, 10, Folding())


def test_the_node_around_a_repeated_group_is_open_like_a_loop() -> None:
    index = Index(report(sequence(*["Linear(20)", "ReLU"] * 3, "Tanh")))
    assert "/m0…2" in Expansion(index, 1)
    assert "/m0…2" not in Expansion(index, 0)
    assert "/m0…2" not in Expansion(index, 1, {"/m0…2": False})
    assert "/gone…2" not in Expansion(index, 1)
