"""Names of a method in a new place: its parameters, its variables, and what ``self`` holds."""

import ast
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from inspector.edits.edit import EditError
from inspector.edits.inline_code import Source, Splice, attribute_of_self, in_formatted
from inspector.source.parsing import expression_of

MARKED = re.compile(r"\b_local_(?P<name>\w+?)_(?!\w)")
"""A variable of the method, until its name in the new place is known."""

KEEPERS = ("register_buffer", "register_parameter", "add_module", "register_module")
"""Methods of every module that keep something under a name."""


def local(name: str) -> str:
    """The mark of a variable."""
    return f"_local_{name}_"


@dataclass
class Members:
    """What ``self`` holds in the methods that are written out."""

    names: Mapping[str, str]
    """What each attribute is called in the new place."""
    constants: Mapping[str, str] = field(default_factory=dict)
    """Values that belong to the class, as literals."""
    methods: Mapping[str, str] = field(default_factory=dict)
    """How each method can be called in the new place, until it is written out there as well."""
    facts: dict[str, object] = field(default_factory=dict)
    """What is known of attributes, as `inline_fold` has it."""
    settled: Collection[str] = ()
    """The attributes that are assigned once, so that a fact about them lasts."""


class Names:
    """What each name of a method is written as. `where` names the method in refusals."""

    def __init__(self, where: str, members: Members, values: dict[str, str]) -> None:
        self.members = members
        self.values = values
        """The expressions that stand for parameters, and for variables that are sure."""
        self.locals: set[str] = set()
        """The variables that the method assigns, which keep a mark."""
        self._where = where

    def written(self, source: Source) -> str:
        """The code with the names of the new place. Raises EditError if it has none for one."""
        splices: list[Splice] = []
        for node in ast.walk(source.tree):
            match node:
                case ast.Name():
                    if splice := self._for_name(source, node):
                        splices.append(splice)
                case ast.Attribute() if attribute_of_self(node) and not _in_text(source, node):
                    splices.append(self._for_attribute(source, node))
                case ast.Call() if attribute_of_self(node.func) and node.func.attr in KEEPERS:
                    splices.append(self._for_keeper(source, node))
                case ast.JoinedStr() if not _in_text(source, node):
                    splices.append(self._for_text(source, node))
        return source.spliced([each for each in splices if each.end >= each.start])

    def _for_name(self, source: Source, node: ast.Name) -> Splice | None:
        if node.id == "self":
            if not isinstance(source.parent(node), ast.Attribute):
                raise EditError(f"{self._where} passes itself on as a whole; edit it in the code.")
            return None
        new = self._new_name(node.id)
        if new is None or source.is_own(node) or _in_text(source, node):
            return None
        read = Source(new).read()
        if source.bound_around(node) & set(read):
            raise EditError(f"{self._where} calls something else {new}, too; rename one of them.")
        holder = source.parent(node)
        if isinstance(holder, ast.keyword | ast.Starred) and (
            isinstance(holder, ast.Starred) or holder.arg is None
        ):
            spread = _spread(source, holder, new)
            if spread is not None:
                return spread
        return source.put_in(node, new)

    def _new_name(self, name: str) -> str | None:
        if name in self.values:
            return self.values[name]
        return local(name) if name in self.locals else None

    def _for_attribute(self, source: Source, node: ast.Attribute) -> Splice:
        start, end = source.offsets(node)
        name = node.attr
        if name in self.members.methods:
            holder = source.parent(node)
            if not isinstance(holder, ast.Call) or holder.func is not node:
                raise EditError(f"{self._where} passes its method {name} on; edit it in the code.")
            return Splice(start, end, f"self.{self.members.methods[name]}")
        if name in self.members.names:
            return Splice(start, end, f"self.{self.members.names[name]}")
        if name in self.members.constants:
            return source.put_in(node, self.members.constants[name])
        if name == "training" or name in KEEPERS:
            return Splice(start, end, f"self.{name}")
        raise EditError(
            f"{self._where} uses self.{name}, which belongs to the module as a whole; "
            "edit it in the code."
        )

    def _for_keeper(self, source: Source, node: ast.Call) -> Splice:
        first = node.args[0] if node.args else None
        match first:
            case ast.Constant(value=str(name)) if name in self.members.names:
                return Splice(*source.offsets(first), f'"{self.members.names[name]}"')
        raise EditError(f"{self._where} makes names while it runs; edit it in the code.")

    def _for_text(self, source: Source, node: ast.JoinedStr) -> Splice:
        start, end = source.offsets(node)
        names = {f"self.{old}": f"self.{new}" for old, new in self.members.names.items()}
        names |= {f"self.{old}": value for old, value in self.members.constants.items()}
        names |= {name: local(name) for name in self.locals} | self.values
        return Splice(start, end, in_formatted(source.text[start:end], names))


def _in_text(source: Source, node: ast.AST) -> bool:
    return any(isinstance(above, ast.JoinedStr) for above, _ in source.ancestors(node))


def _spread(source: Source, holder: ast.keyword | ast.Starred, value: str) -> Splice | None:
    """What stands in ``dict(…)`` or in brackets, in the place of ``**name`` or ``*name``."""
    match holder, expression_of(value):
        case ast.keyword(), ast.Call(func=ast.Name(id="dict"), args=[]):
            inner = value.removeprefix("dict(").removesuffix(")")
        case ast.Starred(), ast.Tuple() if value.startswith("("):
            inner = value[1:-1].rstrip().removesuffix(",")
        case _:
            return None
    start, end = source.offsets(holder)
    before, after = source.text[:start].rstrip(), source.text[end:]
    if not inner and before.endswith(","):
        start = len(before) - 1
    elif not inner and after.startswith(","):
        end += len(after) - len(after.removeprefix(",").lstrip())
    return Splice(start, end, inner)
