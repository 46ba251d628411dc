from xml.etree import ElementTree

import networkx
import pytest

from inspector.graph.expansion import Expansion
from inspector.graph.graph import Graph, Node
from inspector.graph.index import Index
from inspector.graph.visible import visible
from inspector.graph.writing.graphml import graphml
from inspector.report.model import Report
from tests.graph.models import CHIMERA
from tests.graph.notation import report

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def read(level: int) -> networkx.DiGraph:
    """The chimera at a level, written and read back."""
    index = Index(report(CHIMERA))
    return networkx.parse_graphml(graphml(index, visible(index, Expansion(index, level))))


def by_path(graph: networkx.DiGraph, path: str) -> dict[str, object]:
    """The fields of the one node with a path."""
    (fields,) = [fields for _, fields in graph.nodes(data=True) if fields.get("path") == path]
    return dict(fields)


def test_networkx_reads_every_node_and_what_is_known_of_it() -> None:
    graph = read(1)
    # X, chimera with three children, and the output.
    assert [fields["name"] for _, fields in graph.nodes(data=True)] == [
        "X", "chimera", "0", "1", "2", "output",
    ]  # fmt: skip
    node = by_path(graph, "1")
    assert node["type"] == "torch.nn.modules.linear.LazyLinear"
    assert node["arguments"] == "in_features=16, out_features=20, bias=True"
    assert node["shape"] == "2 × 20"
    assert node["dtype"] == "float32"
    assert node["parameters"] == 340
    assert isinstance(node["seconds"], float)
    assert "flops" not in node


def test_networkx_reads_every_edge_with_its_shape() -> None:
    graph = read(1)
    shapes = [fields["shape"] for _, _, fields in graph.edges(data=True)]
    assert shapes == ["2 × 20", "2 × 16", "2 × 20", "scalar"]


def test_what_a_container_holds_is_a_graph_within_its_node() -> None:
    index = Index(report(CHIMERA))
    root = ElementTree.fromstring(graphml(index, visible(index, Expansion(index, 2))))
    (chimera,) = root.findall(f"{GRAPHML}graph/{GRAPHML}node/{GRAPHML}graph")
    names = [
        data.text for data in chimera.findall(f"{GRAPHML}node/{GRAPHML}data[@key='node_name']")
    ]
    assert names == ["0", "1", "2"]


@pytest.mark.parametrize("name", ["</node>", '"<&>"', "\x00\x1b", "طبقة 🙂"])
def test_any_name_can_be_read_back(name: str) -> None:
    graph = Graph((Node("/a", None, "op", name),))
    (fields,) = dict(networkx.parse_graphml(graphml(Index(Report()), graph)).nodes).values()
    assert fields["name"] == name.replace("\x00\x1b", "\ufffd\ufffd")
