"""Parameters that a forward did not use: one note for the largest module that lies idle."""

import pytest
import torch
from torch import Tensor, nn

from inspector.engine.api import trace


class Chosen(nn.Module):
    """Runs the first of its blocks, of three Linears each, and leaves the others."""

    def __init__(self, blocks: int = 3) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(
            nn.Sequential(*[nn.Linear(4, 4) for _ in range(3)]) for _ in range(blocks)
        )
        self.scale = nn.Parameter(torch.ones(4))

    def forward(self, x: Tensor) -> Tensor:
        return self.blocks[0](x)


def notes(model: nn.Module) -> list[tuple[str | None, str]]:
    report = trace(model, torch.rand(2, 4))
    return [
        (each.module, each.message) for each in report.problems if each.code == "unused-parameters"
    ]


def test_a_block_that_did_not_run_is_one_note_with_all_that_is_in_it() -> None:
    found = notes(Chosen())
    assert [module for module, _ in found] == ["", "blocks.1", "blocks.2"]
    assert "did not use `blocks.1` (Sequential) in this run" in found[1][1]
    assert "60 parameters" in found[1][1]  # 3 * (4 * 4 + 4)


def test_a_module_whose_children_are_used_is_told_for_its_own_parameters_alone() -> None:
    (own, *_) = notes(Chosen())
    assert "the model in this run: its 4 parameters" in own[1]


def test_a_model_that_uses_nothing_is_one_note() -> None:
    class Idle(Chosen):
        def forward(self, x: Tensor) -> Tensor:
            return x + 1

    ((module, message),) = notes(Idle(2))
    assert module == ""
    assert "its 124 parameters" in message  # 2 * 60 + 4


@pytest.mark.filterwarnings("ignore:Lazy modules are a new feature")
def test_a_lazy_module_that_did_not_run_has_parameters_of_no_known_number() -> None:
    model = nn.ModuleDict({"used": nn.Linear(4, 4), "spare": nn.LazyLinear(3)})
    model.forward = lambda x: model["used"](x)  # type: ignore[method-assign]
    assert notes(model) == [
        (
            "spare",
            "forward did not use `spare` (LazyLinear) in this run: its parameters get no gradient.",
        )
    ]
