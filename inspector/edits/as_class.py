"""A model that is a bare ``nn.Sequential`` as a class with named modules and a forward."""

import re

from inspector.edits.chain_class import Link, class_of, is_written_out, links_of
from inspector.edits.constructor import names_read
from inspector.edits.edit import EditError
from inspector.edits.give import with_class
from inspector.edits.names import checked_name
from inspector.outline.classes import statements_within
from inspector.outline.containers import container_of, items_of
from inspector.outline.document import assignment, top_level_names
from inspector.outline.emit import Emitter
from inspector.outline.expressions import call
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Argument,
    Assign,
    Call,
    Class,
    Code,
    Evaluate,
    Expression,
    Outline,
    Statement,
)

_OTHER_USES = (
    r"(?<![\w.]){0}\s*\[|\bin\s+{0}\b|\blen\(\s*{0}\s*\)|"
    r"(?<![\w.]){0}\.(append|extend|insert|pop|add_module|register_module|load_state_dict)\b"
)
"""What can be done with a Sequential and not with the class, or finds other names there."""


def with_model_as_class(outline: Outline, model: str, name: str) -> Outline:
    """The outline with a class of this name in the place of the Sequential that is the model.

    The modules are made in the same order, so the same seed gives the same numbers, but their
    parameters have other names: ``0.weight`` is ``linear.weight``. Variables that the chain reads
    become arguments of the class. Raises EditError if the model is no such chain.
    """
    name = checked_name(name)
    if name in top_level_names(outline):
        raise EditError(f"This file has a “{name}” already.")
    made, outline = _with_additions(outline, model)
    links = _links(outline, made, model)
    read = _variables_read(outline, links)
    changed = Index(outline).replace(made, call(name, *read))
    return with_class(changed, class_of(name, links, read))


def new_names(outline: Outline, model: str) -> tuple[tuple[str, str], ...]:
    """What each module is called before and after, where that differs. Raises EditError."""
    made, outline = _with_additions(outline, model)
    links = _links(outline, made, model)
    return tuple((each.old, each.attribute) for each in links if each.old != each.attribute)


def _with_additions(outline: Outline, model: str) -> tuple[Call, Outline]:
    """The Sequential, and the outline in which what is appended to it at once stands within it."""
    while True:
        found = assignment(outline, model)
        made = _sequential(found.value) if found is not None else None
        if found is None or made is None:
            raise EditError(
                f"{model} is not made by a bare nn.Sequential; it has its class already."
            )
        at = next(i for i, each in enumerate(outline.body) if each is found)
        following = outline.body[at + 1] if at + 1 < len(outline.body) else None
        added = _appended(following, model)
        if added is None or found.value is not made or container_of(outline, made) is not made:
            return made, outline
        longer = Call(made.function, (*made.arguments, Argument(added)), span=made.span)
        rest = Outline((*outline.body[: at + 1], *outline.body[at + 2 :]), span=outline.span)
        outline = Index(rest).replace(made, longer)


def _sequential(value: Expression) -> Call | None:
    """The call of Sequential in ``nn.Sequential(…)`` or ``nn.Sequential(…).eval()``."""
    while isinstance(value, Call):
        if value.name.rpartition(".")[2] == "Sequential":
            return value
        function = value.function
        if not (isinstance(function, Code) and len(function.holes) == 1 and not function.pieces[0]):
            return None
        value = function.holes[0]
    return None


def _appended(node: Statement | None, model: str) -> Expression | None:
    """The module in ``model.append(module)``."""
    match node:
        case Evaluate(Call(arguments=(Argument(value, None, ""),)) as made):
            return value if made.name == f"{model}.append" else None
    return None


def _links(outline: Outline, made: Call, model: str) -> list[Link]:
    """The modules in their order, with names of their own; what is used twice stands twice."""
    _refuse_other_uses(outline, model)
    holder = container_of(outline, made)
    items = items_of(holder) if holder is not None else ()
    if holder is None or not all(is_written_out(each, holder is made) for each in items):
        raise EditError(f"The modules of {model} are not written out; edit it in the code.")
    return links_of(items)


def _refuse_other_uses(outline: Outline, model: str) -> None:
    pattern = re.compile(_OTHER_USES.format(re.escape(model)))
    for each in outline.body:
        found = None if isinstance(each, Class) else pattern.search(Emitter().statement(each, ""))
        if found is not None:
            raise EditError(
                f"The file uses {model} as a chain (“{found.group().strip()}”), which a class "
                "is not; write it out first."
            )


def _variables_read(outline: Outline, links: list[Link]) -> list[str]:
    """The variables of the file that the chain reads, in the order in which it does."""
    assigned = [each for each in statements_within(outline.body) if isinstance(each, Assign)]
    variables = {each.target.partition(":")[0].strip() for each in assigned}
    read = [name for each in links for name in names_read(each.value)]
    return [name for name in dict.fromkeys(read) if name in variables]
