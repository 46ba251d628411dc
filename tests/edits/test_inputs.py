import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.edits.edit import EditError
from inspector.edits.inputs import (
    DTYPES,
    MAKES,
    InputTensor,
    SetInput,
    SetSeed,
    code_of,
    inputs_of,
    seed_of,
)
from inspector.outline.expressions import expression
from inspector.outline.read import get
from tests.edits.editing import after, example


def input_tensors() -> st.SearchStrategy[InputTensor]:
    shapes = st.lists(st.integers(0, 99), max_size=4).map(tuple)
    plain = st.builds(
        InputTensor, shapes, st.sampled_from(MAKES[:-1]), st.sampled_from(["", *DTYPES])
    )
    ranged = st.builds(
        InputTensor,
        shapes,
        st.just("randint"),
        st.sampled_from(["", "int32"]),
        st.integers(-5, 5),
        st.integers(6, 9),
    )
    return plain | ranged


@given(st.lists(input_tensors(), min_size=1, max_size=3).map(tuple))
def test_what_the_form_writes_it_can_read(tensors: tuple[InputTensor, ...]) -> None:
    assert inputs_of(expression(code_of(tensors))) == tensors


def test_inputs_are_written_as_people_write_them() -> None:
    assert InputTensor((2, 20)).code() == "torch.rand(2, 20)"
    assert InputTensor((2, 8), "randint", "", 0, 100).code() == "torch.randint(0, 100, (2, 8))"
    assert InputTensor((4,), "zeros", "bool").code() == "torch.zeros(4, dtype=torch.bool)"


def test_any_other_expression_is_left_to_the_code() -> None:
    for code in ("load()", "torch.rand(n)", "torch.rand(2).T", "{'a': torch.rand(2)}", "3"):
        assert inputs_of(expression(code)) is None


def test_the_line_of_x_is_changed_or_written_below_the_model() -> None:
    net = example("net")
    assert "X = torch.rand(4, 8)\n" in after(net, SetInput("torch.rand(4, 8)"))
    without = "from torch import nn\n\nnet = nn.ReLU()\n"
    assert after(without, SetInput("torch.rand(4, 8)")) == (
        "import torch\nfrom torch import nn\n\nnet = nn.ReLU()\nX = torch.rand(4, 8)\n"
    )
    with pytest.raises(EditError, match="not a Python expression"):
        after(net, SetInput("torch.rand(4,"))


def test_the_seed_is_a_line_before_the_model() -> None:
    net = example("net")
    seeded = after(net, SetSeed(7))
    assert "torch.manual_seed(7)\nnet = nn.Sequential" in seeded
    assert seed_of(get(seeded)) == 7
    assert after(seeded, SetSeed(8)).count("manual_seed") == 1
    assert seed_of(get(net)) is None
