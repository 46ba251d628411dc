"""Answers in place of the numbers that tensors on the meta device do not have."""

import linecache
import sys
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Any, NamedTuple

import torch
from torch import Tensor

from inspector.engine.recorder.names import op_name
from inspector.engine.recorder.sites import Chain, Link, Places, belongs_to_torch
from inspector.engine.script.attention import attention_as_on_cpu
from inspector.report.model import Source

META = "meta"
_PACKAGE = __file__.rpartition("engine")[0]
_MOST_LINKS = 64
_PATIENCE = 100
"""How often one place is told False until it is told True: it may be a loop that waits for it."""

_LONGEST_LIST = 1_000_000

Function = Callable[..., Any]
Arguments = tuple[Any, ...]
Keywords = Mapping[str, Any]


class Assumption(NamedTuple):
    """A question that only numbers could answer, where it was asked, and the answer given."""

    asked: str
    answer: str
    source: Source | None


class Answers:
    """What was answered so far. The answers are False, 1, everything selected."""

    def __init__(self) -> None:
        self._asked: dict[tuple[str, str, Chain], None] = {}
        self._frame: FrameType | None = None
        self._times: dict[int, int] = {}

    def to(self, func: Function, args: Arguments, kwargs: Keywords) -> Any:
        """What the function returns, or what is assumed in its place."""
        answer = _ANSWERS.get(getattr(func, "__name__", ""))
        if answer is None or not any(map(is_meta, args)):
            return func(*args, **kwargs)
        return answer(self, func, args, kwargs)

    def assumptions(self, file: str | None) -> list[Assumption]:
        """All answers given, each once; `file` is the user's."""
        places = Places(file)
        given = [(asked, answer, places.of_chain(chain)) for asked, answer, chain in self._asked]
        return [Assumption(*facts) for facts in dict.fromkeys(given)]

    def forget_frame(self) -> None:
        """Let go of the code that asked last."""
        self._frame = None
        self._times.clear()

    def yes_or_no(self, func: Function, args: Arguments, kwargs: Keywords) -> bool:
        """False, so that a loop ends at once; True to an assertion, and to who asks for ever."""
        chain, frame = _who_asks()
        if _asserts(chain):
            self._note("bool", "True", chain)
            return True
        if frame is not self._frame:
            self._frame = frame
            self._times.clear()
        at = frame.f_lasti if frame is not None else -1
        self._times[at] = times = self._times.get(at, 0) + 1
        answer = times % _PATIENCE == 0
        self._note("bool", str(answer), chain)
        return answer

    def number(self, func: Function, args: Arguments, kwargs: Keywords) -> Any:
        """One, in the type that is asked for."""
        name, (tensor, *_) = op_name(func), args
        if name == "tolist":
            if tensor.numel() > _LONGEST_LIST:
                return func(*args, **kwargs)
            answer = torch.ones(tensor.shape, dtype=tensor.dtype, device="cpu").tolist()
            self._note(name, "all 1", _who_asks()[0])
            return answer
        if tensor.numel() != 1:
            return func(*args, **kwargs)
        if name == "item":
            kind = bool if tensor.dtype is torch.bool else type(_one(tensor))
            if kind is bool:
                return self.yes_or_no(func, args, kwargs)
        else:
            kind = _KINDS[func.__name__]
        self._note(name, repr(kind(1)), _who_asks()[0])
        return kind(1)

    def everything(self, func: Function, args: Arguments, kwargs: Keywords) -> Any:
        """A selection by numbers is as large as it can be."""
        name = op_name(func)
        if name == "where" and len(args) > 1:
            return func(*args, **kwargs)
        self._note(name, "everything", _who_asks()[0])
        if name == "masked_select":
            tensor, mask = args[:2]
            return torch.where(mask, tensor, tensor).flatten()
        return func(*args, **kwargs)

    def indexed(self, func: Function, args: Arguments, kwargs: Keywords) -> Any:
        """An index that is a tensor of one element selects one; a mask selects everything."""
        tensor, index, *value = args
        parts = index if isinstance(index, tuple) else (index,)
        if not any(map(_asks_for_numbers, parts)):
            return func(*args, **kwargs)
        chain = _who_asks()[0]
        if any(isinstance(part, slice) for part in parts if _asks_for_numbers(part)):
            self._note("slice", "everything", chain)
        elif op_name(func) == "getitem" and any(map(_is_mask, parts)):
            self._note("mask", "everything", chain)
        plain = tuple(map(_without_numbers, parts))
        return func(tensor, plain if isinstance(index, tuple) else plain[0], *value, **kwargs)

    def packed(self, func: Function, args: Arguments, kwargs: Keywords) -> Any:
        """Sequences are packed as if all were of full length."""
        tensor, lengths, batch_first = args
        if is_meta(lengths):
            self._note("lengths", "the full length", _who_asks()[0])
            steps = tensor.shape[1 if batch_first else 0]
            lengths = torch.full(lengths.shape, steps, dtype=torch.int64, device="cpu")
        return func(tensor, lengths, batch_first, **kwargs)

    def laid_out(self, func: Function, args: Arguments, kwargs: Keywords) -> Any:
        """Attention takes the memory that it takes for real."""
        return attention_as_on_cpu(func, args, kwargs)

    def _note(self, asked: str, answer: str, chain: Chain) -> None:
        self._asked[asked, answer, chain] = None


