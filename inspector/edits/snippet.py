"""A piece of a model as a file of its own: its code, and the definitions and imports it needs."""

import ast
import builtins
from collections.abc import Sequence

from inspector.edits.clipboard import cargoes, classes_copied, copied
from inspector.edits.edit import EditError
from inspector.edits.members import is_docstring
from inspector.edits.own_arguments import own_arguments
from inspector.outline.classes import classes
from inspector.outline.document import is_import
from inspector.outline.nodes import Class, Function, Outline
from inspector.outline.read import OutlineError, get
from inspector.source.parsing import module_of
from inspector.source.span import Span

_GIVEN = {"X", "__name__", "__file__"}
"""Names that a snippet need not bind: the value that flows in, and what every file has."""


def snippet_of(text: str, outline: Outline, *sites: Span) -> str:
    """What stands at places of a text, with the classes and imports that it needs.

    Raises EditError if one of them is no longer in the text, or if it needs what is imported from
    the package around the file.
    """
    return _with_imports(copied(text, outline, *sites), outline)


def snippet_of_classes(text: str, outline: Outline, names: Sequence[str]) -> str:
    """Classes of a file, those that they need, and the imports of all. Raises EditError."""
    return _with_imports(classes_copied(text, outline, names), outline)


def _with_imports(code: str, outline: Outline) -> str:
    needed = names_needed(code)
    lines = [line for name, line in _imports(outline) if name in needed]
    relative = next((line for line in lines if line.startswith("from .")), None)
    if relative is not None:
        raise EditError(
            f"It needs “{relative}”, from the package around this file; "
            "elsewhere that could not be found."
        )
    head = "".join(f"{line}\n" for line in dict.fromkeys(lines))
    return f"{head}\n{code}" if head else code


def _imports(outline: Outline) -> list[tuple[str, str]]:
    """Each name that an import at the top level binds, with a line that binds nothing else."""
    found: list[tuple[str, str]] = []
    for node in outline.body:
        if not is_import(node):
            continue
        for statement in ast.parse(node.code.text).body:
            if not isinstance(statement, ast.Import | ast.ImportFrom):
                continue
            for alias in statement.names:
                statement.names = [alias]
                bound = alias.asname or alias.name
                if isinstance(statement, ast.Import) and not alias.asname:
                    bound = alias.name.partition(".")[0]
                found.append((bound, ast.unparse(statement)))
    return found


def names_needed(code: str) -> set[str]:
    """The names that a text reads and does not bind itself, beside those of Python."""
    read, bound = set[str](), {*dir(builtins), *_GIVEN}
    for node in ast.walk(ast.parse(code)):
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                read.add(name)
            case ast.Name(id=name) | ast.arg(arg=name):
                bound.add(name)
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                bound.add(name)
            case ast.alias(name=name, asname=asname):
                bound.add(asname or name.partition(".")[0])
    return read - bound


def flaw_of(text: str) -> str:
    """Why a snippet cannot be put into a model, as a sentence; empty if it can."""
    try:
        cargoes(constructed(text, None))
    except EditError as error:
        return str(error).replace("The clipboard", "The snippet")
    return ""


def lacks_of(text: str) -> tuple[str, ...]:
    """The names that a snippet needs and does not bring along, sorted. Raises EditError."""
    try:
        return tuple(sorted(names_needed(text)))
    except SyntaxError as error:
        raise EditError(f"The snippet is not Python: {error.msg}, line {error.lineno}.") from None


def constructed(text: str, incoming: tuple[int, ...] | None) -> str:
    """The text with a line that constructs its last class, if it does nothing but define some.

    The arguments suit what flows in, as those of a class of the file do.
    """
    try:
        outline = get(text)
    except OutlineError:
        return text
    rest = [node for node in outline.body if not (is_import(node) or is_docstring(node))]
    own = list(classes(outline))
    if not own or not all(isinstance(node, Class | Function) for node in rest):
        return text
    return f"{text}\n\n{own[-1]}({own_arguments(outline, own[-1], incoming)})\n"


def summary_of(text: str) -> str:
    """What a snippet says of itself: its docstring, else the line that makes it."""
    tree = module_of(text)
    if tree is None:
        return ""
    said = ast.get_docstring(tree)
    if said and said.strip():
        return said.strip().splitlines()[0]
    made = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)]
    return ast.unparse(made[-1]).splitlines()[0].rstrip(":") if made else ""
