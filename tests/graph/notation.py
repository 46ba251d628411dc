"""Reports from a few lines of text, and graphs as text, so that tests can be read.

    input X 2x20
    net Sequential X -> b
      0 Linear(20, 5) X -> a 2x5
      relu() a -> b 2x5
    return b

A line is a call: of a module by its attribute and class, or of a function with brackets after
its name; then the tensors it reads, ``->`` and those it makes, each with its shape and, if it
is not float32, its dtype. Indentation nests. ``while HEADER x 3`` opens a loop whose lines begin
with their trip, ``1|``. ``constant``, ``parameter`` and ``buffer`` lines belong to the module
around them; ``child`` is a module that is never called. A call that ends in ``!`` fails.
"""

import re
from dataclasses import dataclass, field
from itertools import count
from math import prod
from typing import Any, TypeVar

import msgspec

from inspector.graph.graph import Graph
from inspector.report.model import (
    Buffer,
    Call,
    Constant,
    Failure,
    Frame,
    Input,
    Module,
    Parameter,
    Report,
    Role,
    Source,
    Tensor,
    Trip,
)

T = TypeVar("T", bound=msgspec.Struct)
_CALL = re.compile(
    r"(?P<name>[\w.\[\]]*) ?(?P<type>[\w.]*)(?:\((?P<arguments>.*?)\))?(?P<rest> .*)?$"
)
_TORCH = {
    "Sequential": "container",
    "ModuleList": "container",
    "Linear": "linear",
    "LazyLinear": "linear",
    "ReLU": "activation",
    "Conv2d": "conv",
    "BatchNorm2d": "batchnorm",
    "LSTM": "rnn",
}


@dataclass
class _Open:
    indent: int
    call: int | None = None
    path: str = ""
    frame: int | None = None
    returns: list[str] = field(default_factory=list)


