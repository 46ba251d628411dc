"""Members of a class: what ``__init__`` makes and ``forward`` uses."""

from dataclasses import replace

from inspector.edits.attributes import taken_attributes
from inspector.edits.edit import EditError
from inspector.edits.flow import taken_out, without
from inspector.edits.free_names import bound_for_sure, locals_of, names_of
from inspector.edits.habits import flowing_name
from inspector.edits.items import unique
from inspector.outline.classes import (
    bases,
    classes,
    inherited_method,
    method,
    parameters,
    registered_name,
    statements_within,
)
from inspector.outline.emit import nodes_of
from inspector.outline.expressions import FLOWING, assign, call, statements
from inspector.outline.index import Index
from inspector.outline.making import called_from
from inspector.outline.nodes import (
    Argument,
    Assign,
    Call,
    Class,
    Code,
    Evaluate,
    Expression,
    Function,
    Node,
    Other,
    Outline,
    Statement,
    code,
)

_FORWARD = "def forward(self, {x}):\n    return {x}\n"
_INIT = "def __init__(self):\n    super().__init__()\n"
_FORWARD_OF_HEIR = "{head}:\n    return super().forward({given})\n"
_INIT_OF_HEIR = "def __init__(self, *args, **kwargs):\n    super().__init__(*args, **kwargs)\n"
_HOLDING = ("Sequential", "ModuleList", "ModuleDict")


def class_named(outline: Outline, name: str) -> Class:
    """A class of the file. Raises EditError if the file has none of this name."""
    found = classes(outline).get(name)
    if found is None:
        raise EditError(f"The class {name} is not defined in this file; open its own file.")
    return found


def with_methods(outline: Outline, name: str) -> Outline:
    """The outline with an ``__init__`` and a ``forward`` in the class, if they are missing.

    Those of a class that inherits others call these. Raises EditError for a chain.
    """
    for wanted in ("forward", "__init__"):
        node = class_named(outline, name)
        if method(node, wanted) is None:
            text = _method_for(outline, node, wanted)
            (function,) = statements(text.replace(FLOWING, flowing_name(outline)))
            body = [each for each in node.body if each != Other(code("pass"))]
            at = 0 if wanted == "__init__" else len(body)
            if wanted == "__init__" and body and is_docstring(body[0]):
                at = 1
            body.insert(at, function)
            outline = Index(outline).replace(node, replace(node, body=tuple(body)))
    return outline


def _method_for(outline: Outline, node: Class, wanted: str) -> str:
    """The code of a ``forward`` or ``__init__`` that is still missing in a class."""
    above = [each for each in bases(node) if each.rpartition(".")[2] != "Module"]
    if not above:
        return _FORWARD if wanted == "forward" else _INIT
    if wanted == "forward" and any(each.rpartition(".")[2] in _HOLDING for each in above):
        raise EditError(f"{node.name} runs what it hands to super().__init__; add it there.")
    known = inherited_method(node, wanted, classes(outline))
    taken = [each for each in parameters(known) if not each.kind]
    if wanted == "__init__":
        return _INIT if known is not None and not parameters(known) else _INIT_OF_HEIR
    if known is None:
        return _FORWARD_OF_HEIR.format(head="def forward(self, {x})", given="{x}")
    given = ", ".join(f"{e.name}={e.name}" if e.by_keyword else e.name for e in taken)
    return _FORWARD_OF_HEIR.format(head=known.header, given=given)


def is_docstring(node: Statement) -> bool:
    """Whether a statement is nothing but a text."""
    return (
        isinstance(node, Evaluate)
        and isinstance(node.value, Code)
        and node.value.text.lstrip("rRuUbB").startswith(('"', "'"))
    )


def forward_of(outline: Outline, name: str) -> Function:
    """The forward that a class defines. Raises EditError if it inherits one."""
    found = method(class_named(outline, name), "forward")
    if found is None:
        raise EditError(f"{name} has no forward of its own.")
    return found


def new_attribute(outline: Outline, class_name: str, wanted: str) -> str:
    """An attribute name that the class does not use yet."""
    node = class_named(outline, class_name)
    return unique(wanted, taken_attributes(outline, node) | {"training", "forward"})


def with_member(
    outline: Outline,
    class_name: str,
    attribute: str,
    value: Expression | str,
    near: str | None,
    after: bool = True,
) -> Outline:
    """The outline with ``self.attribute = value`` in ``__init__``, beside the member `near`."""
    return with_made(outline, class_name, assign(f"self.{attribute}", value), near, after)


def registered(attribute: str, value: Expression) -> Evaluate:
    """``self.register_buffer("attribute", value)``."""
    return Evaluate(call("self.register_buffer", code(f'"{attribute}"'), value))


def with_made(
    outline: Outline, class_name: str, new: Statement, near: str | None, after: bool = True
) -> Outline:
    """The outline with a statement in ``__init__``, beside the one that makes the member `near`.

    Without one it goes behind the last member that is made: what follows, such as the
    initialization of all parameters, is to see it as well.
    """
    outline = with_methods(outline, class_name)
    init = method(class_named(outline, class_name), "__init__")
    assert init is not None
    index = Index(outline)
    beside = [each for each in init.body if near is not None and _makes(each, near)]
    made = [each for each in init.body if _makes(each, None)]
    anchor = _behind_what_it_reads(init, new, (beside or made or init.body)[-1])
    after = after or anchor not in beside
    if anchor == Other(code("pass")):
        return index.replace(anchor, new)
    pair = (anchor, new) if after or not beside else (new, anchor)
    return index.replace(anchor, *pair)


