"""Models of every family: what is inferred runs, and is what a person would write."""

import random
from collections.abc import Callable, Iterator

import pytest
import torch
from torch import nn
from torch.nn.parameter import is_lazy

from inspector.engine.api import trace, trace_file
from inspector.engine.inputs.draft import Draft
from inspector.engine.inputs.given import ModelInput, as_arguments
from inspector.engine.inputs.search import Ran, infer_input
from inspector.engine.recorder.events import Recording
from inspector.engine.recorder.record import record
from inspector.engine.recorder.recorder import RecordingStopped
from inspector.engine.recorder.structure import Structure
from tests.engine.inputs import images, sequences, vectors

CASES = {**vectors.CASES, **images.CASES, **sequences.CASES}


def inferred(model: nn.Module) -> Ran:
    def run(given: ModelInput, structure: Structure, before_write: object = None) -> Recording:
        return record(model, given.args, given.kwargs, structure, budget=10_000)

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


def test_no_repair_is_tried_where_the_first_guess_runs() -> None:
    calls: list[int] = []

    class Counting(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.linear = nn.Linear(3, 2)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            calls.append(1)
            return self.linear(x)

    assert code_for(Counting()) == "torch.rand(2, 3)"
    assert calls == [1]


class Remembering(nn.Module):
    """Every run that gets to the failing module changes buffers, attributes and random states."""

    def __init__(self) -> None:
        super().__init__()
        self.lazy = nn.LazyLinear(4)
        self.norm = nn.BatchNorm2d(1)
        self.fc = nn.Linear(49, 3)
        self.runs = 0

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        self.runs += 1
        x = self.norm(x) + random.random() + torch.rand(1)
        self.lazy(x[0, 0])
        return self.fc(nn.functional.max_pool2d(x, 4).flatten(1))


@pytest.mark.filterwarnings("ignore:Lazy modules are a new feature")
def test_after_a_trace_with_repairs_the_model_is_as_it_was() -> None:
    model = Remembering()
    states = torch.get_rng_state(), random.getstate()
    report = trace(model)
    assert report.failure is None
    assert report.problems[0].message == (
        "No input is given; the model ran on torch.rand(2, 1, 28, 28). Assumed from num_features "
        "of `norm`; 28 × 28 from `fc`, which takes 49 values."
    )
    assert model.runs == 0
    assert is_lazy(model.lazy.weight)
    assert torch.equal(model.norm.running_mean, torch.zeros(1))
    assert torch.equal(torch.get_rng_state(), states[0])
    assert random.getstate() == states[1]


@pytest.mark.filterwarnings("ignore:Lazy modules are a new feature")
def test_runs_that_failed_leave_no_trace_in_the_one_that_is_reported() -> None:
    model = Remembering()
    assert inferred(model).recording.error is None
    assert model.runs == 1
    assert model.norm.num_batches_tracked == 1
    assert model.lazy.in_features == 28


def test_the_numbers_are_those_of_the_same_file_with_the_code_written_into_it() -> None:
    text = (
        "import torch\nfrom torch import nn\n"
        "net = nn.Sequential(nn.Conv2d(1, 2, 5), nn.Dropout(), nn.Flatten(), nn.Linear(1152, 1))\n"
    )
    assumed = trace_file(text + "net.append(nn.Flatten(0)).append(nn.Linear(2, 1))", seed=5)
    code = "torch.rand(2, 1, 28, 28)"
    assert assumed.problems[0].fixes[0].arguments == {"code": code}
    written = trace_file(
        text + f"net.append(nn.Flatten(0)).append(nn.Linear(2, 1))\nX = {code}", seed=5
    )
    (number,) = assumed.outputs
    assert assumed.tensors[number].value == written.tensors[written.outputs[0]].value is not None


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("return x + undefined", NameError),
        ("raise RuntimeError('never')", RuntimeError),
        ("while True: x = x + 1", RecordingStopped),
        ("return self(x)", RecursionError),
        ("return torch.rand(10**7, 10**7)", BaseException),
        ("return x.nothing", AttributeError),
        ("return self.linear(x, x)", TypeError),
    ],
)
def test_what_no_input_cures_is_run_once(body: str, error: type[BaseException]) -> None:
    names: dict[str, type[nn.Module]] = {}
    exec(f"class Net(nn.Module):\n    def forward(self, x):\n        {body}", {**globals()}, names)
    model = names["Net"]()
    model.linear = nn.Linear(4, 2)
    ran = inferred(model)
    assert isinstance(ran.recording.error, error)
    assert ran.tried == ()
    assert ran.draft is not None
    assert ran.draft.code() == "torch.rand(2, 4)"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_wrapped_model_is_fed_as_the_one_inside() -> None:
    assert code_for(nn.DataParallel(vectors.TwoTowers())) == (
        "(torch.rand(2, 10), torch.rand(2, 6))"
    )
    assert code_for(torch.jit.trace(nn.Linear(4, 2), torch.rand(1, 4))) == "torch.rand(2, 4)"
