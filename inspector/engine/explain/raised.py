"""Explanations for what the user's own code raises: assertions, errors, divisions by zero."""

import ast

from inspector.engine.explain.expressions import Expression
from inspector.engine.explain.scene import Explanation, Scene


def explain_raised(scene: Scene, at: Expression) -> Explanation | None:
    """An assertion that does not hold, a ``raise``, or a division by zero."""
    match scene.recording.error:
        case AssertionError():
            return _assertion(scene, at)
        case ZeroDivisionError():
            return _division(scene, at)
    statement = at.statement()
    if not isinstance(statement, ast.Raise) or scene.failed is None:
        return None
    kind, label = type(scene.recording.error).__name__, scene.label(scene.failed)
    said = f": {scene.message}" if scene.message != kind else "."
    return Explanation(f"The forward of {label} raises {kind}{said}", scene.fixes())


def _assertion(scene: Scene, at: Expression) -> Explanation | None:
    statement = at.statement()
    if not isinstance(statement, ast.Assert):
        return None
    said = "" if scene.message == "AssertionError" else f": {scene.message}"
    text = f"The assertion `{at.code(statement.test)}` does not hold{said}"
    text += "" if text.endswith((".", "!", "?")) else "."
    facts = [f"`{at.code(part)}` is {_shown(at.value(part))}." for part in _parts(statement.test)
             if _is_telling(at.value(part))]  # fmt: skip
    return Explanation(" ".join((text, *facts)), scene.fixes())


def _parts(test: ast.expr) -> list[ast.expr]:
    """The sides of the comparisons in a test that are no constants."""
    pending: list[ast.expr] = [test]
    parts: list[ast.expr] = []
    while pending:
        node = pending.pop(0)
        match node:
            case ast.BoolOp():
                pending += node.values
            case ast.UnaryOp():
                pending.append(node.operand)
            case ast.Compare():
                parts += (node.left, *node.comparators)
    return [part for part in parts if not isinstance(part, ast.Constant)]


def _is_telling(value: object) -> bool:
    return value is None or isinstance(value, (bool, int, float, str, tuple))


def _shown(value: object) -> str:
    return str(tuple(value)) if isinstance(value, tuple) else repr(value)


def _division(scene: Scene, at: Expression) -> Explanation | None:
    node = at.node
    if not isinstance(node, (ast.BinOp, ast.AugAssign)):
        return None
    divisor = node.right if isinstance(node, ast.BinOp) else node.value
    code, divided = at.code(divisor), at.code(node)
    text = f"`{divided}` divides by zero"
    text += "." if isinstance(divisor, ast.Constant) else f": `{code}` is 0."
    return Explanation(text, scene.fixes(), "Check what the divisor is made of.")
