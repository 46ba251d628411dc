"""The children of a class that runs what it hands to ``super().__init__(…)``."""

import re
from collections.abc import Iterator

from inspector.outline.classes import bases, classes, inherited_method, members, method
from inspector.outline.containers import Container
from inspector.outline.emit import Emitter
from inspector.outline.expressions import is_parameter, text_of
from inspector.outline.index import Index
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
    Statement,
)

_OF_BASE = re.compile(r"super\([^()]*\)\.__init__")
_ADDS = re.compile(r"\bself\.(append|extend|insert|add_module|register_module)\b")


def handed_up(outline: Outline, node: Class) -> Container | None:
    """What holds the children of such a class: the call of its base, a Sequential.

    In ``super().__init__(*layers)`` it is the list in ``layers = […]``, if the constructor does
    nothing else with it. None if the class runs its children itself, or adds some elsewhere.
    """
    known = classes(outline)
    init = inherited_method(node, "__init__", known)
    if init is None or inherited_method(node, "forward", known) is not None:
        return None
    makers = (node, *known.values())  # of a name that is there twice, only the last is known
    maker = next(each for each in makers if method(each, "__init__") is init)
    made = _call_of_base(init)
    if made is None or "Sequential" not in [base.rpartition(".")[2] for base in bases(maker)]:
        return None
    if any(map(_may_be_module, members(maker).values())) or list(_that_say(_ADDS, init)):
        return None
    if not any(each.star for each in made.arguments):
        return made
    return _list_of(init, text_of(made.arguments[0].value)) if len(made.arguments) == 1 else None


def is_handed_up(index: Index, holder: Node | None) -> bool:
    """Whether this is what holds the children of the class that it stands in."""
    own = index.around(holder, Class) if holder is not None else None
    return own is not None and handed_up(index.outline, own) is holder


def is_numbered(made: Call) -> bool:
    """Whether the modules given to a call are numbered: by a Sequential, or by it as the base."""
    return made.name.endswith("Sequential") or is_of_base(made)


def is_of_base(made: Call) -> bool:
    """Whether a call is ``super().__init__(…)``, also with the class and self named."""
    return bool(_OF_BASE.fullmatch(text_of(made.function)))


def _may_be_module(value: Expression) -> bool:
    return not isinstance(value, Code) and not is_parameter(value)


def _call_of_base(init: Function) -> Call | None:
    for each in init.body:
        match each:
            case Evaluate(Call() as made) if is_of_base(made):
                return made
    return None


def _list_of(init: Function, name: str) -> Display | None:
    """The list that a constructor assigns to a name and then uses but once."""
    used = re.compile(rf"(?<![\w.]){re.escape(name)}(?!\w)")
    match list(_that_say(used, init)):
        case [Assign(target=target, value=Display(kind="list") as held), Evaluate()]:
            return held if target == name and not used.search(text_of(held)) else None
    return None


def _that_say(pattern: re.Pattern[str], function: Function) -> Iterator[Statement]:
    """The statements of a function whose text has a match."""
    return (each for each in function.body if pattern.search(Emitter().statement(each, "")))
