"""Tracing a live model changes nothing of it, to the bit."""

import random
from collections.abc import Iterator

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch.nn.parameter import is_lazy

from inspector.engine.api import trace


@pytest.fixture
def model() -> nn.Module:
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4), nn.Dropout(0.5), nn.Linear(4, 2))


X = torch.rand(3, 4)


def states(model: nn.Module) -> Iterator[tuple[str, Tensor]]:
    for name, tensor in model.state_dict().items():
        yield name, tensor.clone()


def test_parameters_and_buffers_are_bit_for_bit_the_same(model: nn.Module) -> None:
    before = dict(states(model))
    trace(model, X)
    assert all(torch.equal(tensor, before[name]) for name, tensor in states(model))
    assert model[1].num_batches_tracked == 0


def test_random_numbers_go_on_as_if_nothing_had_happened(model: nn.Module) -> None:
    torch.manual_seed(1)
    random.seed(1)
    np.random.seed(1)
    expected = (torch.rand(3), random.random(), np.random.rand())
    torch.manual_seed(1)
    random.seed(1)
    np.random.seed(1)
    trace(model, X, seed=5)
    assert torch.equal(expected[0], torch.rand(3))
    assert expected[1:] == (random.random(), np.random.rand())


def test_a_seed_makes_the_forward_repeatable(model: nn.Module) -> None:
    one, other, third = (trace(model, X[:1].repeat(3, 1), seed=seed) for seed in (1, 1, 2))
    assert one.seed == 1
    assert [t.value for t in one.tensors] == [t.value for t in other.tensors]
    assert third.failure is None


def test_modes_gradients_and_hooks_stay(model: nn.Module) -> None:
    model[1].eval()
    model[0].weight.requires_grad_(False)
    model[3].weight.grad = grad = torch.ones(2, 4)
    hook = model[0].register_forward_hook(lambda *args: None)
    with torch.no_grad():
        trace(model, X)
        assert not torch.is_grad_enabled()
    assert [module.training for module in model] == [True, False, True, True]
    assert not model[0].weight.requires_grad
    assert model[3].weight.grad is grad
    assert list(model[0]._forward_hooks) == [hook.id]
    assert nn.Module._call_impl.__module__ == "torch.nn.modules.module"


def test_hooks_that_the_forward_installs_or_removes_are_as_before() -> None:
    class Capturing(nn.Module):
        """Installs its hooks when it first runs, as models of transformers do."""

        def __init__(self) -> None:
            super().__init__()
            self.linear = nn.Linear(4, 4)
            self.first = self.register_forward_pre_hook(lambda *args: None)
            self.installed = False

        def forward(self, x: Tensor) -> Tensor:
            self.first.remove()
            if not self.installed:
                self.linear.register_forward_hook(lambda *args, **kwargs: None, with_kwargs=True)
                self.installed = True
            return self.linear(x)

    model = Capturing()
    trace(model, X)
    assert not model.installed
    assert not model.linear._forward_hooks
    assert not model.linear._forward_hooks_with_kwargs
    assert list(model._forward_pre_hooks) == [model.first.id]


