from inspector.graph.expansion import Expansion
from inspector.graph.index import Index
from inspector.graph.tooltip import tooltip
from inspector.graph.visible import visible
from tests.graph.models import CHIMERA, FAILED
from tests.graph.notation import report


def told(source: str, key: str) -> list[str]:
    index = Index(report(source))
    graph = visible(index, Expansion(index, 9))
    return tooltip(index, graph.nodes[graph.index[key]]).splitlines()


def test_a_module_tells_what_goes_in_and_out_and_its_parameters() -> None:
    lines = told(CHIMERA, "/1")
    assert lines[:4] == [
        "1: LazyLinear(in_features=16, out_features=20, bias=True)",
        "in 2 × 16 float32",
        "out 2 × 20 float32",
        "340 parameters",
    ]
    assert lines[-1].startswith("model.py, line ")


def test_an_op_a_constant_and_a_loop_tell_what_they_are() -> None:
    assert told(CHIMERA, "/2/add()")[:3] == ["+ 1 add", "in 2 × 20 float32", "out 2 × 20 float32"]
    assert told(CHIMERA, "/2/matmul():2.rand_weight") == [
        "2.rand_weight: constant",
        "20 × 20 float32",
    ]
    assert told(CHIMERA, "/2/while")[1] == "2 trips; one of them is drawn"


def test_what_failed_says_why_and_what_came_after_that_it_was_not_reached() -> None:
    assert "it failed" in told(FAILED, "/2")
    assert "not reached" in told(FAILED, "/3")
