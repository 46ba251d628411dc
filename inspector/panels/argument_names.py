"""Which names of a selected row can be changed, and by which edit."""

from collections.abc import Callable
from dataclasses import dataclass

from inspector.catalog.catalog import catalog
from inspector.edits.arguments import ChangeType
from inspector.edits.edit import Edit
from inspector.edits.imports import name_for
from inspector.edits.items import item_around
from inspector.edits.members import owner_of_member
from inspector.edits.names import RenameClass, RenameMember, RenameVariable
from inspector.graph.rows import Row
from inspector.outline.containers import name_of_item
from inspector.outline.document import model_assignment
from inspector.outline.index import Index
from inspector.outline.nodes import Call, Outline
from inspector.outline.own_modules import own_modules


@dataclass(frozen=True)
class NameField:
    """A name as the form shows it; the new one is given to `edit`."""

    label: str
    value: str
    edit: Callable[[str], Edit]
    hint: str
    names_row: bool = False
    """Whether the row is found under the new name afterwards."""
    choices: tuple[str, ...] = ()


def name_fields(outline: Outline, row: Row, expression: str = "") -> tuple[NameField, ...]:
    """The names of a row: its variable or attribute, and its class."""
    index = Index(outline)
    found = (_own_name(index, row, expression), _type(index, row))
    return tuple(each for each in found if each is not None)


def renamed_key(row: Row, name: str) -> str:
    """The key of a row whose attribute has got another name."""
    return f"{row.key.rpartition('/')[0]}/{name.strip()}"


def _own_name(index: Index, row: Row, expression: str) -> NameField | None:
    if row.parent is None:
        return _variable(index.outline, expression)
    part = row.part
    node = index.expression_at(part) if part is not None else None
    if part is None or node is None or row.kind not in ("module", "constant"):
        return None
    item = item_around(index, node)
    is_entry = item is not None and bool(name_of_item(item))
    if owner_of_member(index, node) is None and not is_entry:
        return None
    return NameField(
        "name",
        row.name,
        lambda name: RenameMember(part, name),
        "The attribute; all its uses in the class are renamed too.",
        names_row=True,
    )


def _variable(outline: Outline, expression: str) -> NameField | None:
    assignment = model_assignment(outline)
    if assignment is None or expression:
        return None
    old = assignment.target.partition(":")[0].strip()
    return NameField(
        "name",
        old,
        lambda name: RenameVariable(old, name),
        "The variable; all its uses in the file are renamed too.",
    )


def _type(index: Index, row: Row) -> NameField | None:
    if row.own_class:
        return NameField(
            "class",
            row.own_class,
            lambda name: RenameClass(row.own_class, name),
            "The class of this file; all its uses are renamed too.",
        )
    site = row.site
    call = index.at(site, Call) if site is not None else None
    if site is None or call is None or row.kind != "module":
        return None
    return NameField(
        "type",
        call.name,
        lambda name: ChangeType(site, name.strip()),
        "The class; arguments that the new one also takes are kept.",
        choices=_types(index.outline),
    )


def _types(outline: Outline) -> tuple[str, ...]:
    own = tuple(own_modules(outline))
    prefix = name_for(outline, "torch.nn.")
    torch = tuple(f"{prefix}{each.name}" for each in catalog().entries if each.kind == "module")
    return own + torch
