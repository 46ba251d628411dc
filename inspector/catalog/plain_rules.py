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

_ONLY_WITH_A_DOT = "A module of Python is plain only with a dot behind it."
_LONGEST_CHAIN = 8
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
            if isinstance(node, ast.Attribute):
                chain, root = _chain(node)
                yield from self._attributes(chain, root)
                if not (isinstance(root, ast.Name) and root.id in self._bound.modules):
                    pending.append((root, parameters))
                continue
            yield from self._check(node, parameters)
            pending.extend(inside(node, parameters))

    def _check(self, node: ast.AST, parameters: frozenset[str]) -> Iterator[Finding]:
        match node:
            case ast.Import() | ast.ImportFrom():
                yield from self._import(node)
            case ast.FunctionDef():
                yield from self._function(node)
            case ast.ClassDef():
                yield from self._class(node)
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
            yield _finding(node, name, _ONLY_WITH_A_DOT)
        elif name in self._barred_builtins:
            if name not in parameters:
                yield _finding(node, name, "This function of Python is not plain.")
        elif name not in self._bound.variables and name not in self._names.builtins:
            yield _finding(node, name, "This name is not defined in the file.")

    def _attributes(self, chain: list[ast.Attribute], root: ast.expr) -> Iterator[Finding]:
        """Judge all of ``torch.nn.functional.relu`` at once, from the inside out."""
        name = root.id if isinstance(root, ast.Name) else ""
        is_imported = name in self._bound.modules or name in self._bound.imported
        if is_imported and not isinstance(chain[-1].ctx, ast.Load):
            yield _finding(chain[-1], _dotted(chain[-1]), "What is imported may not be changed.")
        module = self._bound.modules.get(name)
        for node in chain:
            inner = f"{module}.{node.attr}"
            if module is None:
                yield from self._attribute(node)
            elif inner in self._names.modules:
                module = inner
            else:
                if node.attr not in self._names.modules[module]:
                    reason = f"Of {module}, this is not on the list of plain names."
                    yield _finding(node, _dotted(node), reason)
                module = None
        if module is not None:
            yield _finding(chain[-1], _dotted(chain[-1]), _ONLY_WITH_A_DOT)

    def _attribute(self, node: ast.Attribute) -> Iterator[Finding]:
        """An attribute of an object that is not a module of Python."""
        name = node.attr
        if name.startswith("_"):
            reason = "Names that begin with an underscore are not plain."
            yield _finding(node, _dotted(node), reason)
        elif name not in self._names.attributes and (
            name in self._names.refused or name not in self._bound.attributes
        ):
            yield _finding(node, _dotted(node), "This attribute is not on the list of plain names.")


def _finding(node: ast.AST, text: str, reason: str) -> Finding:
    return Finding(getattr(node, "lineno", 1), text, reason)


def _chain(node: ast.Attribute) -> tuple[list[ast.Attribute], ast.expr]:
    """The attributes of ``a.b.c`` from the inside out, and what they are attributes of."""
    chain = [node]
    while isinstance(chain[-1].value, ast.Attribute):
        chain.append(chain[-1].value)
    return chain[::-1], chain[-1].value


def _dotted(node: ast.expr) -> str:
    """The last names of a chain of attributes and calls, behind ``…`` for anything else."""
    names: list[str] = []
    for _ in range(_LONGEST_CHAIN):
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
    names.append(node.id if isinstance(node, ast.Name) else "…")
    return ".".join(reversed(names))
