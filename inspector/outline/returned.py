"""What a forward returns, if it does so in one place."""

from inspector.outline.classes import statements_within
from inspector.outline.nodes import Expression, Function, Return


def returned_by(forward: Function) -> Expression | None:
    """The expression of its only ``return``, which is its last statement; else None."""
    found = [each for each in statements_within(forward.body) if isinstance(each, Return)]
    return found[0].value if len(found) == 1 and found[0] is forward.body[-1] else None
