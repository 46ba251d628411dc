"""A class of the file with all that it has from its bases, as one."""

import ast
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from inspector.edits.edit import EditError
from inspector.edits.inline_code import Source, Splice, attribute_of_self, is_literal
from inspector.edits.inline_names import KEEPERS, Members
from inspector.edits.items import unique
from inspector.edits.members import is_docstring
from inspector.edits.names import RESERVED
from inspector.outline.classes import bases, classes, method
from inspector.outline.emit import Emitter
from inspector.outline.expressions import text_of
from inspector.outline.nodes import Assign, Class, Function, Outline

_MODULE = ("nn.Module", "torch.nn.Module", "Module")


@dataclass(frozen=True)
class Method:
    """One method of a class: its header, and its statements as text."""

    function: Function
    text: str


@dataclass(frozen=True)
class Whole:
    """A class as one. What a base defines anew for ``super()`` has a name of its own."""

    name: str
    line: tuple[str, ...]
    """It and its bases in the file, by name."""
    methods: dict[str, Method]
    attributes: tuple[str, ...]
    """What is assigned to ``self``, in the order of the text."""
    settled: frozenset[str]
    """The attributes that are assigned in one place only."""
    constants: dict[str, str]

    def members(self, attribute: str, taken: Collection[str]) -> Members:
        """The members as those of another class, which called this one `attribute`."""
        names: dict[str, str] = {}
        for each in self.attributes:
            hidden = "_" if each.startswith("_") else ""
            wanted = f"{hidden}{attribute}_{each.lstrip('_')}"
            names[each] = unique(wanted, {*taken, *names.values()})
        methods = {each: f"{attribute}.{each}" for each in self.methods}
        return Members(names, self.constants, methods, settled=self.settled)


def whole(outline: Outline, owner: Class) -> Whole:
    """A class with its bases. Raises EditError if it is more than the file tells."""
    line = _line(outline, owner)
    methods: dict[str, Method] = {}
    constants: dict[str, str] = {}
    for depth, each in enumerate(line):
        for node in each.body:
            if isinstance(node, Function):
                text = _without_super(node, line, depth)
                _refuse_what_torch_calls(owner, node)
                found = Method(node, text)
                methods.setdefault(node.name, found)
                methods[_of_base(depth, node.name)] = found
            elif isinstance(node, Assign) and node.target.partition(":")[0].isidentifier():
                name, value = node.target.partition(":")[0].strip(), text_of(node.value)
                constants.setdefault(name, value if is_literal(value) else f"{each.name}.{name}")
    assigned = Counter[str]()
    for found in {id(each): each for each in methods.values()}.values():
        assigned.update(_assigned(Source(found.text)))
    both = next((name for name in assigned if name in constants), None)
    if both is not None:
        raise EditError(f"{owner.name} keeps {both} twice, for the class and for itself.")
    settled = frozenset(name for name, count in assigned.items() if count == 1)
    return Whole(
        owner.name, tuple(each.name for each in line), methods, tuple(assigned), settled, constants
    )


def _line(outline: Outline, owner: Class) -> list[Class]:
    """The class and its bases in the file, up to ``nn.Module``."""
    known, line = classes(outline), [owner]
    while True:
        if line[-1].decorators:
            raise EditError(f"{line[-1].name} is decorated; edit it in the code.")
        found = bases(line[-1])
        if len(found) != 1:
            number = "several classes" if found else "no module"
            raise EditError(f"{line[-1].name} is built on {number}; edit it in the code.")
        if found[0] in _MODULE:
            return line
        base = known.get(found[0])
        if base is None or base in line:
            raise EditError(
                f"{line[-1].name} is built on {found[0]}, which is not written in this file."
            )
        line.append(base)


def _refuse_what_torch_calls(owner: Class, node: Function) -> None:
    own = ("__init__", "forward", "extra_repr")
    is_called = node.name in RESERVED or node.name.startswith(("__", "_load_from", "_save_to"))
    if is_called and node.name not in own:
        raise EditError(f"{owner.name} defines {node.name}, which is lost when it is written out.")


def _of_base(depth: int, name: str) -> str:
    return f"_super{depth}_{name}"


def _without_super(node: Function, line: list[Class], depth: int) -> str:
    """The statements of a method, with ``super().name`` as a method of another name."""
    body = [each for each in node.body if not is_docstring(each)]
    source = Source("\n".join(Emitter().statement(each, "") for each in body))
    splices: list[Splice] = []
    for call in ast.walk(source.tree):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            continue
        name, of = call.func.attr, ast.unparse(call.func.value)
        if of in ("super()", f"super({line[depth].name}, self)"):
            start, end = source.offsets(call.func)
            heir = _heir(line, depth, name)
            if heir is not None:
                splices.append(Splice(start, end, f"self.{_of_base(heir, name)}"))
            elif name == "__init__":
                splices.append(Splice(*source.offsets(call), "pass"))
        elif of in _MODULE and name == "__init__" and depth == len(line) - 1:
            splices.append(Splice(*source.offsets(call), "pass"))
    return source.spliced(splices)


def _heir(line: list[Class], depth: int, name: str) -> int | None:
    """Which class above this one defines a method first."""
    above = range(depth + 1, len(line))
    return next((each for each in above if method(line[each], name) is not None), None)


def _assigned(source: Source) -> list[str]:
    """The attributes of ``self`` that statements assign, each as often as they do."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(source.tree):
        match node:
            case ast.Attribute(attr=name, ctx=ast.Store()) if attribute_of_self(node):
                found.append((source.offsets(node)[0], name))
            case ast.Call(
                func=ast.Attribute(attr=keeper), args=[ast.Constant(value=str(name)), *_]
            ):
                if keeper in KEEPERS and attribute_of_self(node.func):
                    found.append((source.offsets(node)[0], name))
    return [name for _, name in sorted(found)]
