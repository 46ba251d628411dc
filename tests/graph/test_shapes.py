from inspector.graph.shapes import flow_label, shape_text, tensor_label, usual_dtype
from inspector.report.model import Tensor
from tests.graph.notation import report


def tensor(id: int, shape: tuple[int, ...] | None, dtype: str = "float32") -> Tensor:
    return Tensor(id, shape, dtype, "cpu", "activation")


def test_a_shape_is_its_sizes_and_a_number_is_a_scalar() -> None:
    assert shape_text((2, 20)) == "2 × 20"
    assert shape_text((7,)) == "7"
    assert shape_text(()) == "scalar"
    assert shape_text(None) == "?"


def test_a_dtype_is_told_only_where_it_is_not_the_usual_one() -> None:
    assert tensor_label(tensor(1, (2, 8)), "float32") == "2 × 8"
    assert tensor_label(tensor(1, (2, 8), "int64"), "float32") == "2 × 8 int64"


def test_the_usual_dtype_is_that_of_the_first_floating_input() -> None:
    assert (
        usual_dtype(report("input ids 2x8 int64\ninput X 2x8 float16\nnet Net ids -> y 1"))
        == "float16"
    )
    assert usual_dtype(report("input ids 2x8 int64\nnet Net ids -> y 1")) == "float32"


def test_several_tensors_on_one_line_are_summed_up() -> None:
    known = {1: tensor(1, (2, 5)), 2: tensor(2, (2, 5)), 3: tensor(3, (1, 5)), 4: tensor(4, ())}
    assert flow_label([1], known, "float32") == "2 × 5"
    assert flow_label([1, 3], known, "float32") == "2 × 5, 1 × 5"
    assert flow_label([1, 2], known, "float32") == "2 of 2 × 5"
    assert flow_label([1, 2, 3, 4], known, "float32") == "4 tensors"
