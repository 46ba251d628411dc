"""The members of a class that go along when some of its steps become a class of their own."""

import re
from dataclasses import dataclass, replace

from inspector.edits.constructor import method_header
from inspector.edits.edit import EditError
from inspector.edits.free_names import Names, locals_of, names_of
from inspector.edits.members import attribute_of
from inspector.edits.names import RESERVED
from inspector.edits.piece import Piece
from inspector.edits.replacing import replacing, with_text
from inspector.outline.classes import bases, classes, inherited_method, members, method
from inspector.outline.emit import Emitter, nodes_of
from inspector.outline.expressions import statements
from inspector.outline.nodes import Assign, Call, Class, Function, Outline, Statement

_OF_EVERY_MODULE = "training"
"""A part of a model is in the same mode as the whole."""
_REST = "the rest of the file"


@dataclass(frozen=True)
class Moving:
    """Which statements of the old ``__init__`` make these members, and what else is needed."""

    init: Function | None
    statements: tuple[Assign, ...] = ()
    given: tuple[str, ...] = ()
    """What the new constructor is given: names of the old one, and ``self.width``."""
    values: tuple[str, ...] = ()
    """Attributes that the new forward gets as arguments, because others read them too."""

    @property
    def names(self) -> tuple[str, ...]:
        """The attributes that go along."""
        return tuple(attribute_of(each) or "" for each in self.statements)

    @property
    def made_between(self) -> tuple[str, ...]:
        """What is made between the members and stays: the random numbers change their order."""
        if self.init is None or not self.statements:
            return ()
        body = self.init.body
        first = _position(body, self.statements[0])
        last = _position(body, self.statements[-1])
        between = [each for each in body[first:last] if isinstance(each, Assign)]
        stays = [each for each in between if all(each is not one for one in self.statements)]
        made = [each for each in stays if isinstance(each.value, Call)]
        return tuple(attribute_of(each) or each.target for each in made)

    def constructor(self) -> tuple[Function, ...]:
        """The ``__init__`` of the new class; none if it makes nothing."""
        if not self.statements:
            return ()
        names = [each.removeprefix("self.") for each in self.given]
        body = list(self.statements)
        for each in self.given:
            if each.startswith("self."):
                change = replacing(rf"\b{re.escape(each)}\b", each.removeprefix("self."))
                body = [replace(one, value=with_text(one.value, change)) for one in body]
        header = method_header("__init__", names)
        return (Function("__init__", header, (*statements("super().__init__()"), *body)),)

    def body_of_init(self, making: Statement) -> tuple[Statement, ...]:
        """The body of the old ``__init__`` with one statement in the place of the last of them."""
        assert self.init is not None
        last = self.statements[-1]
        gone = {id(each) for each in self.statements[:-1]}
        body = [making if each is last else each for each in self.init.body]
        return tuple(each for each in body if id(each) not in gone)


def moving(outline: Outline, piece: Piece) -> Moving:
    """What goes along with a piece of a forward. Raises EditError if that cannot be."""
    init = method(piece.owner, "__init__")
    names = names_of(*piece.own_statements)
    _refuse_what_needs_the_module(outline, piece.owner, names)
    body = init.body if init is not None else ()
    made = {name: each for each in body if isinstance(each, Assign) for name in _made_by(each)}
    called = {
        each.name for s in piece.own_statements for each in nodes_of(s) if isinstance(each, Call)
    }
    wanted = [name for name in names.attributes if name != _OF_EVERY_MODULE]
    candidates = [name for name in wanted if name in made]
    outside = _code_outside(outline, piece, [made[name] for name in candidates])
    values = []
    for name in wanted:
        elsewhere = _where_used(name, outside)
        if name in made and not elsewhere:
            continue
        if f"self.{name}" in called or _is_module(members(piece.owner).get(name)):
            raise EditError(_why_it_stays(piece.owner, name, elsewhere, name in made))
        values.append(name)
    statements = [made[name] for name in candidates if name not in values]
    assert init is not None or not statements
    if init is None or not statements:
        return Moving(init, values=tuple(values))
    statements.sort(key=lambda each: _position(init.body, each))
    return Moving(init, tuple(statements), _given(init, statements), tuple(values))


