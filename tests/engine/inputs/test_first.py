"""What the signature alone tells, before anything has run."""

from typing import Any, Optional

import pytest
from torch import Tensor, nn

from inspector.engine.inputs.first import first_draft
from inspector.engine.recorder.structure import Structure

X = "torch.rand(2, 3, 32, 32)"


def drafted(signature: str) -> str:
    """The code for a forward with this signature, in a model of images and forty words."""
    names: dict[str, Any] = {"nn": nn, "Tensor": Tensor, "Optional": Optional}
    exec(f"class Net(nn.Module):\n def forward(self, {signature}): ...", names)
    model = names["Net"]()
    model.conv = nn.Conv2d(3, 4, 3)
    model.words = nn.Embedding(40, 6)
    model.gru = nn.GRU(6, 5, num_layers=2)
    return first_draft(model, Structure(model)).code()


@pytest.mark.parametrize(
    ("signature", "code"),
    [
        ("x", X),
        ("x, scale=1.0, *rest, **options", X),
        ("*xs", X),
        ("x, n: int", f"({X}, 2)"),
        ("x, flip: bool, mode: str", f"({X}, True, '')"),
        ("x, weight: 'float'", f"({X}, 1.0)"),
        ("x, other: Optional[Tensor]", f"({X}, None)"),
        ("x: Tensor | None", X),
        ("xs: list[Tensor]", f"([{X}, {X}],)"),
        ("pair: tuple[Tensor, Tensor, Tensor]", f"(({X}, {X}, {X}),)"),
        ("batch: dict[str, Tensor]", "{}"),
        ("*, x", f"{{'x': {X}}}"),
        ("tokens", "torch.randint(0, 40, (2, 8))"),
        ("input_ids, attention_mask", "(torch.randint(0, 40, (2, 8)), torch.ones(2, 8))"),
        ("x, mask", f"({X}, torch.ones(2, 8, dtype=torch.bool))"),
        ("x, key_padding_mask", f"({X}, torch.zeros(2, 8, dtype=torch.bool))"),
        ("x, lengths", f"({X}, torch.full((2,), 8))"),
        ("x, t", f"({X}, torch.rand(2))"),
        ("x, timesteps", f"({X}, torch.randint(0, 1000, (2,)))"),
        ("x, y", f"({X}, torch.randint(0, 40, (2,)))"),
        ("words, hidden", "(torch.randint(0, 40, (2, 8)), torch.rand(2, 2, 5))"),
        ("user_id", "torch.randint(0, 40, (2,))"),
        ("x, use_mean", f"({X}, True)"),
        ("x, num_steps", f"({X}, 2)"),
    ],
)
def test_the_signature_tells_what_each_input_is(signature: str, code: str) -> None:
    assert drafted(signature) == code


def test_modules_that_lack_what_they_should_have_tell_nothing() -> None:
    class Odd(nn.Linear):
        def __init__(self) -> None:
            nn.Module.__init__(self)

        def forward(self, x: Tensor) -> Tensor:
            return x

    odd = nn.Sequential(Odd(), nn.Linear(7, 2))
    assert first_draft(odd, Structure(odd)).code() == "torch.rand(2, 7)"