def _behind_what_it_reads(init: Function, new: Statement, anchor: Statement) -> Statement:
    """The statement to put a new one beside: a later one if only that gives it its names."""
    at = next(n for n, each in enumerate(init.body) if each is anchor)
    known = locals_of(replace(init, body=init.body[: at + 1]))
    missing = set(names_of(new).read) & (locals_of(init) - known)
    later = [each for each in init.body[at + 1 :] if missing & set(names_of(each).bound)]
    anchor = later[-1] if later else anchor
    at = next(n for n, each in enumerate(init.body) if each is anchor)
    given = locals_of(replace(init, body=())) | bound_for_sure(init.body[: at + 1])
    unsure = sorted(set(names_of(new).read) & locals_of(init) - given)
    if unsure:
        raise EditError(
            f"{unsure[0]} has a value only in a branch or loop of __init__; edit it in the code."
        )
    return anchor


def _makes(statement: Statement, attribute: str | None) -> bool:
    """Whether a statement, or one within it, makes a member: that one, or any by a call."""
    return any(
        isinstance(each, Assign)
        and (name := attribute_of(each)) is not None
        and (name == attribute or (attribute is None and _has_call(each.value)))
        for each in statements_within((statement,))
    )


def _has_call(node: Expression) -> bool:
    return any(isinstance(each, Call) for each in nodes_of(node))


def calls_of_member(function: Function | None, attribute: str) -> tuple[Call, ...]:
    """The calls ``self.attribute(…)`` in a forward, in the order of the text."""
    found = [
        node
        for node in (nodes_of(function) if function else ())
        if isinstance(node, Call) and node.name == f"self.{attribute}"
    ]
    return tuple(sorted(found, key=lambda call: call.span or (0, 0, 0, 0)))


def calls_when_run(owner: Class, attribute: str) -> tuple[Call, ...]:
    """Its calls in the forward of its class, and then in the methods that forward calls."""
    functions = called_from(owner, "forward")
    return tuple(call for each in functions for call in calls_of_member(each, attribute))


def without_member(outline: Outline, class_name: str, attribute: str) -> Outline:
    """The outline without a member and without its calls, whose inputs flow on.

    Raises EditError if the forward uses the member in another way than calling it, or if it is
    made in several places.
    """
    while calls := _calls_in_methods(class_named(outline, class_name), attribute):
        outline = taken_out(Index(outline), calls[-1])
    node = class_named(outline, class_name)
    statement = member_statement(node, attribute) or _registering(node, attribute)
    made = without(Index(outline), statement) if statement else outline
    for each in class_named(made, class_name).body:
        if isinstance(each, Function):
            _refuse_other_uses(each, attribute)
    return made


def _calls_in_methods(node: Class, attribute: str) -> tuple[Call, ...]:
    methods = [each for each in node.body if isinstance(each, Function) and each.name != "__init__"]
    return tuple(call for each in methods for call in calls_of_member(each, attribute))


def member_statement(node: Class, attribute: str) -> Assign | None:
    """The statement of ``__init__`` that makes a member.

    Raises EditError if there are several, as in the branches of an ``if``.
    """
    init = method(node, "__init__")
    made = [
        statement
        for statement in statements_within(init.body if init else ())
        if isinstance(statement, Assign) and attribute_of(statement) == attribute
    ]
    if len(made) > 1:
        raise EditError(f"self.{attribute} is made in {len(made)} places; edit it in the code.")
    return made[0] if made else None


def _registering(node: Class, attribute: str) -> Statement | None:
    """The statement of ``__init__`` that registers a buffer."""
    init = method(node, "__init__")
    found = statements_within(init.body) if init else ()
    return next((each for each in found if registered_name(each) == attribute), None)


def statement_of_value(index: Index, node: Node) -> Statement | None:
    """The statement that keeps `node` as a member: an assignment, or one that registers it."""
    parent = index.parent(node)
    if isinstance(parent, Assign):
        return parent if attribute_of(parent) else None
    registering = index.parent(parent) if isinstance(parent, Argument) else None
    statement = index.parent(registering) if registering is not None else None
    if not isinstance(statement, Evaluate) or not isinstance(registering, Call):
        return None
    return statement if registered_name(statement) and registering.arguments[1] is parent else None


def attribute_of(statement: Assign) -> str | None:
    """The attribute of ``self`` that a statement assigns, annotated or not."""
    target = statement.target.partition(":")[0].strip()
    name = target.removeprefix("self.")
    return name if name != target and name.isidentifier() else None


def _refuse_other_uses(function: Function, attribute: str) -> None:
    for node in nodes_of(function):
        for piece in node.pieces if isinstance(node, Code) else ():
            if mentions(piece, attribute):
                raise EditError(
                    f"{function.name} also uses self.{attribute} other than by calling it; "
                    "edit it in the code."
                )


def mentions(text: str, attribute: str) -> bool:
    """Whether a piece of code speaks of ``self.attribute``."""
    at = text.find(f"self.{attribute}")
    while at >= 0:
        after = text[at + len(f"self.{attribute}") :][:1]
        if not (after.isalnum() or after == "_"):
            return True
        at = text.find(f"self.{attribute}", at + 1)
    return False


def owner_of_member(index: Index, node: Node) -> tuple[Class, str] | None:
    """The class and attribute, if `node` is what ``self.attribute`` is made as in a class."""
    statement = statement_of_value(index, node)
    owner = index.around(statement, Class) if statement is not None else None
    if statement is None or owner is None:
        return None
    attribute = attribute_of(statement) if isinstance(statement, Assign) else None
    return owner, attribute or registered_name(statement)
