"""Copy and paste as Python text, so that it goes from and to any editor."""

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace

from inspector.edits.cargo import Cargo, Spot, attribute_for
from inspector.edits.edit import Edit, EditError, is_choice, place_of, step_at
from inspector.edits.flow import template_of
from inspector.edits.give import all_given
from inspector.edits.items import item_around
from inspector.edits.members import is_docstring, owner_of_member
from inspector.edits.other_names import with_free_names
from inspector.edits.take import is_child, label_of
from inspector.outline.classes import classes, inherited_method, parameters
from inspector.outline.document import is_import
from inspector.outline.emit import indent_of, nodes_of
from inspector.outline.expressions import FLOWING, call, placeless
from inspector.outline.index import Index
from inspector.outline.making import is_making
from inspector.outline.nodes import (
    Assign,
    Call,
    Class,
    Code,
    Display,
    Evaluate,
    Expression,
    Function,
    Node,
    Outline,
    Region,
    Statement,
)
from inspector.outline.read import OutlineError, get
from inspector.source.lines import Lines
from inspector.source.span import Span

_FLOWING_NAME = "X"
_NAME = re.compile(r"[\w.]+")
_NO_PART = "The clipboard holds code that is neither a module nor a step of a forward."


def copied(text: str, outline: Outline, *sites: Span) -> str:
    """What stands at places of a text as Python of its own, after the definitions it needs.

    A module is its constructor, an operation of a forward a line such as ``X = F.relu(X)``.
    Raises EditError if one of the places is no longer in the text.
    """
    index = Index(outline)
    nodes = [step_at(index, site) for site in sites]
    needed = [_lines_of(text, each) for each in _definitions_needed(outline, *nodes)]
    lines = "".join(f"{_as_statement(text, index, each)}\n" for each in nodes)
    return "\n\n\n".join([*needed, lines])


def _as_statement(text: str, index: Index, node: Node) -> str:
    if isinstance(node, Call | Code) and _is_operation(index, node):
        operation = template_of(node).replace(FLOWING, _FLOWING_NAME)
        return f"{_FLOWING_NAME} = {operation}"
    if is_choice(node) or (isinstance(node, Call) and not _is_named_as_class(node)):
        owned = owner_of_member(index, node)
        name = owned[1] if owned is not None else attribute_for(label_of(node))
        return f"self.{name} = {_lines_of(text, node)}"  # else it reads as an operation
    return _lines_of(text, node)


def _is_named_as_class(node: Call) -> bool:
    return node.name.rpartition(".")[2][:1].isupper()


def classes_copied(text: str, outline: Outline, names: Sequence[str]) -> str:
    """Classes of a text with the definitions that they need, in their order in the text.

    Raises EditError if there are none.
    """
    own = classes(outline)
    wanted = [own[name] for name in names if name in own]
    if not wanted:
        raise EditError("Choose a class of this file.")
    needed = [each for node in wanted for each in _definitions_needed(outline, node)]
    found = [e for e in _definitions(outline).values() if e in needed or e in wanted]
    return "\n\n\n".join(_lines_of(text, each) for each in found) + "\n"


def _is_operation(index: Index, node: Expression) -> bool:
    """Whether an expression is what a forward does, and not a module that is made there."""
    item = item_around(index, node)
    is_made = owner_of_member(index, node) or (item is not None and is_child(index, item))
    return not is_making(index, node) and not is_made


def _definitions_needed(outline: Outline, *nodes: Node) -> list[Class | Function]:
    """Classes and functions of the file that nodes use, and what they use, in their order."""
    own = _definitions(outline)
    needed: set[str] = set()
    waiting: list[Node] = [*nodes]
    while waiting:
        for each in nodes_of(waiting.pop()):
            new = _names_in(each) & own.keys() - needed
            needed |= new
            waiting += [own[name] for name in new]
    return [each for name, each in own.items() if name in needed]


def _definitions(outline: Outline) -> dict[str, Class | Function]:
    """The classes and functions at the top level, by name; a later one hides an earlier."""
    return {node.name: node for node in outline.body if isinstance(node, Class | Function)}


def _names_in(node: Node) -> set[str]:
    """Names that may be those of definitions, in the text of one node."""
    texts = node.pieces if isinstance(node, Code) else ()
    if isinstance(node, Class | Function):
        texts = (node.header.partition("(")[2], *node.decorators)
    separated = "".join(c if c.isalnum() or c == "_" else " " for c in " ".join(texts))
    return set(separated.split())


