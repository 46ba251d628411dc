from inspector.graph.expansion import Expansion, comfortable_level, deepest_level
from inspector.graph.index import Index
from tests.graph.models import CHIMERA, chain
from tests.graph.notation import report


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
