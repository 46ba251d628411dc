"""Small changes of one expression's code, for the fixes that replace it."""

import ast
from collections.abc import Callable

from inspector.engine.explain.fixes import Fixes
from inspector.engine.explain.scene import Scene, code_of
from inspector.engine.recorder.events import Event
from inspector.source.parsing import expression_of

_NEEDS_NO_PARENTHESES = (ast.Name, ast.Attribute, ast.Call, ast.Subscript)


def right_operand(expression: ast.expr) -> ast.expr | None:
    """The ``b`` of ``a @ b`` or of ``torch.matmul(a, b)``."""
    if isinstance(expression, ast.BinOp):
        return expression.right
    return argument(1)(expression)


def argument(position: int) -> Callable[[ast.expr], ast.expr | None]:
    """The positional argument of a call at this place."""

    def pick(expression: ast.expr) -> ast.expr | None:
        if isinstance(expression, ast.Call) and position < len(expression.args):
            return expression.args[position]
        return None

    return pick


def keyword(name: str) -> Callable[[ast.expr], ast.expr | None]:
    """The keyword argument of a call."""

    def pick(expression: ast.expr) -> ast.expr | None:
        if isinstance(expression, ast.Call):
            for given in expression.keywords:
                if given.arg == name:
                    return given.value
        return None

    return pick


def joined_along(expression: ast.expr) -> ast.expr | None:
    """The dimension along which ``torch.cat`` joins."""
    return keyword("dim")(expression) or argument(1)(expression)


def last_size(expression: ast.expr) -> ast.expr | None:
    """The last size of a call such as ``x.view(2, -1)`` or ``x.reshape((2, 20))``."""
    if not isinstance(expression, ast.Call) or not expression.args:
        return None
    last = expression.args[-1]
    if isinstance(last, (ast.Tuple, ast.List)):
        return last.elts[-1] if last.elts else None
    return last


def with_method(code: str, pick: Callable[[ast.expr], ast.expr | None], call: str) -> str | None:
    """The code with something like ``.mT`` or ``.float()`` after the part that is picked."""
    return _changed(code, pick, lambda text, simple: f"{text if simple else f'({text})'}{call}")


def with_code(code: str, pick: Callable[[ast.expr], ast.expr | None], new: str) -> str | None:
    """The code with other code for the part that is picked."""
    return _changed(code, pick, lambda text, simple: new)


def _changed(
    code: str, pick: Callable[[ast.expr], ast.expr | None], change: Callable[[str, bool], str]
) -> str | None:
    expression = expression_of(code)
    part = pick(expression) if expression is not None else None
    if part is None or isinstance(part, ast.Starred) or part.end_col_offset is None:
        return None
    data = code.encode()
    text = data[part.col_offset : part.end_col_offset].decode()
    new = change(text, isinstance(part, _NEEDS_NO_PARENTHESES))
    return (data[: part.col_offset] + new.encode() + data[part.end_col_offset :]).decode()


def offer_rewrite(
    scene: Scene, event: Event, fixes: Fixes, change: Callable[[str], str | None]
) -> None:
    """Offer to replace the expression that made the call, if it stands in the user's file."""
    site = scene.in_file(scene.call_site(event))
    code = code_of(site)
    new = change(code) if code else None
    if new is not None and new != code:
        fixes.replace_expression(site, new, f"Write {new}")
