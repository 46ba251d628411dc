"""Models of every family: what is inferred runs, and is what a person would write."""

import random
from collections.abc import Callable, Iterator

import pytest
import torch
from torch import nn
from torch.nn.parameter import is_lazy

from inspector.engine.inputs.draft import Draft
from inspector.engine.inputs.given import ModelInput, as_arguments
from inspector.engine.inputs.search import Ran, infer_input
from inspector.engine.recorder.events import Recording
from inspector.engine.recorder.record import record
from inspector.engine.recorder.structure import Structure
from tests.engine.inputs import images, sequences, vectors

CASES = {**vectors.CASES, **images.CASES, **sequences.CASES}


def inferred(model: nn.Module) -> Ran:
    def run(given: ModelInput, structure: Structure) -> Recording:
        return record(model, given.args, given.kwargs, structure)

    return infer_input(model, Structure(model), Draft.make, run)


def code_for(model: nn.Module) -> str:
    ran = inferred(model)
    assert ran.recording.error is None
    assert ran.draft is not None
    return ran.draft.code()


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Small models are many times slower on several threads."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def test_there_are_models_of_all_families() -> None:
    assert len(CASES) == sum(len(each.CASES) for each in (vectors, images, sequences))
    assert len(CASES) >= 100


@pytest.mark.filterwarnings("ignore:Lazy modules are a new feature")
@pytest.mark.filterwarnings("ignore:The use of `x.T` on tensors")
@pytest.mark.parametrize(("make", "expected"), CASES.values(), ids=CASES)
def test_the_model_runs_on_the_code_of_what_is_inferred(
    make: Callable[[], nn.Module], expected: str
) -> None:
    code = code_for(make())
    given = as_arguments(model := make(), eval(code, {"torch": torch}))
    model(*given.args, **given.kwargs)
    assert code == (expected or code)
