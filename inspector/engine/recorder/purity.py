"""Whether code depends on its arguments alone: what it could read or change besides is looked for.

A careful reading that would rather say no: every name in the code that means something outside of
it must be a plain value, a part of torch or ``math``, or other code that passes the same reading.
"""

import builtins
import dis
import math
import types
from collections.abc import Callable, Hashable, Iterator
from functools import lru_cache

import torch
from torch import nn

from inspector.engine.recorder.contents import PLAIN
from inspector.engine.recorder.sites import belongs_to_torch

_CHANGING = frozenset(
    dis.opmap[name]
    for name in (
        *("STORE_ATTR", "DELETE_ATTR", "STORE_GLOBAL", "DELETE_GLOBAL"),
        *("IMPORT_NAME", "IMPORT_FROM", "IMPORT_STAR", "LOAD_BUILD_CLASS"),
    )
    if name in dis.opmap
)
_STORE_DEREF = dis.opmap["STORE_DEREF"]
_REMEMBERED = 1000
_BUILTINS_WORDS = """
    abs all any bool complex dict divmod enumerate filter float frozenset int isinstance issubclass
    len list map max min pow range reversed round set slice sorted str sum super tuple zip object
    type iter next callable repr property NotImplementedError ValueError TypeError RuntimeError
    IndexError KeyError AssertionError Exception AttributeError NotImplemented
"""
_IMPURE_WORDS = """
    manual_seed seed initial_seed set_rng_state get_rng_state save load set_default_dtype
    set_default_device set_num_threads set_printoptions hub distributed multiprocessing
    set_grad_enabled cuda backends random __dict__ __class__ __globals__ register_buffer
    register_parameter register_module add_module register_forward_hook register_forward_pre_hook
    register_hook requires_grad_ train eval apply load_state_dict set_submodule compile
    current_stream from_file share_memory_ data_ptr _version grad grad_fn backward
"""
_BUILTINS = frozenset(_BUILTINS_WORDS.split())
_IMPURE = frozenset(_IMPURE_WORDS.split())
"""Names of torch that read or change something besides their arguments."""

_OVERRIDES = ("__call__", "__getattr__", "__getattribute__", "__setattr__", "__torch_function__")
_NOT_RUN_WORDS = """
    __init__ __new__ __repr__ __str__ __del__ __init_subclass__ __setstate__ __getstate__ __eq__
    __hash__ __post_init__ __replace__ __reduce__ __deepcopy__ __copy__ __class_getitem__
"""
_NOT_RUN = frozenset(_NOT_RUN_WORDS.split())
_PACKAGES = ("torch", "math", "typing", "collections", "abc", "builtins", "operator", "itertools")
_SOURCES = ("torch.", "math", "_operator", "operator", "builtins", "itertools")

Read = Callable[[], Hashable]
"""Looks up now what the code would find under one of its outer names."""


class ImpureError(Exception):
    """The code may depend on more than its arguments; the message says on what."""


def outer_reads(code: frozenset[object]) -> list[Read]:
    """The outer values that these classes and functions read. Raises ImpureError.

    Calls of them with equal arguments, on modules of one signature, do the same as long as all
    these values are what they were.
    """
    reader = _Reader()
    for thing in code:
        reader.add(thing)
    reader.read()
    return reader.reads


