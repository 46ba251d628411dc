from collections.abc import Container

import msgspec

from inspector.graph.expansion import Expansion
from inspector.graph.index import Index
from inspector.graph.writing.page_model import PageModel, PageNode, page_model
from tests.graph.models import CHIMERA
from tests.graph.notation import report
from tests.graph.writing.models import column

NOTHING: Container[str] = frozenset()


def model(level: int = 1) -> PageModel:
    index = Index(report(CHIMERA))
    return page_model(index, Expansion(index, level))


def named(model: PageModel, *path: str) -> int:
    """The position of a node by the titles of what it stands in and its own."""
    at = -1
    for title in path:
        at = next(
            n for n, node in enumerate(model.nodes) if (node.parent, node.title) == (at, title)
        )
    return at


def test_everything_is_in_it_also_what_is_closed_at_first() -> None:
    whole = model(0)
    assert whole.open == []
    assert whole.nodes[named(whole, "chimera", "0", "net", "2")].type == "LazyLinear"
    assert whole.deepest == 3


def test_what_is_open_at_first_is_told() -> None:
    shown = model(1)
    assert shown.open == [named(shown, "chimera")]


def test_only_what_holds_something_can_be_opened() -> None:
    whole = model()
    can = [node.title for node in whole.nodes if node.expandable]
    assert can == ["chimera", "0", "net", "2", "while X.abs().sum() > 1"]


def test_calls_of_one_module_share_a_number_and_others_have_none() -> None:
    whole = model()
    linears = [node for node in whole.nodes if node.title == "linear" and node.badge]
    assert len({node.identity for node in linears}) == 1
    assert linears[0].identity > 0
    assert whole.nodes[named(whole, "chimera", "1")].identity == 0


def test_a_constant_stands_beside_its_reader_within_the_module_that_keeps_it() -> None:
    whole = model()
    fixed = named(whole, "chimera", "2")
    (side,) = whole.sides
    assert whole.nodes[side.node].title == "rand_weight"
    assert side.reader == named(whole, "chimera", "2", "@")
    assert side.owner == fixed


def test_a_node_tells_what_the_window_does() -> None:
    whole = model()
    tip = whole.nodes[named(whole, "chimera", "1")].tip
    assert tip.startswith("1")
    for words in ("LazyLinear", "2 × 16 float32", "2 × 20 float32", "340"):
        assert words in tip


def test_a_model_with_too_many_nodes_keeps_its_deepest_closed() -> None:
    index = Index(report(CHIMERA))
    whole = page_model(index, NOTHING, most=8)
    # Its first level has five nodes, its second eleven more.
    assert whole.deepest == 1
    assert whole.left_out == 2
    assert not any(node.expandable for node in whole.nodes if node.title in ("0", "2"))


def test_a_node_takes_about_three_hundred_bytes() -> None:
    index = Index(report(column(500)))
    whole = page_model(index, NOTHING)
    assert len(msgspec.json.encode(whole)) / len(whole.nodes) < 300


def test_a_node_is_a_row_that_begins_as_the_script_reads_it() -> None:
    names = PageNode.__struct_fields__
    assert names[:5] == ("parent", "row", "order", "kind", "family")
    assert names[10:] == ("expandable", "state", "identity", "tip")
