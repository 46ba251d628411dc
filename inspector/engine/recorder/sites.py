"""Which expression is running: frames as numbers while recording, places in files afterwards."""

from types import CodeType, FrameType

import torch
from torch import nn

from inspector.report.model import Source

Link = tuple[CodeType, int]
"""One running frame: its code, and the offset of the instruction it stands on."""

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
_MOST_LINKS = 64
_UNKNOWN = object()
_CALL = nn.Module._call_impl.__code__


class FrameReader:
    """Reads where running code stands. Codes are told apart by id: to hash one takes long."""

    def __init__(self) -> None:
        self._kinds: dict[int, int] = {id(_CALL): _BOUNDARY}
        self._single: dict[tuple[int, int], Chain] = {}
        """Chains of one link by its code and instruction: each place has one and the same."""

    def chain(self, frame: FrameType | None) -> Chain:
        """The frames of user and library code from `frame` out to the running module's forward."""
        kinds = self._kinds
        if frame is not None and frame.f_back is not None and frame.f_back.f_code is _CALL:
            code, at = frame.f_code, frame.f_lasti  # most often there is just one link
            chain = self._single.get((id(code), at))
            if chain is None and kinds.get(id(code)) == _SEEN:
                chain = self._single[id(code), at] = ((code, at),)
            if chain is not None:
                return chain
        links: list[Link] = []
        while frame is not None and len(links) < _MOST_LINKS:
            code = frame.f_code
            kind = kinds.get(id(code))
            if kind is None:
                kind = kinds[id(code)] = _kind(code)
            if kind == _SEEN:
                links.append((code, frame.f_lasti))
            elif kind == _BOUNDARY:
                break
            frame = frame.f_back
        return tuple(links)

    def innermost(self, frame: FrameType | None) -> Chain:
        """The first frame of user or library code from `frame` outwards, alone."""
        kinds = self._kinds
        while frame is not None:
            code = frame.f_code
            kind = kinds.get(id(code))
            if kind is None:
                kind = kinds[id(code)] = _kind(code)
            if kind == _SEEN:
                return ((code, frame.f_lasti),)
            frame = frame.f_back if kind != _BOUNDARY else None
        return ()


def _kind(code: CodeType) -> int:
    if code.co_filename.startswith(_HERE):
        return _BOUNDARY
    return _SKIPPED if code.co_filename.startswith((*_PLUMBING, "<frozen ")) else _SEEN


def belongs_to_torch(code: CodeType) -> bool:
    """Whether this code is part of the torch package."""
    return code.co_filename.startswith(_TORCH)


class Places:
    """Looks up the place in a file of each recorded instruction; `file` is the user's.

    The codes and chains asked for must stay alive as long as this.
    """

    def __init__(self, file: str | None) -> None:
        self._file = file
        self._positions: dict[int, list[tuple[int | None, ...]]] = {}
        self._sources: dict[tuple[int, int], Source | None] = {}
        self._of_chains: dict[int, Source | None] = {}

    def of_chain(self, chain: Chain) -> Source | None:
        """The innermost expression in the user's file, else the innermost one of all."""
        source = self._of_chains.get(id(chain), _UNKNOWN)
        if source is _UNKNOWN:
            source = self._of_chains[id(chain)] = self._find(chain)
        return source  # type: ignore[return-value]

    def _find(self, chain: Chain) -> Source | None:
        if not chain:
            return None
        for link in chain:
            if link[0].co_filename == self._file:
                return self.of_link(link)
        return self.of_link(chain[0])

    def of_link(self, link: Link) -> Source | None:
        """The expression that the instruction belongs to; None if Python did not keep it."""
        key = id(link[0]), link[1]
        source = self._sources.get(key, _UNKNOWN)
        if source is _UNKNOWN:
            source = self._sources[key] = self._look_up(*link)
        return source  # type: ignore[return-value]

    def _look_up(self, code: CodeType, instruction: int) -> Source | None:
        positions = self._positions.get(id(code))
        if positions is None:
            positions = self._positions[id(code)] = list(code.co_positions())
        at = instruction // 2
        if not 0 <= at < len(positions):
            return None
        line, end_line, column, end_column = positions[at]
        if line is None or end_line is None or column is None or end_column is None:
            return None
        return Source(code.co_filename, line, column, end_line, end_column)
