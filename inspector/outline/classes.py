"""The classes of a file: which are modules, what their constructors take, what they hold."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from inspector.outline.heads import function_head
from inspector.outline.nodes import (
    Assign,
    Call,
    Class,
    Clause,
    Code,
    Evaluate,
    Expression,
    Function,
    Other,
    Outline,
    Region,
    Statement,
)
from inspector.source.parsing import expression_of


@dataclass(frozen=True)
class Parameter:
    """One parameter of a constructor or forward in the file."""

    name: str
    default: str | None = None
    """The default as written; None if the argument is required."""
    kind: str = ""
    """``*`` or ``**`` for the parameters that collect the rest."""
    annotation: str = ""
    """The type as written; empty without one."""
    by_keyword: bool = False
    """Whether it can be given by name alone."""

    @property
    def required(self) -> bool:
        return self.default is None and not self.kind


def classes(outline: Outline) -> dict[str, Class]:
    """The classes at the top level of a file, by name; a later one hides an earlier."""
    return {node.name: node for node in outline.body if isinstance(node, Class)}


def module_classes(outline: Outline) -> tuple[Class, ...]:
    """The classes that are modules, by their bases or those of their bases in the file."""
    known = classes(outline)
    return tuple(each for each in known.values() if _is_module(each, known))


def _is_module(node: Class, known: dict[str, Class]) -> bool:
    return any(
        base.endswith("Module") or base.startswith(("nn.", "torch."))
        for base in foreign_bases(node, known)
    )


def foreign_bases(node: Class, known: dict[str, Class]) -> Iterator[str]:
    """The bases that are not of this file, its own and those of its bases here, nearest first."""
    names = list(bases(node))
    for name in names:  # grows while it is walked
        if name in known:
            names += [each for each in bases(known[name]) if each not in names]
        else:
            yield name


def bases(node: Class) -> tuple[str, ...]:
    """The base classes as written."""
    return _bases(node.header)


@lru_cache(maxsize=10_000)
def _bases(header: str) -> tuple[str, ...]:
    try:
        (tree,) = ast.parse(f"{header}: pass").body
    except SyntaxError:
        return ()
    return tuple(map(ast.unparse, tree.bases)) if isinstance(tree, ast.ClassDef) else ()


def method(node: Class, name: str) -> Function | None:
    """A method defined in the class itself."""
    found = [each for each in node.body if isinstance(each, Function) and each.name == name]
    return found[-1] if found else None


def said_of(node: Class) -> str:
    """The first line of the docstring of a class; empty without one."""
    match node.body[:1]:
        case (Evaluate(Code(holes=()) as said),):
            tree = expression_of(said.text)
            if isinstance(tree, ast.Constant) and isinstance(tree.value, str):
                return next(iter(tree.value.strip().splitlines()), "")
    return ""


def inherited_method(node: Class, name: str, known: dict[str, Class]) -> Function | None:
    """A method of the class or of the nearest base in the file."""
    seen: set[str] = set()
    current: Class | None = node
    while current is not None and current.name not in seen:
        seen.add(current.name)
        found = method(current, name)
        if found is not None:
            return found
        current = next((known[base] for base in bases(current) if base in known), None)
    return None


def parameters(function: Function | None) -> tuple[Parameter, ...]:
    """What a method takes beside ``self``."""
    if function is None:
        return ()
    tree = function_head(function.header)
    if tree is None:
        return ()
    given = tree.args
    positional = [*given.posonlyargs, *given.args]
    defaults = [None] * (len(positional) - len(given.defaults)) + list(given.defaults)
    found = [_parameter(a, d) for a, d in zip(positional, defaults, strict=True)][1:]
    if given.vararg:
        found.append(Parameter(given.vararg.arg, kind="*"))
    pairs = zip(given.kwonlyargs, given.kw_defaults, strict=True)
    found += [replace(_parameter(each, default), by_keyword=True) for each, default in pairs]
    if given.kwarg:
        found.append(Parameter(given.kwarg.arg, kind="**"))
    return tuple(found)


def _parameter(argument: ast.arg, default: ast.expr | None) -> Parameter:
    annotation = ast.unparse(argument.annotation) if argument.annotation is not None else ""
    written = ast.unparse(default) if default is not None else None
    return Parameter(argument.arg, written, annotation=annotation)


def is_dataclass(node: Class) -> bool:
    """Whether a decorator writes the constructor of the class from its fields."""
    return any(each.partition("(")[0].endswith("dataclass") for each in node.decorators)


def dataclass_fields(node: Class) -> tuple[Parameter, ...]:
    """The fields of a dataclass; ``…`` is the default of ``field(default_factory=list)``."""
    found: list[Parameter] = []
    for each in node.body:
        default: str | None = None
        match each:
            case Assign(target=target, value=value):
                default = value.text if isinstance(value, Code) else "…"
            case Other(code=Code(pieces=(target, *_))):
                pass
            case _:
                continue
        name, colon, _ = target.partition(":")
        if colon and name.strip().isidentifier():
            found.append(Parameter(name.strip(), default))
    return tuple(found)


def statements_within(body: Sequence[Statement]) -> Iterator[Statement]:
    """The statements of a block and of the regions in it, in their order."""
    stack: list[Statement | Clause] = list(reversed(body))
    while stack:
        node = stack.pop()
        if isinstance(node, Clause):
            stack.extend(reversed(node.body))
            continue
        yield node
        if isinstance(node, Region):
            stack.extend(reversed(node.clauses))


def members(node: Class) -> dict[str, Expression]:
    """What ``__init__`` assigns first to attributes of ``self``, by attribute, in order."""
    found: dict[str, Expression] = {}
    for attribute, value in assigned(node):
        found.setdefault(attribute, value)
    return found


def assigned(node: Class) -> Iterator[tuple[str, Expression]]:
    """The attributes of ``self`` with what ``__init__`` assigns to them, each time it does."""
    init = method(node, "__init__")
    for statement in statements_within(init.body) if init else ():
        if isinstance(statement, Assign) and statement.operator == "=":
            target = statement.target.partition(":")[0].strip()
            attribute = target.removeprefix("self.")
            if attribute != target and attribute.isidentifier():
                yield attribute, statement.value


def buffers(node: Class) -> dict[str, Expression]:
    """What ``__init__`` registers as buffers by names that stand there, in order."""
    init = method(node, "__init__")
    found: dict[str, Expression] = {}
    for statement in statements_within(init.body) if init else ():
        name = registered_name(statement)
        if name and isinstance(statement, Evaluate) and isinstance(statement.value, Call):
            found.setdefault(name, statement.value.arguments[1].value)
    return found


def registered_name(statement: Statement) -> str:
    """``mask`` for ``self.register_buffer("mask", …)``; empty for any other statement."""
    made = statement.value if isinstance(statement, Evaluate) else None
    if not isinstance(made, Call) or made.name != "self.register_buffer":
        return ""
    if len(made.arguments) < 2 or not isinstance(made.arguments[0].value, Code):
        return ""
    text = made.arguments[0].value.text
    name = text[1:-1]
    return name if text[:1] in ("'", '"') and name.isidentifier() else ""
