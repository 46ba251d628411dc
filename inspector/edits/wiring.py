"""Drawing an edge: what one step of a forward gives flows into another step.

An edge of the dataflow is a name in the text. So the source gets a name if it has none, the
operand of the target becomes that name, and every other statement stays as it is written.
"""

from dataclasses import dataclass
from typing import Literal

from inspector.edits.edit import Edit, parsed
from inspector.edits.flat import exchanged, flat, unflat
from inspector.edits.imports import with_imports_for
from inspector.edits.naming import Value, named
from inspector.edits.wires import Wiring, read_at, with_code_at, with_statement_before
from inspector.outline.emit import nodes_of
from inspector.outline.expressions import FLOWING, assign, filled
from inspector.outline.index import Index
from inspector.outline.nodes import Call, Expression, Outline
from inspector.source.span import Span

How = Literal["add", "multiply", "concatenate"]


@dataclass(frozen=True)
class Connect(Edit):
    """Let a value flow into the step of which `operand` is an operand, instead of that.

    What was computed there before keeps being computed, under a name of its own.
    """

    value: Value
    operand: Span
    title: str = "Connect"

    def apply(self, outline: Outline) -> Outline:
        outline, name = named(outline, self.value, self.operand)
        index = Index(outline)
        old = read_at(index, self.operand)
        if any(isinstance(each, Call) for each in nodes_of(old)):
            wiring = Wiring(index, self.operand)
            kept = wiring.new_name(old)
            outline = with_code_at(index, self.operand, parsed(name))
            return with_statement_before(outline, wiring.statement, assign(kept, old))
        return with_code_at(index, self.operand, parsed(name))


_SYMBOLS: dict[How, str] = {"add": "+", "multiply": "*"}
_PLACE = "_"


@dataclass(frozen=True)
class Combine(Edit):
    """Let a value flow into a step together with what flows into it by `operand` already."""

    value: Value
    operand: Span
    how: How
    dim: int = -1
    """Of a concatenation."""
    title: str = "Connect"

    def apply(self, outline: Outline) -> Outline:
        outline, name = named(outline, self.value, self.operand)
        index = Index(outline)
        old = read_at(index, self.operand)
        if self.how != "concatenate":
            both = _operated(old, _SYMBOLS[self.how], name)
            return with_code_at(index, self.operand, both)
        template = f"torch.cat(({FLOWING}, {name}), dim={self.dim})"
        outline = with_code_at(index, self.operand, filled(template, old))
        return with_imports_for(outline, template)


def _operated(operand: Expression, symbol: str, name: str) -> Expression:
    """An operand and a name with an operator between, and brackets only where they matter."""
    text, calls = flat(operand)
    return unflat(exchanged(f"{_PLACE} {symbol} {name}", (0, len(_PLACE)), text), calls)
