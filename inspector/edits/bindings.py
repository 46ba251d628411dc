"""What binds a name or an attribute: arguments, defaults, assignments, bodies of classes."""

import ast

from inspector.edits.edit import EditError
from inspector.edits.scopes import positional
from inspector.edits.syntax import within
from inspector.outline.heads import Definition


class UnknownError(EditError):
    """What a name stands for is not to be seen in the file; the message says why."""


def parameters(function: Definition) -> list[ast.arg]:
    """What a function takes, by place or by name."""
    given = function.args
    return [*given.posonlyargs, *given.args, *given.kwonlyargs]


def given_argument(call: ast.Call, function: Definition, name: str) -> ast.expr | None:
    """The argument that a call gives a parameter; None if it leaves it to the default."""
    for word in call.keywords:
        if word.arg == name:
            return word.value
    names = positional(function)
    at = names.index(name) if name in names else len(call.args)
    before = call.args[: at + 1]
    if any(isinstance(each, ast.Starred) for each in before):
        raise UnknownError(f"The arguments of {ast.unparse(call.func)}(…) come from a list.")
    return before[at] if at < len(before) else None


def default_of(function: Definition, name: str) -> ast.expr | None:
    """The default of a parameter; None if it has none."""
    given = function.args
    plain = [*given.posonlyargs, *given.args]
    pairs = [*zip(reversed(plain), reversed(given.defaults), strict=False)]
    found: dict[str, ast.expr | None] = {each.arg: default for each, default in pairs}
    found |= {
        each.arg: default for each, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)
    }
    return found.get(name)


def assignments(body: ast.AST, name: str) -> list[ast.AST]:
    """The statements and loops that give a name a value, of those that run with the body."""
    found: list[ast.AST] = []
    for node in within(body):
        match node:
            case ast.Assign(targets=targets):
                bound: list[ast.expr] = targets
            case ast.AnnAssign() | ast.AugAssign() | ast.For() | ast.comprehension():
                bound = [node.target]
            case ast.NamedExpr(target=target):
                bound = [target]
            case _:
                continue
        if any(binds(target, name) for target in bound):
            found.append(node)
    return found


def binds(target: ast.expr, name: str) -> bool:
    """Whether the target of an assignment or loop gives a name its value."""
    names = (each for each in ast.walk(target) if isinstance(each, ast.Name))
    return any(each.id == name and isinstance(each.ctx, ast.Store) for each in names)


def attribute_values(init: Definition, attribute: str) -> list[ast.expr]:
    """What ``self.attribute`` is set to in a constructor."""
    return [
        node.value
        for node in within(init)
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if ast.unparse(target) == f"self.{attribute}"
    ]


def class_value(owner: ast.ClassDef, name: str) -> ast.expr | None:
    """The value of an attribute of a class, such as the default of a dataclass."""
    for each in owner.body:
        match each:
            case ast.AnnAssign(target=ast.Name(id=found), value=value) if found == name:
                return value
            case ast.Assign(targets=[ast.Name(id=found)], value=value) if found == name:
                return value
    return None