def is_meta(thing: Any) -> bool:
    """Whether it is a tensor that has a shape and no numbers."""
    return isinstance(thing, Tensor) and thing.device.type == META


def _is_mask(thing: Any) -> bool:
    return is_meta(thing) and thing.dtype in (torch.bool, torch.uint8)


def _asks_for_numbers(part: Any) -> bool:
    if isinstance(part, slice):
        return any(map(is_meta, (part.start, part.stop, part.step)))
    return is_meta(part) and (part.dim() == 0 or _is_mask(part))


def _without_numbers(part: Any) -> Any:
    if isinstance(part, slice):
        ends = (part.start, part.stop, part.step)
        return slice(*(None if is_meta(end) else end for end in ends))
    if is_meta(part) and part.dim() == 0 and not _is_mask(part):
        return 0
    return part


def _one(tensor: Tensor) -> Any:
    return torch.ones((), dtype=tensor.dtype, device="cpu").item()


def _who_asks() -> tuple[Chain, FrameType | None]:
    """The running expressions outside torch and this package, and the innermost frame of them."""
    links: list[Link] = []
    innermost: FrameType | None = None
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and len(links) < _MOST_LINKS:
        code = frame.f_code
        if not (code.co_filename.startswith(_PACKAGE) or belongs_to_torch(code)):
            links.append((code, frame.f_lasti))
            innermost = innermost or frame
        frame = frame.f_back
    return tuple(links), innermost


def _asserts(chain: Chain) -> bool:
    """Whether the innermost expression is what an assert statement tests."""
    source = Places(None).of_link(chain[0]) if chain else None
    if source is None:
        return False
    return linecache.getline(source.file, source.line).lstrip().startswith(("assert ", "assert("))


_KINDS: dict[str, type] = {
    "__int__": int,
    "__float__": float,
    "__complex__": complex,
    "__index__": int,
}
_Answer = Callable[[Answers, Function, Arguments, Keywords], Any]
_ANSWERS: dict[str, _Answer] = {
    **dict.fromkeys(("__bool__", "is_nonzero", "equal", "allclose"), Answers.yes_or_no),
    **dict.fromkeys(("item", "tolist", *_KINDS), Answers.number),
    **dict.fromkeys(("nonzero", "argwhere", "where", "masked_select"), Answers.everything),
    **dict.fromkeys(("__getitem__", "__setitem__"), Answers.indexed),
    "_pack_padded_sequence": Answers.packed,
    "scaled_dot_product_attention": Answers.laid_out,
}