class _Reader:
    def __init__(self) -> None:
        self.reads: list[Read] = []
        self._names = {"forward"}
        self._classes: dict[type, None] = {}
        self._functions: dict[types.FunctionType, None] = {}
        self._entered: set[tuple[type, str]] = set()

    def add(self, thing: object) -> None:
        """Take in a class or function of which the code makes use."""
        if isinstance(thing, types.FunctionType):
            self._functions[thing] = None
        elif isinstance(thing, type):
            if not _is_known(thing):
                self._classes[thing] = None
        elif not _is_known_function(thing):
            raise ImpureError(repr(thing))

    def read(self) -> None:
        """Follow the names until no code is left to look at."""
        done: set[types.FunctionType] = set()
        while True:
            for kind in list(self._classes):
                self._read_class(kind)
            waiting = [function for function in self._functions if function not in done]
            if not waiting:
                return
            for function in waiting:
                done.add(function)
                self._read_function(function)

    def _read_class(self, kind: type) -> None:
        for base in kind.__mro__:
            if _is_known(base):
                continue
            for name, value in vars(base).items():
                if name in _OVERRIDES:
                    raise ImpureError(f"{base.__name__}.{name}")
                special = name.startswith("__") and isinstance(value, types.FunctionType)
                wanted = name in self._names or (special and name not in _NOT_RUN)
                if wanted and (base, name) not in self._entered:
                    self._entered.add((base, name))
                    self._take_member(base, name, value)

    def _take_member(self, base: type, name: str, value: object) -> None:
        if isinstance(value, (staticmethod, classmethod)):
            value = value.__func__
        if isinstance(value, property):
            value = value.fget
        self._take(value)
        members = vars(base)
        self.reads.append(lambda: _plainly(members.get(name)))

    def _read_function(self, function: types.FunctionType) -> None:
        if not belongs_to_torch(function.__code__):
            self._read_code(function)
        for cell in function.__closure__ or ():
            self._take(cell.cell_contents)
            self.reads.append(lambda cell=cell: _plainly(cell.cell_contents))  # type: ignore[misc]
        for value in (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()):
            self._take(value)

    def _read_code(self, function: types.FunctionType) -> None:
        if code_changes_something(function.__code__):
            raise ImpureError(f"{function.__qualname__} changes what is not its own")
        outer = function.__globals__
        names = names_in(function.__code__)
        self._names |= names
        if names & _IMPURE:
            raise ImpureError(", ".join(names & _IMPURE))
        for name in outer_names_in(function.__code__):
            if name in outer:
                self._take(outer[name])
                self.reads.append(lambda name=name: _plainly(outer.get(name)))  # type: ignore[misc]
            elif name not in _BUILTINS and hasattr(builtins, name):
                raise ImpureError(name)

    def _take(self, value: object) -> None:
        """A value from outside: plain, known, or code to be read as well."""
        if type(value) in PLAIN:
            return
        if isinstance(value, tuple) and type(value) is tuple:
            if not all(type(part) in PLAIN for part in value):
                raise ImpureError("a tuple")
        elif isinstance(value, types.ModuleType):
            if value.__name__.partition(".")[0] not in _PACKAGES:
                raise ImpureError(value.__name__)
        elif isinstance(value, types.MethodType):
            if not type(value.__self__).__module__.startswith("torch."):
                raise ImpureError(repr(value))
        elif isinstance(value, type):
            if not _is_known(value) and not issubclass(value, nn.Module):
                raise ImpureError(value.__name__)
            self.add(value)
        else:
            self.add(value)


def _plainly(value: object) -> Hashable:
    """The value with its type, since ``1 == True``."""
    return type(value), value


def _is_known(kind: type) -> bool:
    """Whether a class is torch's or Python's own."""
    module = kind.__module__
    return module.partition(".")[0] in _PACKAGES and (
        not issubclass(kind, nn.Module) or module.startswith("torch.nn.")
    )


def _is_known_function(thing: object) -> bool:
    if isinstance(thing, types.BuiltinFunctionType):
        return (getattr(thing, "__module__", None) or "?").startswith(_SOURCES) or (
            getattr(math, thing.__name__, None) is thing
            or getattr(torch, thing.__name__, None) is thing
            or getattr(nn.functional, thing.__name__, None) is thing
        )
    return False


@lru_cache(_REMEMBERED)
def code_changes_something(code: types.CodeType) -> bool:
    """Whether the code, or a function inside it, changes an attribute or a name outside of it."""
    for part in _with_inner(code):
        used = frozenset(part.co_code[::2])
        if used & _CHANGING or (_STORE_DEREF in used and set(code.co_freevars) - {"__class__"}):
            return True
    return False


@lru_cache(_REMEMBERED)
def names_in(code: types.CodeType) -> frozenset[str]:
    """Names of attributes and of outer things in the code and in the functions inside it."""
    return frozenset(name for part in _with_inner(code) for name in part.co_names)


@lru_cache(_REMEMBERED)
def outer_names_in(code: types.CodeType) -> frozenset[str]:
    """Those of them that are looked up outside of the function."""
    return frozenset(
        str(instruction.argval)
        for part in _with_inner(code)
        for instruction in dis.get_instructions(part)
        if instruction.opname in ("LOAD_GLOBAL", "LOAD_NAME")
    )


def _with_inner(code: types.CodeType) -> Iterator[types.CodeType]:
    stack = [code]
    while stack:
        part = stack.pop()
        yield part
        stack += [inner for inner in part.co_consts if isinstance(inner, types.CodeType)]
