"""Builds that find their random numbers drawn already have the weights of plain Python."""

import threading
import weakref
from collections.abc import Callable
from itertools import pairwise

import pytest
import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from inspector.engine.drawn_values import DrawnValues

Build = Callable[[], object]
BLOCK = 80 * 80 * 4 + 2 * 5056
"""Bytes that are kept for a float32 matrix of 80 x 80: the numbers, and two states."""


def chain(*widths: int) -> nn.Sequential:
    return nn.Sequential(*[nn.Linear(*both) for both in pairwise(widths)])


def plainly(build: Build) -> tuple[object, Tensor]:
    """What is built from seed 0, and the state of the generator afterwards."""
    torch.manual_seed(0)
    return build(), torch.get_rng_state()


def with_kept(drawn: DrawnValues, build: Build) -> tuple[object, Tensor]:
    """The same where numbers are kept; then what was drawn anew is kept, too."""
    torch.manual_seed(0)
    with drawn.reused():
        built = build()
    state = torch.get_rng_state()
    counts.append(drawn.of_last_build)
    while drawn.draw_one():
        pass
    return built, state


counts: list[tuple[int, int]] = []
"""How many large tensors each build reused, and of how many."""


@pytest.fixture(autouse=True)
def _no_counts() -> None:
    counts.clear()


def data_initialized() -> Tensor:
    layer = nn.Linear(80, 80)
    layer.weight.data.normal_(mean=0.5, std=0.02)
    return layer.weight


@pytest.mark.parametrize(
    ("build", "large"),
    [
        (lambda: nn.Linear(80, 80).weight, 1),
        (lambda: nn.Conv2d(16, 32, 3).weight, 1),
        (lambda: nn.Embedding(100, 64).weight, 1),
        (lambda: nn.LSTM(40, 40).weight_hh_l0, 2),
        (lambda: nn.Linear(80, 80, dtype=torch.float64).weight, 1),
        (lambda: nn.init.trunc_normal_(torch.empty(80, 80), std=0.02), 1),
        (lambda: nn.init.xavier_normal_(torch.empty(80, 80)), 1),
        (lambda: torch.empty(80, 80, dtype=torch.bfloat16).uniform_(-1, to=1), 1),
        (data_initialized, 2),
        (lambda: nn.Linear(8, 8).weight, 0),
        (lambda: torch.empty(100, 60).t().uniform_(), 0),
        (lambda: torch.rand(80, 80), 0),
    ],
)
def test_numbers_and_generator_are_as_in_plain_python(build: Build, large: int) -> None:
    numbers, state = plainly(build)
    drawn = DrawnValues()
    for _ in range(3):
        again, state_again = with_kept(drawn, build)
        assert torch.equal(again, numbers)  # type: ignore[arg-type]
        assert torch.equal(state_again, state)
    assert counts == [(0, large), (large, large), (large, large)]


def test_what_comes_before_an_edit_is_not_drawn_again() -> None:
    drawn = DrawnValues()
    with_kept(drawn, lambda: chain(70, 70, 70, 70))
    edited, _ = with_kept(drawn, lambda: chain(70, 70, 70, 90))
    with_kept(drawn, lambda: chain(70, 70, 70, 70))
    with_kept(drawn, lambda: chain(71, 70, 70, 90))
    assert counts == [(0, 3), (2, 3), (3, 3), (0, 3)]
    plain, _ = plainly(lambda: chain(70, 70, 70, 90))
    for one, other in zip(edited.parameters(), plain.parameters(), strict=True):  # type: ignore[attr-defined]
        assert torch.equal(one, other)


def test_training_one_model_leaves_the_next_as_it_would_be() -> None:
    def spoiled() -> nn.Linear:
        layer = nn.Linear(80, 80)
        drawn_as.append(layer.weight.detach().clone())
        layer.weight.data.zero_()
        return layer

    drawn, drawn_as = DrawnValues(), list[Tensor]()
    for _ in range(3):
        with_kept(drawn, spoiled)
    assert counts[-1] == (1, 1)
    assert torch.equal(drawn_as[0], drawn_as[1])
    assert torch.equal(drawn_as[0], drawn_as[2])


def test_no_tensor_of_a_model_is_kept() -> None:
    drawn = DrawnValues()
    layer, _ = with_kept(drawn, lambda: nn.Linear(80, 80))
    again, _ = with_kept(drawn, lambda: nn.Linear(80, 80))
    alive = [weakref.ref(each.weight) for each in (layer, again)]  # type: ignore[attr-defined]
    del layer, again
    assert [each() for each in alive] == [None, None]


def test_a_generator_of_the_texts_own_draws_itself() -> None:
    def build() -> tuple[Tensor, Tensor]:
        own = torch.Generator().manual_seed(7)
        return torch.empty(80, 80).normal_(generator=own), own.get_state()

    (numbers, own_state), state = plainly(build)  # type: ignore[misc]
    drawn = DrawnValues()
    for _ in range(2):
        (again, own_again), state_again = with_kept(drawn, build)  # type: ignore[misc]
        assert torch.equal(again, numbers)
        assert torch.equal(own_again, own_state)
        assert torch.equal(state_again, state)
    assert counts == [(0, 0), (0, 0)]


