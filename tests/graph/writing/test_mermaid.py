import pytest

from inspector.graph.expansion import Expansion
from inspector.graph.graph import Edge, Graph, Node
from inspector.graph.index import Index
from inspector.graph.visible import visible
from inspector.graph.writing.mermaid import MOST_EDGES, mermaid
from tests.graph.models import PARALLEL
from tests.graph.notation import report

STYLES = {"linear": "fill:#eee", "open": "fill:#fff", "failed": "fill:#f00"}


def test_containers_become_subgraphs_and_shapes_stand_on_the_arrows() -> None:
    index = Index(report(PARALLEL))
    chart = mermaid(visible(index, Expansion(index, 2)), "net", STYLES)
    assert chart.splitlines() == [
        "---",
        'title: "net"',
        "---",
        "flowchart TB",
        '  n0(["X float32"]):::input',
        '  subgraph n1["net Parallel"]',
        '    subgraph n2["net1 Sequential"]',
        '      n3["0 LazyLinear"]:::linear',
        '      n4["1 ReLU"]:::activation',
        "    end",
        '    n5["net2 LazyLinear"]:::linear',
        '    n6["cat<br>dim=#45;1"]:::function',
        "  end",
        '  n7(["output"]):::input',
        '  n0 -->|"2 × 20"| n3',
        '  n3 -->|"2 × 16"| n4',
        '  n0 -->|"2 × 20"| n5',
        '  n4 -->|"2 × 16"| n6',
        '  n5 -->|"2 × 8"| n6',
        '  n6 -->|"2 × 24"| n7',
        "  class n1 open",
        "  class n2 open",
        "  classDef linear fill:#eee",
        "  classDef open fill:#fff",
    ]


def test_what_is_within_a_collapsed_container_is_left_out() -> None:
    index = Index(report(PARALLEL))
    chart = mermaid(visible(index, Expansion(index, 1)), "net", {})
    assert 'n2["net1 Sequential<br>0 · 1"]:::container' in chart
    assert "ReLU" not in chart


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ('say "end"', "say #34;end#34;"),
        ("a<b>&#", "a#60;b#62;#38;#35;"),
        ("`x`", "#96;x#96;"),
        ("- 1", "#45; 1"),
        ("+ 1", "#43; 1"),
        ("* 2", "#42; 2"),
        ("1. x", "1#46; x"),
        ("0.net", "0#46;net"),
        ("a\nb", "a b"),
        ("طبقة 🙂", "طبقة 🙂"),
    ],
)
def test_no_name_is_taken_for_markup_or_a_list(title: str, written: str) -> None:
    graph = Graph((Node("/a", None, "op", title),))
    assert f'n0["{written}"]:::function' in mermaid(graph, "m", {})


def test_what_failed_is_marked_as_such() -> None:
    graph = Graph((Node("/a", None, "op", "a", failed=True),))
    chart = mermaid(graph, "m", STYLES)
    assert 'n0["a"]:::failed' in chart
    assert "classDef failed fill:#f00" in chart


def test_an_arrow_without_tensors_is_dotted() -> None:
    nodes = (Node("/a", None, "op", "a"), Node("/b", None, "op", "b"))
    assert "n0 -.-> n1" in mermaid(Graph(nodes, (Edge("/a", "/b"),)), "m", {})


def test_a_chart_that_mermaid_would_refuse_says_what_to_set() -> None:
    nodes = (Node("/a", None, "op", "a"), Node("/b", None, "op", "b"))
    edges = (Edge("/a", "/b", "", (1,)),) * (MOST_EDGES + 1)
    assert "%% 501 arrows: Mermaid draws 500 unless its maxEdges is set" in mermaid(
        Graph(nodes, edges), "m", {}
    )
