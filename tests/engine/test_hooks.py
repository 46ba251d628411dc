"""A module keeps the hooks that it had."""

from torch import nn

from inspector.engine.hooks import hooks_preserved


def test_a_new_hook_goes() -> None:
    linear = nn.Linear(2, 2)
    with hooks_preserved([linear]):
        linear.register_forward_hook(lambda *args: None)
        linear.register_full_backward_hook(lambda *args: None)
    assert not linear._forward_hooks
    assert not linear._backward_hooks


def test_a_removed_hook_comes_back_in_its_place() -> None:
    linear = nn.Linear(2, 2)
    first = linear.register_forward_pre_hook(lambda *args: None)
    second = linear.register_forward_pre_hook(lambda *args: None)
    with hooks_preserved([linear]):
        first.remove()
    assert list(linear._forward_pre_hooks) == [first.id, second.id]


def test_a_hook_with_keywords_still_gets_them() -> None:
    linear = nn.Linear(2, 2)
    handle = linear.register_forward_hook(lambda *args: None, with_kwargs=True)
    with hooks_preserved([linear]):
        handle.remove()
        linear.register_forward_hook(lambda *args: None, with_kwargs=True)
    assert list(linear._forward_hooks) == list(linear._forward_hooks_with_kwargs) == [handle.id]
