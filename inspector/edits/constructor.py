"""The parameters of constructors that edits write: found in expressions, added to headers."""

import ast
import builtins
from collections.abc import Sequence

from inspector.edits.edit import EditError
from inspector.outline.document import top_level_names
from inspector.outline.expressions import text_of
from inspector.outline.heads import function_head
from inspector.outline.nodes import Expression, Function, Outline

_WIDEST_HEADER = 83
"""Beside four blanks and a colon."""
_TYPES = ("bool", "float", "int", "str")


def names_read(node: Expression) -> list[str]:
    """What an expression reads from around it: names, and attributes as ``self.width``.

    In the order in which they stand; names that the expression binds itself do not count.
    """
    tree = ast.parse(f"(\n{text_of(node)}\n)", mode="eval")
    own: set[str] = set()
    for part in ast.walk(tree):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            own.add(part.id)
        elif isinstance(part, ast.arg):
            own.add(part.arg)
    found: dict[str, tuple[int, int]] = {}
    for part in ast.walk(tree):
        match part:
            case ast.Attribute(value=ast.Name(id="self"), attr=attribute):
                name = f"self.{attribute}"
            case ast.Name(id=name, ctx=ast.Load()) if name not in own and name != "self":
                pass
            case _:
                continue
        place = part.lineno, part.col_offset
        found[name] = min(place, found.get(name, place))
    return sorted(found, key=lambda name: found[name])


def names_from_inside(outline: Outline, node: Expression) -> list[str]:
    """What an expression reads that exists only where it stands, not in the whole file."""
    everywhere = top_level_names(outline) | set(dir(builtins))
    return [name for name in names_read(node) if name not in everywhere]


def annotated(names: Sequence[str], function: Function | None) -> list[str]:
    """Parameters of these names, with the types that a function declares for its own."""
    tree = function_head(function.header) if function is not None else None
    known: dict[str, str] = {}
    if function is not None and tree is not None:
        for each in (*tree.args.posonlyargs, *tree.args.args, *tree.args.kwonlyargs):
            known[each.arg] = ast.get_source_segment(function.header, each) or each.arg
    return [known.get(name, name) for name in names]


def with_parameter(function: Function, name: str, default: str) -> str:
    """The header of a method with one more parameter, after all but the ``**`` of the others.

    Raises EditError if the header cannot be read or has the name already.
    """
    header = function.header
    tree = function_head(header)
    if tree is None:
        raise EditError(f"{function.name} cannot be read; edit it in the code.")
    given = tree.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    if name in {each.arg for each in every if each is not None}:
        raise EditError(f"{function.name} has a parameter “{name}” already.")
    positional = [*given.posonlyargs, *given.args]
    if not positional:
        raise EditError(f"{function.name} takes no self; edit it in the code.")
    ends: list[ast.arg | ast.expr] = [each for each in every[:-1] if each is not None]
    last = max(ends, key=_end)
    ends += [each for each in (*given.defaults, *given.kw_defaults) if each is not None]
    line, column = max(map(_end, ends))
    lines = header.encode().split(b"\n")
    before, rest = lines[line - 1][:column], lines[line - 1][column:]
    hanging = lines[last.lineno - 1][: last.col_offset]
    own_line = last.lineno > 1 and not hanging.strip()
    gap = f"\n{hanging.decode()}" if own_line else " "
    is_typed = all(each.annotation is not None for each in positional[1:])
    type_ = _type_of(default) if is_typed and positional[1:] else ""
    new = f"{name}: {type_} = {default}" if type_ in _TYPES else f"{name}={default}"
    lines[line - 1] = before + f",{gap}{new}".encode() + rest
    return b"\n".join(lines).decode()


def _type_of(default: str) -> str:
    """The type of a literal by its name; empty for what only running tells."""
    try:
        return type(ast.literal_eval(default)).__name__
    except ValueError:
        return ""


def method_header(name: str, parameters: Sequence[str], returns: str = "") -> str:
    """The header of a method of a class of the top level, one parameter a line if it gets long."""
    every = ("self", *parameters)
    line = f"def {name}({', '.join(every)}){returns}"
    if len(line) <= _WIDEST_HEADER:
        return line
    rows = "".join(f"        {each},\n" for each in every)
    return f"def {name}(\n{rows}    ){returns}"


def _end(node: ast.arg | ast.expr) -> tuple[int, int]:
    return node.end_lineno or 0, node.end_col_offset or 0
