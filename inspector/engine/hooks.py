"""Hooks of modules: those that a forward registers or removes."""

from collections.abc import Iterator
from contextlib import contextmanager
from operator import itemgetter
from typing import Any

from torch import nn
from torch.utils.hooks import RemovableHandle

_Registry = dict[Any, Any]
_registries = itemgetter(
    "_forward_hooks",
    "_forward_pre_hooks",
    "_forward_hooks_with_kwargs",
    "_forward_pre_hooks_with_kwargs",
    "_forward_hooks_always_called",
    "_backward_hooks",
    "_backward_pre_hooks",
    "_state_dict_hooks",
    "_state_dict_pre_hooks",
    "_load_state_dict_pre_hooks",
    "_load_state_dict_post_hooks",
)


@contextmanager
def hooks_preserved(modules: list[nn.Module]) -> Iterator[None]:
    """Afterwards the modules have the hooks that they had.

    torch counts all hooks that were ever registered: as long as that number stands still, only
    those that were there before can be missing.
    """
    before = [
        (registry, dict(registry))
        for module in modules
        for registry in _hooks_of(module)
        if registry
    ]
    registered = RemovableHandle.next_id
    try:
        yield
    finally:
        if RemovableHandle.next_id != registered:
            for module in modules:
                for registry in _hooks_of(module):
                    registry.clear()
        for registry, hooks in before:
            if registry != hooks:
                registry.clear()
                registry.update(hooks)


def _hooks_of(module: nn.Module) -> tuple[_Registry, ...]:
    try:
        hooks: tuple[_Registry, ...] = _registries(vars(module))
    except KeyError:  # a compiled script has none of its own
        return ()
    return hooks if any(hooks) else ()
