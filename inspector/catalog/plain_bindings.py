"""What a file defines itself: variables, attributes, and other names for Python modules."""

import ast
from dataclasses import dataclass, field

from inspector.catalog.plain_names import PlainNames

_REGISTRATIONS = ("add_module", "register_module", "register_buffer", "register_parameter")


@dataclass
class Bindings:
    """The names of one file, whatever the scope."""

    modules: dict[str, str] = field(default_factory=dict)
    """Alias to Python module: ``F`` is ``torch.nn.functional``."""
    imported: set[str] = field(default_factory=set)
    """What is imported from a module, and is no module itself."""
    variables: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)


def bindings(nodes: list[ast.AST], names: PlainNames) -> Bindings:
    """Collect what the nodes of a file bind; of two modules of one name, the first."""
    found = Bindings()
    for node in nodes:
        match node:
            case ast.Import(aliases):
                for alias in aliases:
                    _import(alias, names, found)
            case ast.ImportFrom(module=str(module), names=aliases, level=0):
                for alias in aliases:
                    _import_from(module, alias, names, found)
            case ast.Name(id=name, ctx=ast.Store()) | ast.ExceptHandler(name=str(name)):
                found.variables.add(name)
            case ast.arg(arg=name):
                found.variables.add(name)
                found.attributes.add(name)
            case ast.FunctionDef(name=name):
                found.variables.add(name)
                found.attributes.add(name)
            case ast.ClassDef(name=name, body=body):
                found.variables.add(name)
                found.attributes.update(_assigned(body))
            case ast.Attribute(attr=name, ctx=ast.Store()):
                found.attributes.add(name)
            case ast.Call(
                func=ast.Attribute(attr=registration), args=[ast.Constant(str(name)), *_]
            ):
                if registration in _REGISTRATIONS:
                    found.attributes.add(name)
    return found


def _import(alias: ast.alias, names: PlainNames, found: Bindings) -> None:
    if alias.name in names.modules:
        bound = alias.asname or alias.name.partition(".")[0]
        found.modules.setdefault(bound, alias.name if alias.asname else bound)


def _import_from(module: str, alias: ast.alias, names: PlainNames, found: Bindings) -> None:
    bound = alias.asname or alias.name
    if f"{module}.{alias.name}" in names.modules:
        found.modules.setdefault(bound, f"{module}.{alias.name}")
    else:
        found.variables.add(bound)
        found.imported.add(bound)


def _assigned(body: list[ast.stmt]) -> set[str]:
    """What a class body assigns to, besides its methods."""
    targets = [
        target
        for statement in body
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        for target in (
            statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        )
    ]
    return {target.id for target in targets if isinstance(target, ast.Name)}
