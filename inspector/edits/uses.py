"""How a module that was just made is called in a forward on what flows there."""

from inspector.catalog.catalog import catalog
from inspector.outline.classes import classes, inherited_method, parameters
from inspector.outline.document import imported_names, qualified
from inspector.outline.expressions import FLOWING
from inspector.outline.nodes import Call, Expression, Outline

_GIVE_SEVERAL = ("GRU", "LSTM", "LSTMCell", "MultiheadAttention", "RNN")
"""Of torch's modules, those that return a tuple; what flows on is first in it."""


def call_of(outline: Outline, attribute: str, constructor: Expression) -> str:
    """The call as a template: every input that the forward requires is what flows in.

    So attention attends to what it reads, and a decoder to what it decodes, until an edge is drawn.
    """
    made = constructor.name if isinstance(constructor, Call) else ""
    count = max(1, _inputs(outline, made))
    given = [FLOWING] * count
    short = made.rpartition(".")[2]
    if short == "MultiheadAttention":
        given.append("need_weights=False")
    first = "[0]" if short in _GIVE_SEVERAL and made not in classes(outline) else ""
    return f"self.{attribute}({', '.join(given)}){first}"


def _inputs(outline: Outline, made: str) -> int:
    """How many inputs the forward of a class requires; 0 if nothing is known of it."""
    known = classes(outline)
    if made in known:
        forward = inherited_method(known[made], "forward", known)
        return sum(each.required for each in parameters(forward))
    entry = catalog().find(qualified(made, imported_names(outline)))
    return len(entry.inputs) if entry is not None else 0
