from inspector.graph.index import Index
from inspector.graph.shapes import (
    flow_label,
    flowing_label,
    shape_text,
    tensor_label,
    usual_dtype,
)
from inspector.report.model import Tensor
from tests.graph.notation import report


def tensor(id: int, shape: tuple[int, ...] | None, dtype: str = "float32") -> Tensor:
    return Tensor(id, shape, dtype, "cpu", "activation")


def nothing(tensor: Tensor) -> str:
    """Where all dtypes are the usual one."""
    return ""


def test_a_shape_is_its_sizes_and_a_number_is_a_scalar() -> None:
    assert shape_text((2, 20)) == "2 × 20"
    assert shape_text((7,)) == "7"
    assert shape_text(()) == "scalar"
    assert shape_text(None) == "?"


def test_a_dtype_is_told_only_where_it_is_not_the_usual_one() -> None:
    assert tensor_label(tensor(1, (2, 8)), "float32") == "2 × 8"
    assert tensor_label(tensor(1, (2, 8), "int64"), "float32") == "2 × 8 int64"


def test_a_line_tells_a_dtype_where_it_is_not_the_usual_one_and_where_it_changes() -> None:
    lines = """
    input ids 2x8 int64
    net Net ids -> e
      reshape() ids -> a 16 int64
      embedding() a -> b 16x4
      argmax() b -> c 16 int64
      index() b c -> d 16x4
      sum() d -> e ()
    return e
    """
    index = Index(report(lines))
    labels = [flowing_label(each, index.told_dtype) for each in index.report.tensors]
    assert labels == [
        "2 × 8 int64",
        "16 int64",
        "16 × 4 → float32",
        "16 → int64",
        "16 × 4",
        "scalar",
    ]


def test_of_many_dimensions_the_first_and_the_last_are_told() -> None:
    assert flowing_label(tensor(1, (1, 2, 3, 4, 5, 6)), nothing) == "1 × 2 × 3 × 4 × 5 × 6"
    assert flowing_label(tensor(1, (1, 2, 3, 4, 5, 6, 7)), nothing) == "1 × 2 × … × 6 × 7"


def test_the_usual_dtype_is_that_of_the_first_floating_input() -> None:
    assert (
        usual_dtype(report("input ids 2x8 int64\ninput X 2x8 float16\nnet Net ids -> y 1"))
        == "float16"
    )
    assert usual_dtype(report("input ids 2x8 int64\nnet Net ids -> y 1")) == "float32"


def test_several_tensors_on_one_line_are_a_short_list_and_the_rest_is_counted() -> None:
    known = {
        1: tensor(1, (2, 5)),
        2: tensor(2, (2, 5)),
        3: tensor(3, (1, 5)),
        4: tensor(4, ()),
        5: tensor(5, (9,)),
        6: tensor(6, (2, 1024, 4096, 64)),
    }
    assert flow_label([1], known, nothing) == "2 × 5"
    assert flow_label([1, 3], known, nothing) == "2 × 5, 1 × 5"
    assert flow_label([1, 2], known, nothing) == "2 of 2 × 5"
    assert flow_label([1, 3, 2, 4], known, nothing) == "2 of 2 × 5, 1 × 5, scalar"
    assert flow_label([1, 3, 4, 5, 2], known, nothing) == "2 of 2 × 5, 1 × 5, scalar, + 1 more"
    assert flow_label([6, 1, 3], known, nothing) == "2 × 1024 × 4096 × 64, 2 × 5, 1 × 5"
    assert flow_label([6, 1, 2, 3], known, nothing) == "2 × 1024 × 4096 × 64, 2 of 2 × 5, + 1 more"
    assert flow_label([], known, nothing) == ""
