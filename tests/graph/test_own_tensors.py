from inspector.graph.expansion import Expansion
from inspector.graph.graph import Graph
from inspector.graph.index import Index
from inspector.graph.own_tensors import with_own_tensors
from inspector.graph.visible import visible
from inspector.report.model import Parameter
from tests.graph.models import CHIMERA
from tests.graph.notation import changed, report, text

NET = """
input X 2x8
net Net X -> b
  lin Linear(8, 8) X -> a 2x8
    parameter weight 8x8
    parameter bias 8
  norm BatchNorm2d(8) a -> b 2x8
    parameter weight 8
    buffer running_mean 8
    buffer count () int64
return b
"""


def graph(source: str, level: int = 9) -> Graph:
    index = Index(report(source))
    return with_own_tensors(index, visible(index, Expansion(index, level)))


def test_parameters_and_buffers_stand_before_the_module_that_keeps_them() -> None:
    assert (
        text(graph(NET))
        == """\
X float32
net Net (lin · norm)
  weight 8 × 8
  bias 8
  lin Linear (8, 8) <- input:X [2 × 8], /lin:lin.weight, /lin:lin.bias
  weight 8
  running_mean 8 buffer
  count scalar int64 buffer
  norm BatchNorm2d (8) <- /lin [2 × 8], /norm:norm.weight, /norm:norm.running_mean, /norm:norm.count
output <- /norm [2 × 8]"""
    )


def test_a_container_that_is_collapsed_keeps_its_tensors_to_itself() -> None:
    assert [node.title for node in graph(NET, 0).nodes] == ["X", "net", "output"]


def test_what_a_module_reads_in_its_forward_is_not_drawn_twice() -> None:
    lines = """
    input X 2x8
    net Net X -> a
      lin Linear X -> a 2x8
        parameter weight 8x8
        matmul() X weight -> a 2x8
    return a
    """
    titles = [node.title for node in graph(lines).nodes]
    assert titles.count("weight") == 1


def test_each_call_of_a_shared_module_has_its_tensors_beside_it() -> None:
    keys = [node.key for node in graph(CHIMERA).nodes]
    assert "/2/linear:2.linear.weight" in keys
    assert "/2/linear#2:2.linear.weight" in keys


def test_a_tensor_that_another_module_owns_is_called_by_its_whole_path() -> None:
    read = report(NET)
    tied = next(module for module in read.modules if module.path == "lin").parameters[1]
    modules = tuple(
        changed(module, parameters=(Parameter("tied", tied.tensor, True, 8, "lin.bias"),))
        if module.path == "norm"
        else module
        for module in read.modules
    )
    index = Index(changed(read, modules=modules))
    drawn = with_own_tensors(index, visible(index, Expansion(index, 9)))
    assert [node.title for node in drawn.nodes if node.key.startswith("/norm:")] == [
        "lin.bias",
        "running_mean",
        "count",
    ]


def test_of_many_tensors_the_first_are_drawn_and_the_rest_counted() -> None:
    lines = "input X 2x8\nnet Net X -> a\n  rnn LSTM X -> a 2x8\n"
    lines += "".join(f"    parameter w{number} 4x4\n" for number in range(9)) + "return a"
    drawn = graph(lines)
    assert [node.title for node in drawn.nodes if node.kind == "parameter"] == [
        "w0", "w1", "w2", "w3", "w4", "4 more",
    ]  # fmt: skip
