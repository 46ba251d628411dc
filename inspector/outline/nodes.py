"""The outline: the statements and expressions of a file as frozen values.

Nodes compare by what they say, not by where they stand: `span` is left out of equality. What
the outline does not take apart stays `Code`, the text as written, with the calls inside it kept
as nodes between its pieces. So nothing in a file is ever lost or reformatted.
"""

from dataclasses import dataclass, field, fields
from typing import Literal, TypeAlias

from inspector.source.span import Span


@dataclass(frozen=True, slots=True)
class Node:
    """Anything in an outline. `span` is None for a node that no text holds yet."""

    span: Span | None = field(default=None, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Code(Node):
    """Any expression, or the header of a region: text pieces with nodes between them.

    ``X @ f(X) + 1`` has the pieces ``"X @ "`` and ``" + 1"`` around the call ``f(X)``. There is
    always one piece more than there are holes, and no hole is itself `Code`.
    """

    pieces: tuple[str, ...]
    holes: tuple["Structure", ...] = ()

    @property
    def text(self) -> str:
        """The text, if the expression holds no calls; otherwise ``…`` stands for each."""
        return "…".join(self.pieces)


@dataclass(frozen=True, slots=True)
class Argument(Node):
    """One argument of a call, or one item of a list or tuple (then without keyword)."""

    value: "Expression"
    keyword: str | None = None
    star: Literal["", "*", "**"] = ""


@dataclass(frozen=True, slots=True)
class Call(Node):
    """``function(arguments)``."""

    function: "Expression"
    arguments: tuple[Argument, ...] = ()

    @property
    def name(self) -> str:
        """The function as written, such as ``nn.Linear``; ``…`` stands for calls in it."""
        return self.function.text if isinstance(self.function, Code) else "…"


@dataclass(frozen=True, slots=True)
class Display(Node):
    """``[a, b]``, ``(a, b)`` or ``{a, b}``."""

    kind: Literal["list", "tuple", "set"]
    items: tuple[Argument, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry(Node):
    """``key: value`` in a dict; the key of ``**value`` is None."""

    key: "Expression | None"
    value: "Expression"


@dataclass(frozen=True, slots=True)
class Dict(Node):
    """``{key: value}``."""

    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Comprehension(Node):
    """``[element for _ in range(6)]``; `clauses` is all from ``for`` on."""

    kind: Literal["list", "set", "generator"]
    element: "Expression"
    clauses: Code


Structure: TypeAlias = Call | Display | Dict | Comprehension
Expression: TypeAlias = Code | Structure


@dataclass(frozen=True, slots=True)
class Assign(Node):
    """``target = value``; the operator may be ``+=``, and the target carries its annotation."""

    target: str
    value: Expression
    operator: str = "="


@dataclass(frozen=True, slots=True)
class Evaluate(Node):
    """An expression as a statement."""

    value: Expression


@dataclass(frozen=True, slots=True)
class Return(Node):
    """``return value``."""

    value: Expression | None = None


@dataclass(frozen=True, slots=True)
class Other(Node):
    """A statement that is not taken apart: imports, ``pass``, ``assert``, ``match``, …"""

    code: Code


@dataclass(frozen=True, slots=True)
class Clause(Node):
    """One header and its block, such as ``while X.sum() > 1`` or ``else``."""

    header: Code
    body: tuple["Statement", ...]


@dataclass(frozen=True, slots=True)
class Region(Node):
    """``for``, ``while``, ``if``, ``with`` or ``try`` with all its clauses."""

    clauses: tuple[Clause, ...]

    @property
    def kind(self) -> str:
        """The word it begins with; ``async for`` is ``for``."""
        return self.clauses[0].header.pieces[0].removeprefix("async ").split(maxsplit=1)[0]


@dataclass(frozen=True, slots=True)
class Function(Node):
    """A function or method; `header` is ``def forward(self, X)`` without the colon."""

    name: str
    header: str
    body: tuple["Statement", ...]
    decorators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Class(Node):
    """A class; `header` is ``class MLP(nn.Module)`` without the colon."""

    name: str
    header: str
    body: tuple["Statement", ...]
    decorators: tuple[str, ...] = ()


Simple: TypeAlias = Assign | Evaluate | Return | Other
Statement: TypeAlias = Simple | Region | Function | Class


@dataclass(frozen=True, slots=True)
class Outline(Node):
    """A whole file."""

    body: tuple[Statement, ...] = ()


PARTS: dict[type[Node], tuple[str, ...]] = {
    kind: tuple(each.name for each in fields(kind) if each.name != "span")
    for kind in Node.__subclasses__()
}
"""What each kind of node consists of, by the names of its fields; looked up once, as it is slow."""


def code(text: str) -> Code:
    """An expression that is nothing but text."""
    return Code((text,))
