"""Making a class of what is written in one place, and writing a class out where it is used."""

import re
from dataclasses import dataclass, replace

from inspector.edits.constructor import annotated, method_header, names_from_inside
from inspector.edits.edit import Edit, EditError, module_at
from inspector.edits.give import with_class
from inspector.edits.imports import with_imports_for
from inspector.edits.names import checked_name
from inspector.edits.replacing import replacing, with_text
from inspector.edits.runs import is_chain, run_of
from inspector.edits.wrap import wrapped
from inspector.outline.document import top_level_names
from inspector.outline.expressions import call, statements
from inspector.outline.index import Index
from inspector.outline.nodes import Call, Class, Evaluate, Function, Outline
from inspector.source.span import Span

_SELF = "self."


@dataclass(frozen=True)
class ExtractClass(Edit):
    """Make a class of the module constructed at `site`, and construct that in its place.

    The new class is the old one with its arguments, so that the names of all parameters and the
    order in which they are drawn stay as they were. What the arguments read from around them,
    such as a width, becomes an argument of the new class.
    """

    site: Span
    name: str

    @property
    def title(self) -> str:
        return f"Extract {self.name.strip()}"

    def apply(self, outline: Outline) -> Outline:
        name = new_class_name(outline, self.name)
        index = Index(outline)
        node = module_at(index, self.site)
        around = index.around(node, Function)
        construction, made = extracted(outline, node, name, around)
        return with_class(index.replace(node, construction), made)


@dataclass(frozen=True)
class ExtractItems(Edit):
    """Make a class of some modules of a chain that follow one another.

    It is a Sequential of them, so that they are constructed in the same order; their parameters
    are one level deeper.
    """

    sites: tuple[Span, ...]
    name: str

    @property
    def title(self) -> str:
        return f"Extract {self.name.strip()}"

    def apply(self, outline: Outline) -> Outline:
        name = new_class_name(outline, self.name)
        index = Index(outline)
        run = run_of(index, self.sites)
        if run is None or not is_chain(index, run.holder):
            raise EditError("Only what runs one after the other in a Sequential is one class.")
        around = index.around(run.holder, Function)
        made_of = wrapped(run.items, "Sequential")
        construction, made = extracted(outline, made_of, name, around)
        changed = with_class(run.replaced(index, construction), made)
        return with_imports_for(changed, "nn.Sequential")


def new_class_name(outline: Outline, name: str) -> str:
    """The name without blanks. Raises EditError if it cannot be that of a new class."""
    name = checked_name(name)
    if name in top_level_names(outline):
        raise EditError(f"This file has a “{name}” already.")
    return name


def extracted(
    outline: Outline, node: Call, name: str, around: Function | None
) -> tuple[Call, Class]:
    """How a new class is constructed that is another one with its arguments, and the class.

    `around` is the function that constructs it: its arguments keep their types.
    """
    read = names_from_inside(outline, node)
    _refuse_what_is_no_argument(node, read)
    return call(name, *read), _subclass(name, node, read, around)


def _refuse_what_is_no_argument(node: Call, read: list[str]) -> None:
    function = node.name.partition(".")[0]
    if node.name.startswith(_SELF) or function in read or not function.isidentifier():
        raise EditError(f"{node.name} is chosen while the code runs; edit it in the code.")
    if not node.name.rpartition(".")[2][:1].isupper():
        raise EditError(f"{node.name} is a function; only what a class makes can be extracted.")
    names = [name.removeprefix(_SELF) for name in read]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise EditError(f"It reads both {twice} and self.{twice}; rename one of them first.")


def _subclass(name: str, node: Call, read: list[str], around: Function | None) -> Class:
    inner = node
    for each in read:
        if each.startswith(_SELF):
            inner = with_text(inner, replacing(rf"\b{re.escape(each)}\b", each.removeprefix(_SELF)))
    names = [each.removeprefix(_SELF) for each in read]
    returned = " -> None" if around is not None and around.header.endswith("-> None") else ""
    (start,) = statements("super().__init__()")
    assert isinstance(start, Evaluate)
    assert isinstance(start.value, Call)
    made = Evaluate(replace(start.value, arguments=inner.arguments, span=None))
    header = method_header("__init__", annotated(names, around), returned)
    init = Function("__init__", header, (made,))
    return Class(name, f"class {name}({node.name})", (init,))
