from inspector.graph.expansion import Expansion
from inspector.graph.graph import Graph
from inspector.graph.index import Index
from inspector.graph.layout.arrange import arrange
from inspector.graph.layout.geometry import Size
from inspector.graph.visible import visible
from inspector.graph.writing.orders import LONGEST_BEND, Orders, orders
from tests.graph.notation import report

SKIP = """
input X 2x4
net Net X -> e
  a Linear X -> a 2x4
  b Linear a -> b 2x4
  c Linear b -> c 2x4
  cat() a c -> e 2x8
return e
"""
BRANCHES = """
input X 2x4
net Net X -> e
  left Linear X -> a 2x4
  right Linear X -> b 2x4
  cat() a b -> e 2x8
return e
"""


def found(source: str) -> tuple[Graph, Orders]:
    """The rows of a model with everything open, every node as large as the next."""
    index = Index(report(source))
    graph = visible(index, Expansion(index, 9))
    sizes = [Size(100, 30)] * len(graph.nodes)
    return graph, orders(graph, arrange(graph, sizes, [None] * len(graph.edges)))


def row(graph: Graph, rows: Orders, key: str) -> tuple[int, int]:
    """Row and order of a node."""
    at = graph.index[key]
    return rows.row[at], rows.order[at]


def edge(graph: Graph, source: str, target: str) -> int:
    return graph.ends.index((graph.index[source], graph.index[target]))


def test_rows_count_from_the_top_of_each_container() -> None:
    graph, rows = found(BRANCHES)
    assert row(graph, rows, "input:X") == (0, 0)
    assert row(graph, rows, "/") == (1, 0)
    assert {row(graph, rows, "/left"), row(graph, rows, "/right")} == {(0, 0), (0, 1)}
    assert row(graph, rows, "/cat()")[0] == 1
    assert row(graph, rows, "output:output")[0] == 2


def test_a_line_that_passes_a_row_has_a_place_in_it_beside_the_nodes() -> None:
    graph, rows = found(SKIP)
    net = graph.index["/"]
    passed = rows.passes[edge(graph, "/a", "/cat()")]
    # It passes b and c, each alone in its row: on the same side of both, and apart from them.
    assert passed == {net: [1, 1]} or passed == {net: [0, 0]}
    assert {row(graph, rows, "/b")[1], row(graph, rows, "/c")[1]} == {1 - passed[net][0]}


def test_a_line_has_a_place_in_each_border_that_it_crosses() -> None:
    graph, rows = found(BRANCHES)
    net = graph.index["/"]
    assert rows.passes[edge(graph, "input:X", "/left")] == {net: [0]}
    assert rows.passes[edge(graph, "/cat()", "output:output")] == {net: [0]}


def test_a_line_that_passes_too_many_rows_has_a_place_in_none() -> None:
    lines = [f"  {n} Linear t{n} -> t{n + 1} 2x4" for n in range(LONGEST_BEND + 2)]
    last = f"t{LONGEST_BEND + 2}"
    source = "\n".join(
        ("input X 2x4", "net Net X -> e", "  a Linear X -> t0 2x4", *lines,
         f"  cat() t0 {last} -> e 2x8", "return e")
    )  # fmt: skip
    graph, rows = found(source)
    assert rows.passes[edge(graph, "/a", "/cat()")] == {}
