from inspector.graph.expansion import Expansion
from inspector.graph.index import Index
from inspector.graph.tooltip import Tip
from inspector.graph.tooltip_edges import edge_tip
from inspector.graph.visible import visible
from tests.graph.models import CHIMERA
from tests.graph.notation import report


def told(source: str, start: str, end: str) -> Tip:
    index = Index(report(source))
    graph = visible(index, Expansion(index, 9))
    position = graph.ends.index((graph.index[start], graph.index[end]))
    return edge_tip(index, graph, position)


def test_a_line_tells_what_flows_along_it_and_how_much_memory_that_takes() -> None:
    tip = told(CHIMERA, "/2/add()", "/2/relu()")
    assert tip.title == "+ 1 → relu"
    assert tip.rows == (("flows", "2 × 20 float32"), ("memory", "160 bytes on cpu"))


def test_a_line_through_containers_tells_which_it_leaves_and_which_it_enters() -> None:
    assert dict(told(CHIMERA, "/0/linear", "/1").rows)["out of"] == "0"
    assert dict(told(CHIMERA, "input:X", "/0/net/0").rows)["into"] == "chimera › 0 › net"


def test_many_tensors_are_told_by_their_number() -> None:
    outs = ", ".join(f"t{n} 1" for n in range(12)).replace(", ", ",")
    ins = " ".join(f"t{n}" for n in range(12))
    lines = ["input X 1", "net Net X -> z", f"  split() X -> {outs}", f"  cat() {ins} -> z 12"]
    rows = told("\n".join([*lines, "return z"]), "/split()", "/cat()").rows
    assert len(rows) == 9
    assert rows[7] == ("", "… 12 tensors")