def _made_by(statement: Assign) -> tuple[str, ...]:
    name = attribute_of(statement) if statement.operator == "=" else None
    return (name,) if name is not None else ()


def _refuse_what_needs_the_module(outline: Outline, owner: Class, names: Names) -> None:
    if names.attributes_bound:
        raise EditError(
            f"It keeps self.{names.attributes_bound[0]} for {owner.name}; edit it in the code."
        )
    if "self" in names.read or "super" in names.read:
        raise EditError(
            f"It uses the {owner.name} itself, not only its parts; edit it in the code."
        )
    for name in names.attributes:
        is_method = inherited_method(owner, name, classes(outline)) is not None
        if is_method or (name in RESERVED and name != _OF_EVERY_MODULE):
            raise EditError(f"It calls self.{name}, a method of {owner.name}; edit it in the code.")


def _code_outside(
    outline: Outline, piece: Piece, made: list[Assign]
) -> dict[str, tuple[Statement, ...]]:
    """All code that may use a member beside the piece, by what the user calls its place."""
    init, forward = method(piece.owner, "__init__"), piece.forward
    own = {id(each) for each in made}
    found: dict[str, tuple[Statement, ...]] = {"its forward": piece.other_statements}
    if init is not None:
        found["__init__"] = tuple(each for each in init.body if id(each) not in own)
    others = [each for each in piece.owner.body if each is not init and each is not forward]
    found |= {getattr(each, "name", "the class"): (each,) for each in others}
    related = {piece.owner.name, *(set(bases(piece.owner)) & classes(outline).keys())}
    for each in outline.body:
        if each is piece.owner:
            continue
        if not isinstance(each, Class):
            found[_REST] = (*found.get(_REST, ()), each)
        elif each.name in related or related & set(bases(each)):
            related.add(each.name)
            found[each.name] = (each,)
    return found


def _where_used(name: str, outside: dict[str, tuple[Statement, ...]]) -> str:
    """The first place that speaks of an attribute of this name; empty if none does."""
    own = re.compile(rf"\bself\.{re.escape(name)}\b")
    any_owner = re.compile(rf"(?<!\bF)(?<!\bnn)(?<!\btorch)\.{re.escape(name)}\b")
    for where, code in outside.items():
        pattern = any_owner if where == _REST else own
        if any(pattern.search(Emitter().statement(each, "")) for each in code):
            return where
    return ""


def _is_module(value: object) -> bool:
    if not isinstance(value, Call):
        return False
    short = value.name.rpartition(".")[2]
    return short[:1].isupper() and short not in ("Parameter", "Buffer")


def _why_it_stays(owner: Class, name: str, elsewhere: str, is_made: bool) -> str:
    if elsewhere and is_made:
        return f"self.{name} is used elsewhere as well, in {elsewhere}; it cannot go along."
    if name in members(owner):
        return f"self.{name} is made in a loop or under an “if”; it cannot go along."
    return f"Where self.{name} is made was not found; edit it in the code."


def _given(init: Function, moved: list[Assign]) -> tuple[str, ...]:
    """What the constructors of moved members read from around them.

    Raises EditError if that is not the same any more where the last of them is made.
    """
    known, names = locals_of(init), [attribute_of(each) for each in moved]
    last = _position(init.body, moved[-1])
    given: dict[str, None] = {}
    for each in moved:
        found = names_of(each)
        local = [name for name in found.read if name in known]
        own = [f"self.{name}" for name in found.attributes if name not in names]
        if "self" in found.read:
            raise EditError(f"{each.target} is made with the module itself; edit it in the code.")
        between = init.body[_position(init.body, each) + 1 : last]
        later = names_of(*between)
        changed = [name for name in local if name in later.bound]
        changed += [name for name in found.attributes if name in later.attributes_bound]
        if changed:
            raise EditError(f"{changed[0]} changes in __init__ between them; edit it in the code.")
        given |= dict.fromkeys((*local, *own))
    plain = [name.removeprefix("self.") for name in given]
    twice = next((name for name in plain if plain.count(name) > 1), None)
    if twice is not None:
        raise EditError(f"It reads both {twice} and self.{twice}; rename one of them first.")
    return tuple(given)


def _position(body: tuple[Statement, ...], statement: Statement) -> int:
    return next(n for n, each in enumerate(body) if each is statement)
