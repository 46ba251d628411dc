"""A static look at the text: where names and attributes were last assigned."""

import ast
from collections.abc import Iterator

from inspector.engine.recorder.syntax import span_of
from inspector.source.span import Span


class Assignments:
    """Places of assigned values in a text that is known to parse."""

    def __init__(self, text: str) -> None:
        tree = ast.parse(text)
        self.names: dict[str, Span] = {}
        """The value last assigned to each name at the top level."""
        self.attributes: dict[tuple[str, str], Span] = {}
        """The value last assigned to ``self.name`` in each class, by class and name."""
        for node in tree.body:
            for target, value in _assigned(node):
                if isinstance(target, ast.Name):
                    self.names[target.id] = span_of(value)
        self._read_classes(tree)

    def _read_classes(self, tree: ast.Module) -> None:
        stack: list[tuple[str, ast.stmt]] = [("", node) for node in tree.body]
        while stack:
            prefix, node = stack.pop()
            if isinstance(node, ast.ClassDef):
                name = prefix + node.name
                self._read_class(name, node)
                stack += [(f"{name}.", child) for child in node.body]
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                stack += [(f"{prefix}{node.name}.<locals>.", child) for child in node.body]
            else:
                stack += [
                    (prefix, c) for c in ast.iter_child_nodes(node) if isinstance(c, ast.stmt)
                ]

    def _read_class(self, name: str, node: ast.ClassDef) -> None:
        for inner in ast.walk(node):
            for target, value in _assigned(inner):
                if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
                    self.attributes[name, target.attr] = span_of(value)


def _assigned(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield target, node.value
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        yield node.target, node.value
