"""A piece of code as text and syntax tree: what its names are, and others in their places."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeGuard

from inspector.edits.edit import EditError
from inspector.edits.replacing import replacing
from inspector.outline.emit import indented
from inspector.source.lines import Lines
from inspector.source.parsing import expression_of, module_of
from inspector.source.span import Span

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_SAFE_HOLDERS = (
    *(ast.keyword, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Return, ast.Expr),
    *(ast.List, ast.Set, ast.Dict, ast.Slice),
)
"""What may hold any expression without parentheses."""
_ATOMS = (
    *(ast.Name, ast.Attribute, ast.Subscript, ast.Constant, ast.Call),
    *(ast.List, ast.Dict, ast.Set, ast.ListComp, ast.SetComp, ast.DictComp),
)


class Splice(NamedTuple):
    """Other text between two offsets."""

    start: int
    end: int
    text: str


class Source:
    """Some statements. Raises EditError if the text is not Python."""

    def __init__(self, text: str) -> None:
        tree = module_of(text)
        if tree is None:  # an expression on several lines
            text = f"({text})"
            tree = module_of(text)
        if tree is None:
            raise EditError("The code cannot be read; edit it in the code.")
        self.text = text
        self.tree = tree
        self._lines = Lines(text)
        self._parents = {
            id(child): node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)
        }

    def parent(self, node: ast.AST) -> ast.AST | None:
        """The node that holds this one."""
        return self._parents.get(id(node))

    def offsets(self, node: ast.expr | ast.stmt | ast.keyword) -> tuple[int, int]:
        """Where the text of a node begins and ends."""
        end_line, end_column = node.end_lineno or node.lineno, node.end_col_offset or 0
        return self._lines.offsets(Span(node.lineno, node.col_offset, end_line, end_column))

    def segment(self, node: ast.expr | ast.stmt) -> str:
        """The text of a node; a statement without the indentation of its lines."""
        start, end = self.offsets(node)
        text = self.text[start:end]
        if not isinstance(node, ast.stmt):
            return text
        if text.startswith("elif"):
            text = text.removeprefix("el")
        return indented(text, " " * node.col_offset, "")

    def statements(self, body: Sequence[ast.stmt]) -> list[str]:
        """The texts of the statements of a block."""
        return [self.segment(each) for each in body]

    def ancestors(self, node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
        """Each node around this one, with what of it holds the node, from the inside out."""
        inner, above = node, self.parent(node)
        while above is not None:
            yield above, inner
            inner, above = above, self.parent(above)

    def is_own(self, name: ast.Name) -> bool:
        """Whether a comprehension or lambda around a name binds it for itself."""
        return name.id in self.bound_around(name)

    def bound_around(self, node: ast.AST) -> set[str]:
        """The names that the comprehensions and lambdas around a place bind."""
        found: set[str] = set()
        inner: ast.AST = node
        for above, below in self.ancestors(node):
            if isinstance(above, ast.Lambda) and below is above.body:
                given = above.args
                every = [*given.posonlyargs, *given.args, *given.kwonlyargs]
                found |= {each.arg for each in every}
                found |= {each.arg for each in (given.vararg, given.kwarg) if each}
            elif isinstance(above, _COMPREHENSIONS):
                first = above.generators[0]
                if below is first and inner is first.iter:
                    continue
                targets = [part for each in above.generators for part in ast.walk(each.target)]
                found |= {part.id for part in targets if isinstance(part, ast.Name)}
            inner = below
        return found

    def stored(self) -> set[str]:
        """The variables that the statements assign or delete, but for their own of expressions."""
        found = {
            node.id
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
            if not self.is_own(node)
        }
        handlers = (node for node in ast.walk(self.tree) if isinstance(node, ast.ExceptHandler))
        return found | {each.name for each in handlers if each.name}

    def read(self) -> list[str]:
        """The variables that are read, each as often as it is."""
        return [
            node.id
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
            if not self.is_own(node)
        ]

    def put_in(self, node: ast.expr, text: str) -> Splice:
        """Other code in the place of an expression, in parentheses where they matter."""
        start, end = self.offsets(node)
        holder = self.parent(node)
        is_argument = isinstance(holder, ast.Call) and node is not holder.func
        is_index = isinstance(holder, ast.Subscript) and node is holder.slice
        is_open = is_argument or is_index or isinstance(holder, _SAFE_HOLDERS)
        tree = expression_of(text)
        if tree is None:  # its lines need parentheses to hang together
            return Splice(start, end, f"({text})")
        is_tuple = isinstance(tree, ast.Tuple)
        if isinstance(tree, _ATOMS) or (is_tuple and text.startswith("(")):
            is_open = True
        elif is_tuple:
            is_open = isinstance(holder, ast.Assign | ast.Return)
        return Splice(start, end, text if is_open else f"({text})")

    def spliced(self, splices: Sequence[Splice]) -> str:
        """The text with others in places that do not overlap."""
        text = self.text
        for start, end, new in sorted(splices, reverse=True):
            text = text[:start] + new + text[end:]
        return text


def attribute_of_self(node: ast.AST) -> TypeGuard[ast.Attribute]:
    """Whether a node is ``self.name``."""
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "self"
    )


def in_formatted(text: str, names: Mapping[str, str]) -> str:
    """An f-string with other code for names, dotted or not, in its fields.

    The places within f-strings are not known before Python 3.12. Raises EditError for code that
    would end the string.
    """
    for name, new in names.items():
        pattern = rf"(?<![\w.]){name.replace('.', '[.]')}\b"
        changed = replacing(pattern, new)(text)
        if changed != text and any(sign in new for sign in "\"'{}\\"):
            raise EditError(f"{name} stands in a text, where {new} cannot; edit it in the code.")
        text = changed
    return text


def is_simple(text: str) -> bool:
    """A name, attribute or literal: what may be written several times instead of once."""
    tree = expression_of(text)
    if isinstance(tree, ast.Tuple):
        return all(_is_plain(each) for each in tree.elts)
    return tree is not None and _is_plain(tree)


def _is_plain(tree: ast.expr) -> bool:
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
        tree = tree.operand
    while isinstance(tree, ast.Attribute):
        tree = tree.value
    return isinstance(tree, ast.Name | ast.Constant)


def is_literal(text: str) -> bool:
    """A number, a text, None, True or False, or a tuple of them."""
    tree = expression_of(text)
    return is_simple(text) and not any(
        isinstance(each, ast.Name) for each in ast.walk(tree or ast.Load())
    )


def does_something(text: str) -> bool:
    """Whether evaluating an expression may have an effect, or makes something new each time."""
    tree = expression_of(text)
    makes = (
        *(ast.Call, ast.List, ast.Dict, ast.Set, ast.Await, ast.NamedExpr, ast.Lambda),
        *_COMPREHENSIONS,
    )
    return tree is None or any(isinstance(each, makes) for each in ast.walk(tree))
