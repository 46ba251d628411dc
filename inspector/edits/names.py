"""Renaming attributes, classes and variables, with all their uses in the file."""

import keyword
import re
from dataclasses import dataclass, replace
from typing import TypeVar

from inspector.edits.attributes import taken_attributes
from inspector.edits.edit import Edit, EditError
from inspector.edits.items import item_around
from inspector.edits.members import owner_of_member
from inspector.edits.replacing import replacing, with_text
from inspector.outline.classes import bases, classes, registered_name
from inspector.outline.containers import items_of, name_of_item
from inspector.outline.document import top_level_names
from inspector.outline.emit import nodes_of
from inspector.outline.expressions import text_of
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Argument,
    Call,
    Class,
    Dict,
    Display,
    Entry,
    Evaluate,
    Expression,
    Function,
    Node,
    Outline,
    code,
)
from inspector.source.span import Span

N = TypeVar("N", bound=Node)

_OF_EVERY_MODULE = """
    add_module apply bfloat16 buffers call_super_init children compile cpu cuda double
    dump_patches eval extra_repr float forward get_buffer get_extra_state get_parameter
    get_submodule half ipu load_state_dict modules mtia named_buffers named_children
    named_modules named_parameters parameters register_buffer register_forward_hook
    register_module register_parameter requires_grad_ set_extra_state set_submodule
    share_memory state_dict to to_empty train training type xpu zero_grad
"""
RESERVED = frozenset(_OF_EVERY_MODULE.split())


def checked_name(name: str) -> str:
    """The name without blanks around it. Raises EditError with the reason if it cannot be."""
    name = name.strip()
    if not name:
        raise EditError("A name is needed.")
    if not name.isidentifier():
        raise EditError(f"“{name}” is no name in Python: letters, digits and _ only.")
    if keyword.iskeyword(name):
        raise EditError(f"“{name}” is a word of Python itself.")
    return name


@dataclass(frozen=True)
class RenameMember(Edit):
    """Rename the attribute that holds the module made at `site`, or its key in a dict."""

    site: Span
    name: str

    @property
    def title(self) -> str:
        return f"Rename to {self.name.strip()}"

    def apply(self, outline: Outline) -> Outline:
        index = Index(outline)
        node = index.expression_at(self.site)
        if node is None:
            raise EditError("The code has changed since; select the place again.")
        owned = owner_of_member(index, node)
        if owned is not None:
            return _with_attribute_renamed(outline, *owned, checked_name(self.name))
        entry = item_around(index, node)
        if entry is not None and name_of_item(entry):
            return _with_key_renamed(index, entry, self.name.strip())
        if entry is not None:
            raise EditError("Children of a chain are named by their position.")
        raise EditError("This has no name of its own to change.")


def _with_attribute_renamed(outline: Outline, owner: Class, old: str, new: str) -> Outline:
    if new == old:
        return outline
    if new in RESERVED or new.startswith("_"):
        raise EditError(f"“{new}” is an attribute that every module has already.")
    if new in taken_attributes(outline, owner):
        raise EditError(f"{owner.name} has an attribute “{new}” already.")
    outline = _with_buffer_renamed(outline, owner, old, new)
    change = replacing(rf"\bself\.{re.escape(old)}\b", f"self.{new}")
    heirs = {owner.name}
    body = list(outline.body)
    for i, each in enumerate(body):
        if isinstance(each, Class) and (each.name in heirs or heirs & set(bases(each))):
            heirs.add(each.name)
            body[i] = with_text(each, change)
    return replace(outline, body=tuple(body))


def _with_buffer_renamed(outline: Outline, owner: Class, old: str, new: str) -> Outline:
    """The outline with another name where a buffer is registered, if it is one."""
    index = Index(outline)
    for each in nodes_of(owner):
        if isinstance(each, Evaluate) and registered_name(each) == old:
            assert isinstance(each.value, Call)
            return index.replace(each.value.arguments[0].value, code(f'"{new}"'))
    return outline


def _with_key_renamed(index: Index, entry: Argument | Entry, name: str) -> Outline:
    if not name or "." in name or '"' in name or "\\" in name:
        raise EditError(f"“{name}” cannot name a module: no dots, quotes or backslashes.")
    holder = index.parent(entry)
    assert isinstance(holder, Call | Display | Dict)
    if name in {name_of_item(each) for each in items_of(holder) if each is not entry}:
        raise EditError(f"There is a “{name}” already.")
    key = entry.key if isinstance(entry, Entry) else _key_of_pair(entry)
    assert key is not None
    quote = text_of(key)[-1]
    return index.replace(key, code(f"{quote}{name}{quote}"))


def _key_of_pair(item: Argument) -> Expression:
    assert isinstance(item.value, Display)
    return item.value.items[0].value


@dataclass(frozen=True)
class RenameClass(Edit):
    """Rename a class of the file and all its uses."""

    old: str
    name: str

    @property
    def title(self) -> str:
        return f"Rename {self.old} to {self.name.strip()}"

    def apply(self, outline: Outline) -> Outline:
        new = checked_name(self.name)
        if self.old not in classes(outline):
            raise EditError(f"The class {self.old} is not defined in this file.")
        return _with_name_changed(outline, self.old, new)


@dataclass(frozen=True)
class RenameVariable(Edit):
    """Rename a variable at the top level, such as the model, and all its uses."""

    old: str
    name: str

    @property
    def title(self) -> str:
        return f"Rename {self.old} to {self.name.strip()}"

    def apply(self, outline: Outline) -> Outline:
        return _with_name_changed(outline, self.old, checked_name(self.name))


def _with_name_changed(outline: Outline, old: str, new: str) -> Outline:
    if new == old:
        return outline
    if new in top_level_names(outline):
        raise EditError(f"This file has a “{new}” already.")
    name = rf"(?<![\w.]){re.escape(old)}\b(?!\s*=(?!=))"
    changed = with_text(outline, replacing(name, new))
    return _with_definition_renamed(changed, old, new)


def _with_definition_renamed(outline: Outline, old: str, new: str) -> Outline:
    body = list(outline.body)
    for i, node in enumerate(body):
        if isinstance(node, Class | Function) and node.name == old:
            body[i] = replace(node, name=new)
    return replace(outline, body=tuple(body))
