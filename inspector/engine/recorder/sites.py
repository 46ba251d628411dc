"""Which expression is running: frames as numbers while recording, places in files afterwards."""

from types import CodeType, FrameType
from typing import NamedTuple

import torch
from torch import nn

from inspector.report.model import Source


class Link(NamedTuple):
    """One running frame: its code, and the offset of the instruction it stands on."""

    code: CodeType
    instruction: int


Chain = tuple[Link, ...]
"""Running frames from the innermost outwards, up to the call of the module they belong to."""

_TORCH = torch.__path__[0]
_PLUMBING = tuple(
    _TORCH + part
    for part in (
        "/overrides.py",
        "/_tensor.py",
        "/functional.py",
        "/nn/functional.py",
        "/nn/init.py",
        "/nn/modules/module.py",
        "/_ops.py",
        "/_jit_internal.py",
        "/_compile.py",
        "/_dynamo/",
        "/utils/",
        "/autograd/",
    )
)
_HERE = __file__.rpartition("sites.py")[0]
_SEEN, _SKIPPED, _BOUNDARY = range(3)
_kinds: dict[CodeType, int] = {nn.Module._call_impl.__code__: _BOUNDARY}
_MOST_LINKS = 64


def chain_from(frame: FrameType | None) -> Chain:
    """The frames of user and library code from `frame` out to the running module's forward."""
    links: list[Link] = []
    for _ in range(_MOST_LINKS):
        if frame is None:
            break
        code = frame.f_code
        kind = _kinds.get(code)
        if kind is None:
            kind = _kinds[code] = _kind(code)
        if kind == _SEEN:
            links.append(_new_link(Link, (code, frame.f_lasti)))
        elif kind == _BOUNDARY:
            break
        frame = frame.f_back
    return tuple(links)


_new_link = tuple.__new__


def _kind(code: CodeType) -> int:
    if code.co_filename.startswith(_HERE):
        return _BOUNDARY
    return _SKIPPED if code.co_filename.startswith((*_PLUMBING, "<frozen ")) else _SEEN


def belongs_to_torch(code: CodeType) -> bool:
    """Whether this code is part of the torch package."""
    return code.co_filename.startswith(_TORCH)


class Places:
    """Looks up the place in a file of each recorded instruction; `file` is the user's."""

    def __init__(self, file: str | None) -> None:
        self._file = file
        self._positions: dict[CodeType, list[tuple[int | None, ...]]] = {}
        self._sources: dict[Link, Source | None] = {}

    def of_chain(self, chain: Chain) -> Source | None:
        """The innermost expression in the user's file, else the innermost one of all."""
        if not chain:
            return None
        for link in chain:
            if link.code.co_filename == self._file:
                return self.of_link(link)
        return self.of_link(chain[0])

    def of_link(self, link: Link) -> Source | None:
        """The expression that the instruction belongs to; None if Python did not keep it."""
        if link not in self._sources:
            self._sources[link] = self._look_up(link)
        return self._sources[link]

    def _look_up(self, link: Link) -> Source | None:
        code, instruction = link
        positions = self._positions.get(code)
        if positions is None:
            positions = self._positions[code] = list(code.co_positions())
        at = instruction // 2
        if not 0 <= at < len(positions):
            return None
        line, end_line, column, end_column = positions[at]
        if line is None or end_line is None or column is None or end_column is None:
            return None
        return Source(code.co_filename, line, column, end_line, end_column)
