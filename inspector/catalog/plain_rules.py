"""The rules by which a syntax tree is plain, one for each kind of node that could reach out.

Python modules such as torch are used with a dot only and never passed on, so what is reached
through them is known exactly. All other objects are tensors, modules, numbers and containers, whose
attributes are allowed by name.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from inspector.catalog.plain_bindings import Bindings
from inspector.catalog.plain_names import PlainNames, refused_builtins
from inspector.catalog.plain_walk import PLAIN_NODES, Scoped, inside

_DECORATORS = ("staticmethod", "property")


@dataclass(frozen=True)
class Finding:
    """One thing in a text that is not plain."""

    line: int
    text: str
    """What stands there, such as ``torch.load``."""
    reason: str


class Rules:
    """Applies the rules to one tree, without recursion."""

    def __init__(self, names: PlainNames, bound: Bindings) -> None:
        self._names = names
        self._bound = bound
        self._barred_builtins = refused_builtins()
        self._top: set[int] = set()

    def findings(self, tree: ast.Module) -> Iterator[Finding]:
        """What is not plain, in any order."""
        self._top = {id(each) for each in tree.body}
        pending: list[Scoped] = [(each, frozenset()) for each in tree.body]
        while pending:
            node, parameters = pending.pop()
            if not isinstance(node, PLAIN_NODES):
                yield _finding(node, type(node).__name__.lower(), "This kind of code is not plain.")
                continue
            yield from self._check(node, parameters)
            if not (isinstance(node, ast.Attribute) and self._module_of(node.value)):
                pending.extend(inside(node, parameters))

    def _check(self, node: ast.AST, parameters: frozenset[str]) -> Iterator[Finding]:
        match node:
            case ast.Import() | ast.ImportFrom():
                yield from self._import(node)
            case ast.FunctionDef():
                yield from self._function(node)
            case ast.ClassDef():
                yield from self._class(node)
            case ast.Attribute():
                yield from self._attribute(node)
            case ast.Name():
                yield from self._name(node, parameters)
            case ast.arg(arg=name) | ast.keyword(arg=str(name)):
                yield from self._new_name(node, name)
            case ast.ExceptHandler(name=str(name)):
                yield from self._new_name(node, name)

    def _import(self, node: ast.Import | ast.ImportFrom) -> Iterator[Finding]:
        for alias in node.names:
            if isinstance(node, ast.Import):
                text, is_plain = f"import {alias.name}", alias.name in self._names.modules
            else:
                module = node.module if node.level == 0 else None
                text = f"from {'.' * node.level}{node.module or ''} import {alias.name}"
                is_plain = alias.name in self._names.modules.get(module or "", ())
                is_plain = is_plain or f"{module}.{alias.name}" in self._names.modules
            bound = alias.asname or alias.name
            if id(node) not in self._top:
                # In a class it would make a module of Python an attribute.
                yield _finding(node, text, "Imports are plain at the top level of a file only.")
            elif not is_plain:
                yield _finding(node, text, "This import is not on the list of plain ones.")
            elif bound.startswith("_"):
                yield _finding(node, text, "Names that begin with an underscore are not plain.")
            elif self._means_something_else(node, alias):
                yield _finding(node, text, "The name it is imported as has a second meaning.")

    def _means_something_else(self, node: ast.Import | ast.ImportFrom, alias: ast.alias) -> bool:
        """Whether the alias stands for a module here and for something else elsewhere."""
        if isinstance(node, ast.Import):
            bound = alias.asname or alias.name.partition(".")[0]
            meant = alias.name if alias.asname else bound
        else:
            bound, meant = alias.asname or alias.name, f"{node.module}.{alias.name}"
        known = self._bound.modules.get(bound)
        return known is not None and (known != meant or bound in self._bound.variables)

    def _function(self, node: ast.FunctionDef) -> Iterator[Finding]:
        if node.name != "__init__":
            yield from self._new_name(node, node.name)
        yield from self._decorators(node)

    def _class(self, node: ast.ClassDef) -> Iterator[Finding]:
        yield from self._new_name(node, node.name)
        yield from self._decorators(node)
        for keyword in node.keywords:
            yield _finding(node, f"{keyword.arg or '**'}=…", "A class with keywords is not plain.")

    def _decorators(self, node: ast.FunctionDef | ast.ClassDef) -> Iterator[Finding]:
        for each in node.decorator_list:
            is_method = isinstance(node, ast.FunctionDef)
            if not (is_method and isinstance(each, ast.Name) and each.id in _DECORATORS):
                reason = "Only @staticmethod and @property are plain."
                yield _finding(each, f"@{_dotted(each)}", reason)

    def _new_name(self, node: ast.AST, name: str) -> Iterator[Finding]:
        if name.startswith("_") and name != "_":
            yield _finding(node, name, "Names that begin with an underscore are not plain.")
        elif name in self._bound.modules and not isinstance(node, ast.keyword):
            yield _finding(node, name, "It is also the name of an imported module.")

    def _name(self, node: ast.Name, parameters: frozenset[str]) -> Iterator[Finding]:
        name = node.id
        if not isinstance(node.ctx, ast.Load):
            yield from self._new_name(node, name)
        elif name.startswith("_"):
            if name != "_" or "_" not in self._bound.variables:
                yield _finding(node, name, "Names that begin with an underscore are not plain.")
        elif name in self._bound.modules:
            yield _finding(node, name, "A module of Python is plain only with a dot behind it.")
        elif name in self._barred_builtins:
            if name not in parameters:
                yield _finding(node, name, "This function of Python is not plain.")
        elif name not in self._bound.variables and name not in self._names.builtins:
            yield _finding(node, name, "This name is not defined in the file.")

    def _attribute(self, node: ast.Attribute) -> Iterator[Finding]:
        module = self._module_of(node.value)
        if not isinstance(node.ctx, ast.Load) and self._is_imported(node):
            yield _finding(node, _dotted(node), "What is imported may not be changed.")
        elif module is not None:
            is_module = f"{module}.{node.attr}" in self._names.modules
            if is_module or node.attr not in self._names.modules[module]:
                reason = f"Of {module}, this is not on the list of plain names."
                yield _finding(node, _dotted(node), reason)
        elif node.attr.startswith("_"):
            reason = "Names that begin with an underscore are not plain."
            yield _finding(node, _dotted(node), reason)
        elif node.attr not in self._names.attributes and (
            node.attr in self._names.refused or node.attr not in self._bound.attributes
        ):
            yield _finding(node, _dotted(node), "This attribute is not on the list of plain names.")

    def _is_imported(self, node: ast.expr) -> bool:
        while isinstance(node, ast.Attribute):
            node = node.value
        known = (self._bound.modules, self._bound.imported)
        return isinstance(node, ast.Name) and any(node.id in each for each in known)

    def _module_of(self, node: ast.expr) -> str | None:
        """The Python module that the expression stands for, such as ``torch.nn``."""
        attributes = []
        while isinstance(node, ast.Attribute):
            attributes.append(node.attr)
            node = node.value
        module = self._bound.modules.get(node.id) if isinstance(node, ast.Name) else None
        while attributes and module is not None:
            inner = f"{module}.{attributes.pop()}"
            module = inner if inner in self._names.modules else None
        return module


def _finding(node: ast.AST, text: str, reason: str) -> Finding:
    return Finding(getattr(node, "lineno", 1), text, reason)


def _dotted(node: ast.expr) -> str:
    """The names of a chain of attributes, behind ``…`` for anything else."""
    names: list[str] = []
    while isinstance(node, ast.Attribute | ast.Call):
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
        node = node.value if isinstance(node, ast.Attribute) else node.func
    names.append(node.id if isinstance(node, ast.Name) else "…")
    return ".".join(reversed(names))
