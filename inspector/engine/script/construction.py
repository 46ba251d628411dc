"""Which expression constructed which module: `nn.Module.__init__` is watched while text runs."""

import copy
import sys
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from torch import nn

from inspector.engine.recorder.sites import Chain, FrameReader

_Origin = tuple["weakref.ref[nn.Module]", Chain]


class Construction:
    """The running expressions at the birth of each module, by the module's id."""

    def __init__(self) -> None:
        self._origins: dict[int, _Origin] = {}
        self._frames = FrameReader()

    def of(self, module: nn.Module) -> Chain:
        """The expression that ran when the module was made; of a copy, that of the original."""
        origin = self._origins.get(id(module))
        return origin[1] if origin is not None and origin[0]() is module else ()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Note every module that is constructed or deep-copied."""
        plain_init, plain_deepcopy = nn.Module.__init__, copy.deepcopy

        def __init__(module: nn.Module, *args: Any, **kwargs: Any) -> None:  # noqa: N807
            if id(module) not in self._origins or self._origins[id(module)][0]() is not module:
                chain = self._frames.innermost(_constructing(sys._getframe(1), module))
                self._origins[id(module)] = (weakref.ref(module), chain)
            plain_init(module, *args, **kwargs)

        def deepcopy(x: Any, memo: dict[int, Any] | None = None, _nil: Any = ()) -> Any:
            if memo:  # part of a larger copy
                return plain_deepcopy(x, memo)
            memo = {}
            copied = plain_deepcopy(x, memo)
            self._pass_on(memo)
            return copied

        nn.Module.__init__ = __init__  # type: ignore[method-assign, assignment]
        copy.deepcopy = deepcopy
        try:
            yield
        finally:
            nn.Module.__init__ = plain_init  # type: ignore[method-assign]
            copy.deepcopy = plain_deepcopy

    def _pass_on(self, copies: dict[int, Any]) -> None:
        for original, copied in list(copies.items()):
            origin = self._origins.get(original)
            if origin is not None and isinstance(copied, nn.Module):
                self._origins[id(copied)] = (weakref.ref(copied), origin[1])


def _constructing(frame: FrameType | None, module: nn.Module) -> FrameType | None:
    """The frame whose expression constructs the module: out of all `__init__` of itself."""
    while frame is not None and _is_init_of(frame, module):
        frame = frame.f_back
    return frame


def _is_init_of(frame: FrameType, module: nn.Module) -> bool:
    code = frame.f_code
    if code.co_name != "__init__" or not code.co_argcount:
        return False
    return frame.f_locals.get(code.co_varnames[0]) is module
