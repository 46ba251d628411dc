"""Putting a module into a container, and taking a container from around its modules."""

import re
from dataclasses import dataclass
from typing import Literal

from inspector.edits.containers import PARALLEL, REPEAT_COUNT, RESIDUAL
from inspector.edits.edit import Edit, EditError, made_at
from inspector.edits.give import with_definitions
from inspector.edits.imports import refuse_other_meaning, with_imports_for
from inspector.edits.members import owner_of_member
from inspector.edits.names import RESERVED
from inspector.outline.emit import Emitter
from inspector.outline.expressions import call
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Argument,
    Call,
    Code,
    Comprehension,
    Expression,
    Outline,
    code,
)
from inspector.source.span import Span

Wrapper = Literal["Sequential", "Residual", "Parallel", "Repeat"]
_UNCALLED = ("ModuleList", "ModuleDict", "ParameterList", "ParameterDict")


@dataclass(frozen=True)
class Wrap(Edit):
    """Put the module made at `site` into a new container."""

    site: Span
    wrapper: Wrapper

    @property
    def title(self) -> str:
        return f"Wrap in {self.wrapper}"

    def apply(self, outline: Outline) -> Outline:
        index = Index(outline)
        node = made_at(index, self.site)
        if isinstance(node, Call) and node.name.rpartition(".")[2] in _UNCALLED:
            raise EditError(f"{node.name} is not called as a whole; wrap one of its items.")
        _refuse_if_read(index, node)
        changed = index.replace(node, wrapped((Argument(node),), self.wrapper))
        return with_wrapper(changed, self.wrapper)


def _refuse_if_read(index: Index, node: Expression) -> None:
    """Refuse if the class around reads what only the module itself has: ``self.qkv.weight``."""
    owned = owner_of_member(index, node)
    if owned is None:
        return
    owner, attribute = owned
    of_member = rf"\bself\.{re.escape(attribute)}\.(\w+)"
    read = re.findall(of_member, Emitter().statement(owner, ""))
    own = next((name for name in read if name not in RESERVED), None)
    if own is not None:
        raise EditError(
            f"{owner.name} reads self.{attribute}.{own}, which a container does not have; "
            "edit it in the code."
        )


def wrapped(items: tuple[Argument, ...], wrapper: Wrapper) -> Call:
    """A container that holds some items."""
    match wrapper:
        case "Sequential":
            return Call(code("nn.Sequential"), items)
        case "Repeat":
            is_one = len(items) == 1 and not items[0].star
            return repeated(
                items[0].value if is_one else wrapped(items, "Sequential"), REPEAT_COUNT
            )
        case _:
            return Call(code(wrapper), items)


def with_wrapper(outline: Outline, wrapper: Wrapper) -> Outline:
    """The outline with what the container needs: its class, and the imports for it."""
    definitions = {"Residual": (RESIDUAL,), "Parallel": (PARALLEL,)}.get(wrapper, ())
    needed = " ".join(("nn.Sequential", *definitions))
    refuse_other_meaning(outline, needed)
    return with_imports_for(with_definitions(outline, definitions), needed)


def repeated(node: Expression, count: int) -> Call:
    """``nn.Sequential(*[node for _ in range(count)])``."""
    clauses = Code(("for _ in ", ""), (call("range", str(count)),))
    items = Argument(Comprehension("list", node, clauses), star="*")
    return Call(code("nn.Sequential"), (items,))
