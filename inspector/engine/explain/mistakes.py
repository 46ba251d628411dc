"""Explanations for errors that Python itself raises in the user's forward, outside of torch."""

from collections.abc import Callable

from inspector.engine.explain.callables import explain_call, explain_subscript
from inspector.engine.explain.expressions import Expression
from inspector.engine.explain.lookups import explain_lookup
from inspector.engine.explain.raised import explain_raised
from inspector.engine.explain.returned import explain_operand
from inspector.engine.explain.scene import Explanation, Scene
from inspector.engine.explain.unpacking import explain_unpacking
from inspector.report.model import Source

_RULES: tuple[Callable[[Scene, Expression], Explanation | None], ...] = (
    explain_unpacking,
    explain_lookup,
    explain_operand,
    explain_call,
    explain_subscript,
    explain_raised,
)


def explain_mistake(scene: Scene, source: Source | None) -> Explanation | None:
    """The explanation of the expression at `source`, where a rule knows it."""
    error = scene.recording.error
    if error is None or source is None:
        return None
    at = Expression(source, error)
    for rule in _RULES:
        found = rule(scene, at)
        if found is not None:
            return found
    return None
