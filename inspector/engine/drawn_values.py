"""Random numbers that an earlier build drew, so that the next one need not draw them again.

After an edit the whole text is executed anew from the same seed. Where it fills a tensor in the
same way from the same state of the generator, the numbers are the same: to copy them, and to set
the state to what it was afterwards, takes a fifth of the time or less. Nothing else is assumed, so
the weights are bit by bit those of plain Python. What a build drew anew is drawn once more, into
memory of our own, while nobody waits; so no build pays for being remembered.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from threading import get_ident
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from inspector.engine.memory import free_memory
from inspector.engine.recorder.values import is_transformed

Fill = Callable[..., Tensor]

_FILLS = ("uniform_", "normal_")
_LARGE = 4096
"""Elements from which on to look numbers up is surely faster than to draw them."""
_MOST = 1_000_000_000
"""Bytes that are kept."""
_SHARE = 8
"""No more is kept than this part of the free memory."""
_function_modes: Callable[[], int] = torch._C._len_torch_function_stack
_dispatch_modes: Callable[[], int] = torch._C._len_torch_dispatch_stack


class _Draw(NamedTuple):
    """All that the numbers depend on."""

    state: bytes
    """Of the generator, before."""
    function: str
    arguments: tuple[float, ...]
    named: tuple[tuple[str, float], ...]
    shape: tuple[int, ...]
    dtype: torch.dtype

    @property
    def bytes(self) -> int:
        return torch.Size(self.shape).numel() * self.dtype.itemsize + 2 * len(self.state)


class _Drawn(NamedTuple):
    numbers: Tensor
    state: Tensor
    """Of the generator, after."""


class DrawnValues:
    """What the builds of one document drew, within a bound; the least recently used goes first."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._document = ""
        self._bytes = 0
        self._drawn: dict[_Draw, _Drawn] = {}
        self._recent: set[_Draw] = set()
        """What the last build drew."""
        self._new: dict[_Draw, None] = {}
        """What of it is not kept yet, in order."""
        self._plain: dict[str, Fill] = {name: getattr(Tensor, name) for name in _FILLS}
        """torch's own, whatever a text may put in their place."""
        self._fills = {name: self._looking_up(name) for name in _FILLS}
        self._thread = 0
        self._outer_modes = 0

    @property
    def of_last_build(self) -> tuple[int, int]:
        """How many large tensors the last build filled with what was kept, and how many in all."""
        return len(self._recent) - len(self._new), len(self._recent)

    @contextmanager
    def reused(self, document: str = "") -> Iterator[None]:
        """Within, what was drawn before for this document is not drawn again."""
        if document != self._document:
            self._drawn.clear()
            self._document, self._bytes = document, 0
        self._recent.clear()
        self._new.clear()
        self._thread, self._outer_modes = get_ident(), _function_modes()
        for name, fill in self._fills.items():
            if name not in vars(Tensor):  # else a text has put something else there
                setattr(Tensor, name, fill)
        try:
            yield
        finally:
            self._thread = 0  # ours may have been kept by the text, and does nothing from now on
            for name, fill in self._fills.items():
                if vars(Tensor).get(name) is fill:
                    delattr(Tensor, name)
            for draw in self._recent - self._new.keys():
                self._drawn[draw] = self._drawn.pop(draw)  # the most recently used are the last

    def draw_one(self) -> bool:
        """Keep the numbers of one more tensor of the last build; False if there is none."""
        draw = next(iter(self._new), None)
        if draw is None:
            return False
        del self._new[draw]
        if self._make_room(draw.bytes):
            generator = torch.Generator()
            generator.set_state(torch.frombuffer(bytearray(draw.state), dtype=torch.uint8))
            numbers = torch.empty(draw.shape, dtype=draw.dtype, device="cpu")
            fill = self._plain[draw.function]
            fill(numbers, *draw.arguments, **dict(draw.named), generator=generator)
            self._drawn[draw] = _Drawn(numbers, generator.get_state())
            self._bytes += draw.bytes
        return True

    def _looking_up(self, name: str) -> Fill:
        plain = self._plain[name]

        @wraps(plain)  # modes are told of this function, as that of the name
        def fill(tensor: Tensor, *args: Any, **kwargs: Any) -> Tensor:
            draw = self._draw(name, tensor, args, kwargs)
            if draw is None:
                return plain(tensor, *args, **kwargs)
            self._recent.add(draw)
            drawn = self._drawn.get(draw)
            if drawn is None:
                self._new[draw] = None
                return plain(tensor, *args, **kwargs)
            tensor.copy_(drawn.numbers)
            torch.default_generator.set_state(drawn.state)
            return tensor

        return fill

    def _draw(
        self, name: str, tensor: Tensor, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> _Draw | None:
        """What is to be drawn; None where a copy might do something else than to draw would."""
        if _function_modes() > self._outer_modes or type(tensor) not in (Tensor, nn.Parameter):
            return None
        if tensor.numel() < _LARGE or tensor.device.type != "cpu" or not _is_plain(tensor):
            return None
        if get_ident() != self._thread or _dispatch_modes() or is_transformed():
            return None
        named = tuple([(key, kwargs[key]) for key in sorted(kwargs) if kwargs[key] is not None])
        if not all(type(each) in (int, float) for each in (*args, *dict(named).values())):
            return None  # a generator of the user's own, say
        state = torch.default_generator.get_state().numpy().tobytes()
        return _Draw(state, name, args, named, tuple(tensor.shape), tensor.dtype)

    def _make_room(self, needed: int) -> bool:
        """Let go of what the last build did not draw, as far as it takes; False if in vain."""
        most = min(self._most, (free_memory() + self._bytes) // _SHARE)
        while self._bytes + needed > most:
            oldest = next(iter(self._drawn), None)
            if oldest is None or oldest in self._recent:
                return False
            del self._drawn[oldest]
            self._bytes -= oldest.bytes
        return True


def _is_plain(tensor: Tensor) -> bool:
    if tensor.layout is not torch.strided or tensor.is_inference():
        return False
    return tensor.is_contiguous() and not (tensor.requires_grad and torch.is_grad_enabled())
