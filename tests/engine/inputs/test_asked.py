from typing import Any

import pytest
import torch
from torch import Tensor, nn

from inspector.engine.api import trace_file
from inspector.engine.inputs.asked import make_inputs
from inspector.engine.inputs.given import InputError, ModelInput


class Named(nn.Module):
    def forward(self, x=None, steps=None, batch=None, parts=None):  # type: ignore[no-untyped-def]
        return x


def made(*texts: str) -> ModelInput:
    return make_inputs(texts, Named())


def shapes(thing: Any) -> Any:
    """The same with each tensor as its shape and dtype."""
    if isinstance(thing, dict):
        return {key: shapes(part) for key, part in thing.items()}
    if isinstance(thing, (list, tuple)):
        return [shapes(part) for part in thing]
    return (tuple(thing.shape), thing.dtype) if isinstance(thing, Tensor) else thing


def test_a_shape_by_position_and_one_by_name() -> None:
    given = made("2,20", "steps=3:int64")
    assert shapes(given.args) == [((2, 20), torch.float32)]
    assert shapes(given.kwargs) == {"steps": ((3,), torch.int64)}


def test_items_of_dicts_and_lists_are_given_by_their_path() -> None:
    given = made("batch.image=2,3,8,8", "batch.more.ids=4:int64", "parts.1=2,5", "parts.0=2,6")
    assert shapes(given.kwargs) == {
        "batch": {
            "image": ((2, 3, 8, 8), torch.float32),
            "more": {"ids": ((4,), torch.int64)},
        },
        "parts": [((2, 6), torch.float32), ((2, 5), torch.float32)],
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("int(3)", 3),
        ("int(-3)", -3),
        ("float(3)", 3.0),
        ("0.5", 0.5),
        ("-1e-3", -0.001),
        ("True", True),
        ("bool(False)", False),
        ("None", None),
        ("str(mean)", "mean"),
        ("'a, b'", "a, b"),
    ],
)
def test_what_is_no_shape_is_the_value_itself(text: str, value: object) -> None:
    assert made(f"steps={text}").kwargs == {"steps": value}
    assert made(text).args == (value,)


def test_a_shape_without_sizes_is_a_single_number() -> None:
    assert shapes(made("x=:float64").kwargs) == {"x": ((), torch.float64)}


@pytest.mark.parametrize(
    ("texts", "explanation"),
    [
        (["x=two"], "`two` is not the shape of an input."),
        (["x="], "`` is not the shape of an input."),
        (["2:int65"], "`int65` is not a dtype of torch."),
        (["steps=int(x)"], "`int(x)` is not a value: `x` is no int."),
        (["steps=bool(yes)"], "`bool(yes)` is not a value: `yes` is no bool."),
        (["x=2", "x=3"], "The input `x` is given twice."),
        (["batch=2", "batch.a=3"], "`batch.a` is given inside of `batch`, which is one input."),
        (["xs=2"], "Named.forward has no input `xs`."),
        (["steps='a' 'b"], "`'a' 'b` is not the shape of an input."),
        (["steps='a' or 'b'"], "`'a' or 'b'` is not a value of Python."),
    ],
)
def test_what_cannot_be_made_is_explained(texts: list[str], explanation: str) -> None:
    with pytest.raises(InputError) as caught:
        made(*texts)
    assert caught.value.explanation == explanation
    assert caught.value.hint


def test_the_input_meant_is_offered_for_one_that_is_not_there() -> None:
    with pytest.raises(InputError) as caught:
        made("step=2")
    assert caught.value.hint == "Did you mean `steps`?"


def test_the_report_runs_on_what_is_asked_for() -> None:
    text = (
        "import torch\nfrom torch import nn\n"
        "class Net(nn.Module):\n"
        "    def forward(self, batch, times, *, flip=False):\n"
        "        x = batch['image'] * times\n"
        "        return x.flip(0) if flip else x\n"
        "net = Net()"
    )
    report = trace_file(text, inputs=("batch.image=2,5", "times=int(3)", "flip=True"))
    assert report.failure is None
    assert [call.name for call in report.calls] == ["Net", "mul", "flip"]
    assert [each.name for each in report.inputs] == ["batch.image"]