def _lines_of(text: str, node: Node) -> str:
    """The text of a node, without the indentation that its further lines have in the file."""
    lines, span = Lines(text), place_of(node)
    indent = indent_of(lines.line_text(span.line)[: span.column])
    return textwrap.dedent(indent + lines.slice(span))


@dataclass(frozen=True)
class Paste(Edit):
    """Put what a text makes or does at a spot."""

    text: str
    spot: Spot
    name: str = ""
    """What the text is called where it is kept under a name."""

    @property
    def title(self) -> str:
        if self.name:
            return f"Add {self.name}"
        labels = [each.label for each in cargoes(self.text)]
        return f"Paste {labels[0]}" if len(labels) == 1 else f"Paste {len(labels)} modules"

    def apply(self, outline: Outline) -> Outline:
        return all_given(outline, cargoes(_freed(self.text, outline)), self.spot)


def _freed(text: str, outline: Outline) -> str:
    try:
        return with_free_names(textwrap.dedent(text), outline)
    except OutlineError:
        return text  # it may be items of a chain, which define nothing


def cargoes(text: str) -> tuple[Cargo, ...]:
    """What a text brings, in its order. Raises EditError with a sentence if that is nothing."""
    text = textwrap.dedent(text).strip() + "\n"
    body = _as_items(text) or _as_statements(text)
    defined = [each for each in body if isinstance(each, Class | Function)]
    definitions = tuple(f"{_lines_of(text, each)}\n" for each in defined)
    rest = [e for e in body if not (e in defined or is_import(e) or is_docstring(e))]
    found = [cargo for each in rest for cargo in _of_statement(text, each)]
    if not found and classes(Outline(body)):
        found = [_of_class(Outline(body))]
    if not found:
        raise EditError("The clipboard holds nothing that could stand in a model.")
    imports = tuple(e.code.text for e in body if is_import(e))
    first = replace(found[0], definitions=definitions, imports=imports)
    return (first, *found[1:])


def _as_items(text: str) -> tuple[Statement, ...]:
    """Items as they stand between the brackets of a chain; nothing if it is not that."""
    try:
        body = get(f"[\n{text}\n]\n").body
    except OutlineError:
        return ()
    match body:
        case (Evaluate(Display(items=items)),):
            return tuple(Evaluate(item.value) for item in items)
    return ()


def _as_statements(text: str) -> tuple[Statement, ...]:
    try:
        return get(text).body
    except OutlineError as error:
        raise EditError(f"The clipboard holds no Python: {error}") from None


def _of_class(outline: Outline) -> Cargo:
    """The last class of a text, if it can be constructed without arguments."""
    known = classes(outline)
    name = list(known)[-1]
    init = inherited_method(known[name], "__init__", known)
    required = [each.name for each in parameters(init) if each.required]
    if required:
        raise EditError(f"{name} needs {', '.join(required)}; paste {name}(…) with it.")
    return _of_value(call(name), "")


def _of_statement(text: str, node: Statement) -> list[Cargo]:
    match node:
        case Evaluate(value):
            return [_of_value(value, "")]
        case Assign(target, value, "="):
            return [_of_value(value, target.partition(":")[0].strip())]
        case Region():
            return [Cargo("loop", statement=f"{_lines_of(text, node)}\n")]
    raise EditError(_NO_PART)


def _of_value(value: Expression, target: str) -> Cargo:
    """A module if it is constructed, else an operation on what flows in."""
    name = value.name.rpartition(".")[2] if isinstance(value, Call) else ""
    is_made = isinstance(value, Call) and _is_named_as_class(value)
    is_made |= target.startswith("self.") and (isinstance(value, Call) or is_choice(value))
    if not is_made:
        if isinstance(value, Code) and _NAME.fullmatch(value.text):
            raise EditError(_NO_PART)
        try:
            return Cargo(label_of(value), template=template_of(value))
        except EditError:
            raise EditError(_NO_PART) from None
    attribute = target.removeprefix("self.")
    kept = attribute if attribute.isidentifier() and attribute not in ("model", "net") else ""
    is_value = name in ("Parameter", "Buffer")
    made = placeless(value)
    return Cargo(name, made, attribute=kept or attribute_for(name), is_value=is_value)
