"""Tracing a model of the zoo changes nothing of it, of its inputs, and of the world around."""

import gc
import random
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn.parameter import is_lazy
from torch.utils._python_dispatch import TorchDispatchMode

from inspector.engine.api import trace
from inspector.engine.recorder.contents import tensors_in
from tests.zoo.specimen import Specimen
from tests.zoo.state import contents, difference, state_of
from tests.zoo.zoo import ZOO

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(params=ZOO, ids=lambda specimen: specimen.name)
def zoo(request: pytest.FixtureRequest) -> Iterator[Specimen]:
    specimen: Specimen = request.param
    with torch.set_grad_enabled(specimen.grad):
        yield specimen


def seed_all() -> None:
    torch.manual_seed(3)
    random.seed(3)
    np.random.seed(3)


def test_everything_is_as_before(zoo: Specimen) -> None:
    model, inputs = zoo.made()
    first = next(model.parameters(), None)
    if first is not None and not is_lazy(first) and first.is_floating_point():
        first.grad = torch.ones_like(first)
    list(model.modules())[-1].eval()
    seed_all()
    before = state_of(model, inputs)
    trace(model, *inputs, kwargs=zoo.kwargs, seed=1)
    assert difference(before, state_of(model, inputs)) == []


def run_plainly(model: nn.Module, zoo: Specimen, inputs: tuple[Any, ...]) -> None:
    """Without a trace, nobody puts back the modes that a forward leaves behind."""
    model(*inputs, **zoo.kwargs)
    torch.set_grad_enabled(zoo.grad)
    torch.set_default_dtype(torch.float32)
    torch.set_default_device(None)


def test_everything_is_as_before_when_the_forward_raises(zoo: Specimen) -> None:
    model, inputs = zoo.made()
    counting = Interrupted(model, after=1 << 30)
    run_plainly(counting, zoo, inputs)
    model, inputs = zoo.made()
    seed_all()
    before = state_of(model, inputs)
    interrupted = Interrupted(model, after=counting.operations.count * 2 // 3)
    report = trace(interrupted, *inputs, kwargs=zoo.kwargs, seed=1)
    assert report.failure is not None
    assert report.failure.stage == "forward"
    assert difference(before, state_of(model, inputs)) == []


class EnoughError(Exception):
    """Raised in the midst of a forward."""


class Operations(TorchDispatchMode):
    """Counts what the dispatcher runs, and raises when it has been enough.

    Not in functions of nested tensors: torch aborts the process when one of these raises.
    """

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit, self.count = limit, 0

    def __torch_dispatch__(
        self, func: Callable[..., Any], types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        if not any(isinstance(each, Tensor) and each.is_nested for each in args):
            self.count += 1
        if self.count > self.limit:
            raise EnoughError("enough")
        return func(*args, **(kwargs or {}))


class Interrupted(nn.Module):
    """Runs another module up to a number of operations."""

    def __init__(self, model: nn.Module, after: int) -> None:
        super().__init__()
        self.model, self.operations = model, Operations(after)

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        with self.operations:
            return self.model(*args, **kwargs)


class Kept(nn.Module):
    """Copies what another module returns to where it can be looked at later."""

    def __init__(self, model: nn.Module, into: list[object]) -> None:
        super().__init__()
        self.model = model
        self.keep = lambda output: into.extend((*contents(t)[:6], bits(t)) for t in output)

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        output = self.model(*args, **kwargs)
        self.keep(tensors_in(output))
        return output


def bits(tensor: Tensor) -> bytes:
    if tensor.device.type == "meta":
        return b""
    flat = tensor.detach().to_dense() if tensor.is_sparse else tensor.detach()
    return flat.reshape(-1).contiguous().view(torch.uint8).numpy().tobytes()


def test_the_outputs_are_those_of_the_plain_model_to_the_bit(zoo: Specimen) -> None:
    plain: list[object] = []
    traced: list[object] = []
    model, inputs = zoo.made()
    seed_all()
    run_plainly(Kept(model, plain), zoo, inputs)
    model, inputs = zoo.made()
    seed_all()
    report = trace(Kept(model, traced), *inputs, kwargs=zoo.kwargs)
    assert report.failure is None
    assert plain
    assert traced == plain


class Made(TorchDispatchMode):
    """Remembers, weakly, every tensor that the dispatcher makes."""

    def __init__(self) -> None:
        super().__init__()
        self.tensors: list[weakref.ref[Tensor]] = []

    def __torch_dispatch__(
        self, func: Callable[..., Any], types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        output = func(*args, **(kwargs or {}))
        self.tensors += [weakref.ref(tensor) for tensor in tensors_in(output)]
        return output

    def alive(self, known: list[Tensor]) -> list[Tensor]:
        """Those that still are, without lazy ones, which only a model holds."""
        alive = [tensor for made in self.tensors if (tensor := made()) is not None]
        ids = set(map(id, known))
        return [tensor for tensor in alive if id(tensor) not in ids and not is_lazy(tensor)]


def test_no_tensor_of_the_forward_or_of_ours_is_alive_afterwards(zoo: Specimen) -> None:
    model, inputs = zoo.made()
    with Made() as shown:
        repr(model)  # quantized modules hand out what they hold outside of Python
    known = [*tensors_in((inputs, vars(model))), *model.parameters(), *model.buffers()]
    known += shown.alive([])
    with Made() as made:
        report = trace(model, *inputs, kwargs=zoo.kwargs, seed=1)
    assert report.failure is None
    assert made.tensors
    if made.alive(known):
        gc.collect()  # cycles of the model's own
    assert [tensor.shape for tensor in made.alive(known)] == []