def test_a_tensor_is_changed_once_and_needs_no_gradient_for_it() -> None:
    drawn = DrawnValues()
    for _ in range(2):
        tensor, _ = with_kept(drawn, lambda: torch.empty(80, 80).uniform_())
        assert isinstance(tensor, Tensor)
        assert tensor._version == 1
        assert not tensor.requires_grad
        assert tensor.grad_fn is None


def test_a_leaf_that_needs_gradients_is_refused_as_by_torch() -> None:
    drawn = DrawnValues()
    with_kept(drawn, lambda: torch.empty(80, 80).uniform_())
    leaf = torch.empty(80, 80, requires_grad=True)
    with pytest.raises(RuntimeError, match="a leaf Variable that requires grad"), drawn.reused():
        leaf.uniform_()


def test_a_mode_of_the_texts_own_sees_each_draw() -> None:
    class Seeing(TorchFunctionMode):
        def __torch_function__(self, func, types, args=(), kwargs=None):  # type: ignore[no-untyped-def]
            seen.append(func.__name__)
            return func(*args, **(kwargs or {}))

    def build() -> None:
        tensor = torch.empty(80, 80)
        with Seeing():
            tensor.uniform_()

    drawn, seen = DrawnValues(), list[str]()
    for _ in range(2):
        with_kept(drawn, build)
    assert seen == ["uniform_", "uniform_"]


def test_a_kind_of_tensor_of_the_texts_own_draws_itself() -> None:
    class Own(Tensor): ...

    drawn = DrawnValues()
    with_kept(drawn, lambda: torch.empty(80, 80).as_subclass(Own).uniform_())
    assert counts == [(0, 0)]


def test_each_row_under_vmap_is_drawn_by_torch() -> None:
    def build() -> Tensor:
        rows = torch.vmap(lambda row: row.uniform_(), randomness="different")
        return rows(torch.empty(2, 5000))  # type: ignore[no-any-return]

    numbers, state = plainly(build)
    drawn = DrawnValues()
    again, state_again = with_kept(drawn, build)
    assert counts == [(0, 0)]
    assert torch.equal(again, numbers)  # type: ignore[arg-type]
    assert torch.equal(state_again, state)


def test_another_thread_draws_for_itself() -> None:
    def build() -> None:
        thread = threading.Thread(target=torch.empty(80, 80).uniform_)
        thread.start()
        thread.join()

    drawn = DrawnValues()
    with_kept(drawn, build)
    assert counts == [(0, 0)]


def test_afterwards_tensors_have_their_own_methods_again() -> None:
    with pytest.raises(RuntimeError, match="shapes cannot be multiplied"), DrawnValues().reused():
        nn.Linear(80, 80)(torch.ones(3, 4))
    assert "uniform_" not in vars(Tensor)
    assert "normal_" not in vars(Tensor)


def test_a_method_that_a_text_kept_draws_for_itself_from_then_on() -> None:
    drawn = DrawnValues()
    with drawn.reused():
        kept = Tensor.uniform_
    kept(torch.empty(80, 80))
    assert drawn.of_last_build == (0, 0)


def test_a_method_that_a_text_put_in_its_place_stays_there() -> None:
    drawn, given = DrawnValues(), lambda tensor: tensor.zero_()
    state = torch.get_rng_state()
    try:
        with drawn.reused():
            numbers = torch.empty(80, 80).normal_()
            Tensor.normal_ = given
        while drawn.draw_one():
            pass
        with drawn.reused():
            assert Tensor.normal_ is given
        assert Tensor.normal_ is given
    finally:
        del Tensor.normal_
    torch.default_generator.set_state(state)
    with drawn.reused():
        assert torch.equal(torch.empty(80, 80).normal_(), numbers)
    assert drawn.of_last_build == (1, 1)


def test_another_document_begins_with_nothing() -> None:
    drawn = DrawnValues()
    for document in ("a.py", "a.py", "b.py", "a.py"):
        torch.manual_seed(0)
        with drawn.reused(document):
            nn.Linear(80, 80)
        counts.append(drawn.of_last_build)
        while drawn.draw_one():
            pass
    assert counts == [(0, 1), (1, 1), (0, 1), (0, 1)]


def test_the_least_recently_used_goes_first() -> None:
    drawn = DrawnValues(most=3 * BLOCK)
    for mean in (1.0, 2.0, 3.0, 1.0, 4.0):  # the last one takes the place of 2
        with_kept(drawn, lambda mean=mean: torch.empty(80, 80).normal_(mean))
    assert counts == [(0, 1), (0, 1), (0, 1), (1, 1), (0, 1)]
    counts.clear()
    for mean in (1.0, 3.0, 4.0, 2.0):
        with_kept(drawn, lambda mean=mean: torch.empty(80, 80).normal_(mean))
    assert counts == [(1, 1), (1, 1), (1, 1), (0, 1)]


def test_of_a_build_that_does_not_fit_the_beginning_is_kept() -> None:
    drawn = DrawnValues(most=2 * BLOCK)
    for _ in range(3):
        with_kept(drawn, lambda: [torch.empty(80, 80).normal_() for _ in range(5)])
    assert counts == [(0, 5), (2, 5), (2, 5)]
