"""Tensors that a class keeps: as a constant, a buffer or a parameter, and from one to another."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from inspector.edits.edit import Edit, EditError, step_at
from inspector.edits.imports import with_imports_for
from inspector.edits.members import owner_of_member, registered, statement_of_value
from inspector.outline.expressions import assign, call, text_of
from inspector.outline.index import Index
from inspector.outline.nodes import Assign, Call, Code, Evaluate, Expression, Outline, Statement
from inspector.source.span import Span

ValueKind: TypeAlias = Literal["constant", "buffer", "parameter"]

_HOLDERS = ("Parameter", "Buffer")
_COUNTS = ("torch.arange", "torch.randint", "torch.randperm", "torch.tril_indices")
_COUNTED = ("dtype=torch.int", "dtype=torch.long", "dtype=torch.bool", "dtype=torch.uint8")


@dataclass(frozen=True)
class KeepAs(Edit):
    """Keep the tensor made at `site` as a value of another kind.

    A constant is a plain attribute: neither trained, nor saved, nor moved to another device with
    the module. A buffer is saved and moved, a parameter is trained as well.
    """

    site: Span
    kind: ValueKind

    @property
    def title(self) -> str:
        return f"Make {self.kind}"

    def apply(self, outline: Outline) -> Outline:
        index = Index(outline)
        node = step_at(index, self.site)
        owned, statement = owner_of_member(index, node), statement_of_value(index, node)
        if owned is None or statement is None:
            raise EditError("Only a tensor that the __init__ of a class keeps can be made another.")
        attribute = owned[1]
        new = _kept(attribute, _tensor(attribute, statement), self.kind)
        if new == statement:
            raise EditError(f"{attribute} is a {self.kind} already.")
        return with_imports_for(index.replace(statement, new), "torch. nn.")


def _tensor(attribute: str, statement: Statement) -> Expression:
    """The expression of the tensor itself. Raises EditError if what is kept is none."""
    made = statement.value if isinstance(statement, Assign | Evaluate) else None
    assert made is not None
    if isinstance(statement, Evaluate) and isinstance(made, Call):
        made = made.arguments[1].value
    elif isinstance(made, Call) and made.name.rpartition(".")[2] in _HOLDERS and made.arguments:
        made = made.arguments[0].value
    if isinstance(made, Code) and _is_number(made.text):
        return call("torch.tensor", made)
    if isinstance(made, Code) and made.text == "None":
        raise EditError(f"{attribute} is None; give it a tensor first.")
    return made


def _kept(attribute: str, tensor: Expression, kind: ValueKind) -> Statement:
    if kind == "buffer":
        return registered(attribute, tensor)
    if kind == "constant":
        return assign(f"self.{attribute}", tensor)
    text = text_of(tensor).replace(" ", "")
    if text.startswith(_COUNTS) or any(each in text for each in _COUNTED):
        raise EditError(f"{attribute} counts in whole numbers, and only fractions can be trained.")
    return assign(f"self.{attribute}", call("nn.Parameter", tensor))


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
