from inspector.graph.copied import node_shapes, printed, shapes
from inspector.graph.expansion import Expansion
from inspector.graph.graph import Node
from inspector.graph.index import Index
from inspector.graph.visible import visible
from tests.graph.models import CHIMERA
from tests.graph.notation import report

INDEX = Index(report(CHIMERA))


def node(key: str) -> Node:
    graph = visible(INDEX, Expansion(INDEX, 9))
    return graph.nodes[graph.index[key]]


def test_a_module_is_printed_as_torch_prints_it() -> None:
    assert (
        printed(INDEX, node("/0"))
        == """\
NestMLP(
  (net): Sequential(
    (0): LazyLinear(in_features=20, out_features=64, bias=True)
    (1): ReLU()
    (2): LazyLinear(in_features=64, out_features=32, bias=True)
    (3): ReLU()
  )
  (linear): LazyLinear(in_features=32, out_features=16, bias=True)
)"""
    )


def test_an_op_and_a_loop_are_their_words() -> None:
    assert printed(INDEX, node("/2/add()")) == "+ 1 add"
    assert printed(INDEX, node("/2/while")).startswith("while X.abs().sum() > 1")


def test_shapes_are_python() -> None:
    assert node_shapes(INDEX, node("/1")) == "(2, 20)"
    assert node_shapes(INDEX, node("input:X")) == "(2, 20)"
    assert node_shapes(INDEX, node("/2/while")) == ""
    scalar = report("input X 2x20\nnet Net X -> s\n  sum() X -> s ()\nreturn s")
    index = Index(scalar)
    assert shapes(index, scalar.outputs) == "()"
    assert shapes(index, (*scalar.outputs, scalar.inputs[0].tensor, 99)) == "(), (2, 20)"
