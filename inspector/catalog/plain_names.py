"""The names that a file may use without being asked about: they touch no file, code or memory."""

import builtins
import types
from functools import cache

import msgspec

from inspector.resource_files import resource

_LOOKING_INSIDE = (
    types.AsyncGeneratorType,
    types.BuiltinFunctionType,
    types.CellType,
    types.CodeType,
    types.CoroutineType,
    types.FrameType,
    types.FunctionType,
    types.GeneratorType,
    types.MappingProxyType,
    types.MethodType,
    types.ModuleType,
    types.TracebackType,
    property,
    staticmethod,
    super,
    type,
)
"""Types through whose attributes one gets from an object to the code that made it."""


class PlainNames(msgspec.Struct, frozen=True):
    """The file resources/plain_names.json: exact names, read from the installed torch."""

    modules: dict[str, frozenset[str]]
    """For each Python module that may be imported, what may be used of it."""
    builtins: frozenset[str]
    attributes: frozenset[str]
    """What may be used of any object."""
    refused: frozenset[str]
    """What objects have besides; a file does not get at it by defining the same name itself."""


@cache
def plain_names() -> PlainNames:
    """The shipped names, read once."""
    names = msgspec.json.decode(resource("plain_names.json").read_bytes(), type=PlainNames)
    inside = {name for each in _LOOKING_INSIDE for name in dir(each)} | {"with_traceback"}
    return msgspec.structs.replace(names, refused=(names.refused | inside) - names.attributes)


@cache
def refused_builtins() -> frozenset[str]:
    """Python's own functions that are not plain, such as ``open`` and ``getattr``."""
    return frozenset(dir(builtins)) - plain_names().builtins