def test_attributes_that_forward_sets_are_as_before() -> None:
    class Counting(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.calls = 0
            self.linear = nn.Linear(4, 4)

        def forward(self, x: Tensor) -> Tensor:
            self.calls += 1
            self.last = x
            self.extra = nn.Linear(4, 1)
            self.train(False)
            return self.extra(self.linear(x))

    model = Counting()
    report = trace(model, X)
    assert report.failure is None
    assert model.calls == 0
    assert not hasattr(model, "last")
    assert list(model._modules) == ["linear"]
    assert model.training
    assert model.linear.training


def test_what_forward_puts_into_its_lists_and_dicts_is_taken_out_again() -> None:
    class Remembering(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.history: list[Tensor] = []
            self.cache: dict[str, Tensor] = {}

        def forward(self, x: Tensor) -> Tensor:
            self.history.append(x * 2)
            self.cache["last"] = y = x + 1
            return y

    model = Remembering()
    history, cache = model.history, model.cache
    trace(model, X)
    assert model.history is history
    assert model.cache is cache
    assert (history, cache) == ([], {})


def test_an_input_and_a_constant_changed_in_place_are_put_back() -> None:
    class Greedy(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.memory = torch.zeros(4)

        def forward(self, x: Tensor) -> Tensor:
            self.memory += x.sum(0)
            x.zero_()
            return self.memory

    model, given = Greedy(), X.clone()
    memory = model.memory
    trace(model, given)
    assert torch.equal(given, X)
    assert model.memory is memory
    assert torch.equal(memory, torch.zeros(4))


class WritesIntoItself(nn.Module):
    """Its forward changes its parameters in every way that Python has."""

    def __init__(self) -> None:
        super().__init__()
        self.scaled, self.filled, self.replaced, self.hidden, self.summed = (
            nn.Parameter(torch.full((2, 2), float(number))) for number in range(1, 6)
        )
        self.same_as_scaled = self.scaled

    def forward(self, x: Tensor) -> Tensor:
        with torch.no_grad():
            self.scaled.mul_(3)
            self.filled[0] = 7.0
            torch.add(x, 1, out=self.summed)
        self.hidden.data.view(-1).fill_(0)
        self.replaced.data = torch.zeros(5)
        return x + self.scaled


def test_parameters_that_the_forward_writes_to_get_their_numbers_back() -> None:
    model = WritesIntoItself()
    memory = {name: tensor.data_ptr() for name, tensor in model.named_parameters()}
    report = trace(model, torch.ones(2, 2))
    for number, parameter in enumerate(model.parameters(), start=1):
        assert torch.equal(parameter, torch.full((2, 2), float(number)))
    assert memory == {name: tensor.data_ptr() for name, tensor in model.named_parameters()}
    assert model.same_as_scaled is model.scaled
    (problem,) = [each for each in report.problems if each.code == "parameters-written"]
    assert "`scaled` and `filled`" in problem.message


def test_parameters_are_put_back_after_a_failure_too() -> None:
    class Fails(WritesIntoItself):
        def forward(self, x: Tensor) -> Tensor:
            super().forward(x)
            raise ValueError("no")

    model = Fails()
    assert trace(model, torch.ones(2, 2)).failure is not None
    assert torch.equal(model.scaled, torch.ones(2, 2))


def test_a_lazy_model_is_lazy_again_and_draws_the_same_numbers_later() -> None:
    def lazy() -> nn.Sequential:
        return nn.Sequential(nn.LazyLinear(3), nn.LazyBatchNorm1d(), nn.LazyLinear(2))

    model, twin = lazy(), lazy()
    report = trace(model, X)
    assert report.failure is None
    assert report.modules[1].constructor == "LazyLinear"
    assert report.totals.parameters == 3 * 5 + 6 + 2 * 4
    assert [type(module).__name__ for module in model] == [type(m).__name__ for m in twin]
    assert all(is_lazy(parameter) for parameter in model[0].parameters())
    torch.manual_seed(3)
    expected = twin(X)
    torch.manual_seed(3)
    assert torch.equal(model(X), expected)
    assert list(model.state_dict()) == list(twin.state_dict())


def test_a_failing_forward_leaves_no_trace_either(model: nn.Module) -> None:
    before = dict(states(model))
    report = trace(model, torch.rand(3, 5))
    assert report.failure is not None
    assert all(torch.equal(tensor, before[name]) for name, tensor in states(model))
    assert model(X).shape == (3, 2)


def test_the_output_is_that_of_the_plain_model(model: nn.Module) -> None:
    model.eval()
    single = nn.Sequential(model, nn.Linear(2, 1), nn.Flatten(0))
    expected = single(X[:1]).item()
    report = trace(single, X[:1])
    assert report.tensors[report.outputs[0]].value == f"{expected:.4g}"


def test_what_is_no_module_is_refused() -> None:
    with pytest.raises(TypeError, match=r"trace needs an nn\.Module, not a function"):
        trace(lambda x: x, X)  # type: ignore[arg-type]


def test_ctrl_c_is_not_taken_for_a_failure_of_the_model() -> None:
    class Interrupted(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        trace(Interrupted(), X)
    assert nn.Module._call_impl.__module__ == "torch.nn.modules.module"


def test_default_type_and_device_are_as_before() -> None:
    class Settings(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            torch.set_default_dtype(torch.float64)
            torch.set_default_device("meta")
            return x

    trace(Settings(), X)
    assert torch.ones(1).dtype is torch.float32
    assert torch.ones(1).device.type == "cpu"
    with torch.device("meta"):
        trace(nn.Linear(4, 4), X)
        assert torch.ones(1).device.type == "meta"


def test_a_buffer_that_was_given_other_memory_has_its_own_again() -> None:
    class Moves(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.register_buffer("own", torch.zeros(3))
            self.other = nn.Parameter(torch.ones(3), requires_grad=False)

        def forward(self, x: Tensor) -> Tensor:
            self.own.data = self.other
            self.other.data = x.new_full((1,), 7.0).expand(3)
            return x + self.own

    model = Moves()
    memory = model.own.data_ptr()
    assert trace(model, torch.rand(3)).failure is None
    assert model.own.data_ptr() == memory
    assert model.own.tolist() == [0, 0, 0]
