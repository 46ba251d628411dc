"""Switching a module off so that what flows in flows on, and on again."""

from dataclasses import dataclass

from inspector.edits.edit import Edit, is_choice, located, made_at
from inspector.edits.imports import name_for, refuse_other_meaning, with_imports_for
from inspector.outline.document import imported_names, qualified
from inspector.outline.expressions import call
from inspector.outline.index import Index
from inspector.outline.nodes import Argument, Call, Code, Expression, Outline
from inspector.source.span import Span

_IDENTITY = "torch.nn.Identity"


@dataclass(frozen=True)
class Bypass(Edit):
    """Let the module made at `site` pass its input on, as ``nn.Identity(nn.Dropout(0.5))``.

    Identity takes any arguments and ignores them. So the module is still made, the random
    numbers that the others begin with stay the same, and switching it on takes only a name away.
    """

    site: Span
    label: str

    @property
    def title(self) -> str:
        return f"Bypass {self.label}"

    def apply(self, outline: Outline) -> Outline:
        index = Index(outline)
        node = made_at(index, self.site)
        identity = name_for(outline, _IDENTITY)
        refuse_other_meaning(outline, identity)
        return with_imports_for(index.replace(node, call(identity, node)), identity)


@dataclass(frozen=True)
class Enable(Edit):
    """Switch the module within the Identity made at `site` on again."""

    site: Span
    label: str

    @property
    def title(self) -> str:
        return f"Enable {self.label}"

    def apply(self, outline: Outline) -> Outline:
        index = Index(outline)
        node = located(index, self.site, Call)
        inner = bypassed(outline, node)
        return index.replace(node, inner) if inner is not None else outline


def bypassed(outline: Outline, node: Expression | None) -> Call | Code | None:
    """The module that an expression switches off; None if it is not such an expression."""
    if not isinstance(node, Call) or len(node.arguments) != 1:
        return None
    is_identity = qualified(node.name, imported_names(outline)) == _IDENTITY
    match node.arguments[0]:
        case Argument(Call() as inner, None, "") if is_identity:
            return inner
        case Argument(Code() as choice, None, "") if is_identity and is_choice(choice):
            return choice
    return None
