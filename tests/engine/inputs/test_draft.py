import inspect

import pytest
import torch
from torch import Tensor, nn

from inspector.engine.inputs.draft import Draft
from inspector.engine.inputs.given import ModelInput, as_arguments
from inspector.engine.inputs.sketch import Numbers, Plain, Sketch


class Taking(nn.Module):
    def forward(self, a, b=None, *rest, c=None, **more):  # type: ignore[no-untyped-def]
        return a


PARAMETERS = tuple(inspect.signature(Taking().forward).parameters.values())
SMALL = Numbers((2,))


def shapes(given: ModelInput) -> object:
    kwargs = dict(given.kwargs)
    return torch.utils._pytree.tree_map_only(Tensor, lambda t: t.shape, (given.args, kwargs))


@pytest.mark.parametrize(
    ("sketches", "code"),
    [
        ({}, ""),
        ({"a": Numbers(())}, "torch.rand(())"),
        ({"a": Plain(3)}, "3"),
        ({"a": [SMALL, Plain(None)]}, "([torch.rand(2), None],)"),
        ({"a": (SMALL, SMALL)}, "((torch.rand(2), torch.rand(2)),)"),
        ({"a": SMALL, "b": Numbers((3, 1), "ones", "bool")},
         "(torch.rand(2), torch.ones(3, 1, dtype=torch.bool))"),
        ({"a": SMALL, "b": SMALL, "rest": (Plain("x"),)}, "(torch.rand(2), torch.rand(2), 'x')"),
        ({"a": SMALL, "c": Plain(0.5)}, "{'a': torch.rand(2), 'c': 0.5}"),
        ({"a": SMALL, "more": {"z": Numbers((4,), "randint", high=7)}},
         "{'a': torch.rand(2), 'z': torch.randint(0, 7, (4,))}"),
    ],
)  # fmt: skip
def test_the_code_as_the_text_would_have_it_gives_what_is_made(
    sketches: dict[str, Sketch], code: str
) -> None:
    draft = Draft(PARAMETERS, sketches)
    assert draft.code() == code
    if code:
        given = as_arguments(Taking(), eval(code, {"torch": torch}))
        bind = inspect.signature(Taking().forward).bind
        written, made = shapes(given), shapes(draft.make())
        assert bind(*written[0], **written[1]) == bind(*made[0], **made[1])  # type: ignore[index]


def test_a_part_is_replaced_or_added_and_the_rest_stays() -> None:
    draft = Draft(PARAMETERS, {"a": {"x": SMALL}})
    other = Numbers((5,), why="a reason")
    assert draft.put(("a", "y"), other).code() == "{'x': torch.rand(2), 'y': torch.rand(5)}"
    assert draft.put(("b",), other).put(("a", "x"), Plain(1)).code() == (
        "({'x': 1}, torch.rand(5))"
    )
    assert draft.put(("b",), other).why() == "`b`: a reason"
    assert draft.code() == "{'x': torch.rand(2)}"
