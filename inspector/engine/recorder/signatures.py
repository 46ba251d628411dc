"""What a module is, as a value: two modules of one signature do the same with the same input.

The signature holds all that a forward can find in the module and below it: classes, attributes,
the sizes of parameters and buffers, which of them are one, and the flags. It says nothing of the
code, which purity.py looks at.
"""

import types
import weakref
from collections.abc import Hashable
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from inspector.engine.recorder.contents import PLAIN

_OF_EVERY_MODULE = frozenset(vars(nn.Module()))
_HOOKS = frozenset(
    name for name in _OF_EVERY_MODULE if name.endswith("_hooks") and "state_dict" not in name
)
_TENSORS = (Tensor, nn.Parameter)
_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, type)
_MOST = 20_000
"""Things in one module above which it is not worth the time."""


class UnsignedError(Exception):
    """The module holds something of which nothing is known; the message says what."""


class Signature(NamedTuple):
    """A module and everything below it, in definition order."""

    key: tuple[Hashable, ...]
    modules: list[nn.Module]
    tensors: list[Tensor]
    code: frozenset[object]
    """The classes and functions that a forward may run."""


class _Writer:
    """Collects the parts of one signature."""

    def __init__(self) -> None:
        self.key: list[Any] = []
        self.modules: list[nn.Module] = []
        self.tensors: list[Tensor] = []
        self.code: set[object] = set()
        self._tensor_numbers: dict[int, int] = {}
        self._module_numbers: dict[int, int] = {}

    def write_tree(self, root: nn.Module) -> None:
        stack = [root]
        while stack:
            module = stack.pop()
            known = self._module_numbers.setdefault(id(module), len(self.modules))
            if known < len(self.modules):
                self.key.append(known)
                continue
            self.modules.append(module)
            self._write(module)
            stack += [child for child in module._modules.values() if child is not None][::-1]

    def _write(self, module: nn.Module) -> None:
        kind, add = type(module), self.key.append
        if isinstance(module, torch.jit.ScriptModule):
            raise UnsignedError("compiled code")
        self.code.add(kind)
        add(kind)
        for name, value in module.__dict__.items():
            plain = type(value)
            if plain in PLAIN:
                self.key += (name, plain, value)
            elif name not in _OF_EVERY_MODULE:
                add(name)
                self._write_attribute(value)
            elif value:
                self._write_registry(name, value)

    def _write_registry(self, name: str, registry: Any) -> None:
        if name in ("_parameters", "_buffers"):
            self._write_tensors(registry)
        elif name == "_modules":
            self.key.append(tuple([(child, part is None) for child, part in registry.items()]))
        elif name in _HOOKS:
            raise UnsignedError("hooks")

    def _write_tensors(self, registry: dict[str, Tensor | None]) -> None:
        for name, tensor in registry.items():
            self.key.append(name)
            if tensor is None:
                self.key.append(None)
            else:
                self._write_tensor(tensor)

    def _write_tensor(self, tensor: Tensor) -> None:
        if type(tensor) not in _TENSORS or tensor.__dict__:
            raise UnsignedError("a tensor of its own kind")
        number = self._tensor_numbers.setdefault(id(tensor), len(self.tensors))
        if number == len(self.tensors):
            self.tensors.append(tensor)
        self.key += (number, type(tensor), *facts_of(tensor))

    def _write_attribute(self, value: object) -> None:
        """A value with all that is in it; two that are equal in every part are equal."""
        stack = [value]
        for _ in range(_MOST):
            if not stack:
                return
            thing = stack.pop()
            kind = type(thing)
            self.key.append(kind)
            if kind in PLAIN:
                self.key.append(thing)
            elif isinstance(thing, Tensor):
                self._write_tensor(thing)
            elif isinstance(thing, (tuple, list)) and kind in (tuple, list):
                self.key.append(len(thing))
                stack += thing[::-1]
            elif isinstance(thing, dict) and kind is dict:
                self.key.append(tuple([(type(key), key) for key in thing]))
                stack += [*thing.values()][::-1]
            elif isinstance(thing, weakref.ref):
                stack.append(thing())
            elif isinstance(thing, _FUNCTIONS):
                self.code.add(thing)
                self.key.append(thing)
            elif _is_record(kind):
                self.code.add(kind)
                stack.append(dict(vars(thing)))
            else:
                raise UnsignedError(kind.__name__)
        raise UnsignedError("too much")


def signature_of(module: nn.Module) -> Signature:
    """The signature of a module as it is now. Raises UnsignedError, TypeError at a strange key."""
    writer = _Writer()
    writer.write_tree(module)
    return Signature(tuple(writer.key), writer.modules, writer.tensors, frozenset(writer.code))


def facts_of(tensor: Tensor) -> tuple[Hashable, ...]:
    """All that a forward on the meta device can learn from a tensor. Raises UnsignedError."""
    if not tensor.is_meta or tensor.layout is not torch.strided:
        raise UnsignedError("a tensor that is not on the meta device")
    facts = (tensor.shape, tensor.stride(), tensor.dtype, tensor.requires_grad)
    return (*facts, tensor.is_leaf, tensor.storage_offset())


class _Record:
    """A class statement and nothing else."""


def _is_record(kind: type) -> bool:
    """Whether an object of this class is a name for each of some values, and nothing besides."""
    written = all(base.__flags__ & _WRITTEN_IN_PYTHON for base in kind.__mro__[:-1])
    return kind is types.SimpleNamespace or (
        written
        and kind.__basicsize__ == _Record.__basicsize__
        and not any("__slots__" in vars(base) for base in kind.__mro__)
        and not issubclass(kind, nn.Module)
    )


_WRITTEN_IN_PYTHON = 1 << 9
"""Py_TPFLAGS_HEAPTYPE: made by a class statement, or in C so that it looks like it."""