class _Reader:
    def __init__(self) -> None:
        self.ids = count(1)
        self.tensors: dict[int, Tensor] = {}
        self.names: dict[str, int] = {}
        self.calls: dict[int, Call] = {}
        self.modules: dict[str, Module] = {}
        self.frames: dict[int, Frame] = {}
        self.inputs: list[Input] = []
        self.outputs: tuple[int, ...] = ()
        self.failure: Failure | None = None
        self.model = "model"
        self.open: list[_Open] = []
        self.sites: dict[tuple[str, str], int] = {}

    def read(self, text: str) -> Report:
        for line in text.splitlines():
            if line.strip():
                self.line(len(line) - len(line.lstrip()), line.strip())
        self.close(-1)
        return Report(
            model=self.model,
            inputs=tuple(self.inputs),
            modules=tuple(self.modules.values()),
            calls=tuple(self.calls.values()),
            frames=tuple(self.frames.values()),
            tensors=tuple(self.tensors.values()),
            outputs=self.outputs,
            failure=self.failure,
        )

    def line(self, indent: int, line: str) -> None:
        self.close(indent)
        word, _, rest = line.partition(" ")
        if word == "input":
            name, *shape = rest.split()
            self.inputs.append(Input(name, self.make(name, shape, "input", None)))
        elif word == "return":
            self.outputs = tuple(self.names[name] for name in rest.split())
        elif word in ("constant", "parameter", "buffer"):
            self.attribute(word, rest)
        elif word == "child":
            self.child(*rest.split())
        elif word in ("while", "for"):
            self.loop(indent, word, line)
        else:
            self.call(indent, line)

    def make(self, name: str, words: list[str], role: Role, producer: int | None) -> int:
        id = next(self.ids)
        shape = tuple(int(n) for n in words[0].split("x")) if words and words[0] != "()" else ()
        dtype = words[1] if len(words) > 1 else "float32"
        self.tensors[id] = Tensor(id, shape, dtype, "cpu", role, producer)
        self.names[name] = id
        return id

    def attribute(self, kind: str, rest: str) -> None:
        name, *words = rest.split()
        path = self.open[-1].path
        id = self.make(name, words, kind, None)  # type: ignore[arg-type]
        numel = prod(self.tensors[id].shape or ())
        module = self.modules[path]
        if kind == "parameter":
            parameters = (*module.parameters, Parameter(name, id, True, numel))
            module = changed(module, parameters=parameters)
        elif kind == "buffer":
            module = changed(module, buffers=(*module.buffers, Buffer(name, id, numel)))
        else:
            module = changed(module, constants=(*module.constants, Constant(name, id, numel)))
        self.modules[path] = module

    def child(self, name: str, written: str) -> None:
        path = _join(self.open[-1].path, name)
        type, _, arguments = written.rstrip(")").partition("(")
        self.modules[path] = Module(path, _qualified(type), self.open[-1].path, arguments=arguments)

    def loop(self, indent: int, kind: str, line: str) -> None:
        header, _, trips = line.rpartition(" x ")
        id = next(self.ids)
        outer = self.open[-1]
        self.frames[id] = Frame(
            id,
            outer.call,
            "while" if kind == "while" else "for",
            int(trips),
            self.site(line, outer.path),
            header,
            outer.frame,
        )
        self.open.append(_Open(indent, outer.call, outer.path, id))

    def call(self, indent: int, line: str) -> None:
        trip = None
        around = self.open[-1] if self.open else _Open(-1)
        if "|" in line:
            number, _, line = line.partition("|")
            assert around.frame is not None
            trip = Trip(around.frame, int(number))
            line = line.strip()
        failed = line.endswith("!")
        head, _, makes = line.rstrip("! ").partition("->")
        match = _CALL.match(head.strip())
        assert match, line
        id = next(self.ids)
        reads = [self.names[name] for name in (match["rest"] or "").split()]
        is_op = not match["type"]
        path = None if is_op else self.path(match["name"], around)
        self.calls[id] = Call(
            id,
            around.call,
            "op" if is_op else "module",
            path,
            match["name"] if is_op else match["type"],
            tuple(reads),
            frame=trip,
            source=self.site(line, around.path),
            arguments=match["arguments"] or "" if is_op else "",
            failed=failed,
        )
        if path is not None:
            self.called(path, match["type"], match["arguments"] or "", around)
        if failed:
            self.failure = Failure("forward", "RuntimeError", "it failed", module=path, call=id)
        opened = _Open(indent, id, path if path is not None else around.path)
        opened.returns = makes.split(",") if makes else []
        self.open.append(opened)
        made = [piece.split() for piece in opened.returns]
        outputs = [self.make(name, rest, "activation", id) for name, *rest in made if rest]
        self.calls[id] = changed(self.calls[id], outputs=tuple(outputs))

    def path(self, name: str, around: _Open) -> str:
        if around.call is None:
            self.model = name
            return ""
        return _join(around.path, name)

    def called(self, path: str, type: str, arguments: str, around: _Open) -> None:
        known = self.modules.get(path)
        parent = None if around.call is None else around.path
        source = self.site(f"{path} = {type}", "")
        module = known or Module(path, _qualified(type), parent, arguments=arguments, source=source)
        self.modules[path] = changed(module, calls=module.calls + 1)

    def site(self, line: str, path: str) -> Source:
        """The same for each call by the same words, whatever it makes."""
        written = line.partition("->")[0].rstrip()
        number = self.sites.setdefault((path, written), len(self.sites) + 1)
        return Source("model.py", number, 0, number, len(written))

    def close(self, indent: int) -> None:
        while self.open and self.open[-1].indent >= indent:
            done = self.open.pop()
            if done.frame is None and done.call is not None and done.returns:
                names = [piece.split()[0] for piece in done.returns]
                outputs = tuple(self.names[name] for name in names)
                self.calls[done.call] = changed(self.calls[done.call], outputs=outputs)


def report(text: str) -> Report:
    """The report that the lines describe."""
    return _Reader().read(text)


def text(graph: Graph) -> str:
    """The nodes, indented by container, each with the sources and labels of what it reads."""
    depths: dict[str | None, int] = {None: -1}
    lines = []
    for node in graph.nodes:
        depths[node.key] = depths[node.parent] + 1
        words = [node.title, node.type, f"({node.detail})" if node.detail else "", node.badge]
        reads = [
            f"{graph.nodes[graph.index[edge.source]].key}"
            + (f" [{edge.label}]" if edge.label else "")
            for edge in graph.edges
            if edge.target == node.key
        ]
        line = "  " * depths[node.key] + " ".join(word for word in words if word)
        lines.append(line + (f" <- {', '.join(reads)}" if reads else ""))
    return "\n".join(lines)


def _qualified(type: str) -> str:
    return f"torch.nn.modules.{_TORCH[type]}.{type}" if type in _TORCH else f"model.{type}"


def _join(parent: str, name: str) -> str:
    return f"{parent}.{name}" if parent else name


def changed(value: T, **changes: Any) -> T:
    """A copy with some fields replaced."""
    return msgspec.structs.replace(value, **changes)
