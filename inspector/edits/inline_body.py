"""The body of a method written out: with values for its parameters, without what is decided."""

import ast
import re
from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from inspector.edits.edit import EditError
from inspector.edits.inline_code import (
    Source,
    Splice,
    attribute_of_self,
    in_formatted,
    is_literal,
)
from inspector.edits.inline_fold import A_CLASS, UNKNOWN, decided, literal_value
from inspector.edits.inline_returns import RESULT, returns, with_one_end
from inspector.outline.emit import indented

MARKED = re.compile(r"\b_local_(?P<name>\w+?)_(?!\w)")
"""A variable of the method, until its name in the new place is known."""

_EMPTY = ("nn.Identity()", "None")
"""What an attribute may hold at first and nobody misses if it is assigned anew at once."""

_KEEPERS = ("register_buffer", "register_parameter", "add_module", "register_module")
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_ONLY_IN_FUNCTIONS = (ast.Yield, ast.YieldFrom, ast.Await, ast.Global, ast.Nonlocal)


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


class Body:
    """Writes a method out statement by statement. `where` names it in refusals.

    `values` are the arguments by parameter, `computed` what stands for those that are computed
    first; `everywhere` are names that mean the same in the whole file. What it assigns keeps
    marks as in `MARKED` for names.
    """

    def __init__(
        self,
        where: str,
        members: Members,
        values: Mapping[str, str],
        computed: Mapping[str, str],
        everywhere: Collection[str],
    ) -> None:
        self.statements: list[str] = []
        self.result: str | None = None
        self.outside: set[str] = set()
        """The names of the file that it reads."""
        self._where = where
        self._members = members
        self._values = dict(values)
        self._kinds = {name: literal_value(text) for name, text in computed.items()}
        self._everywhere = everywhere
        self._locals: set[str] = set()

    def write(self, text: str) -> None:
        """Write out the statements. Raises EditError for what cannot be taken from its method."""
        source = Source(text)
        self._refuse_what_needs_its_method(source)
        self._locals = source.stored()
        self.outside = set(source.read()) - self._locals - set(self._values) - {"self"}
        waiting = deque(source.statements(source.tree.body))
        while waiting:
            source = self._folded(Source(waiting.popleft()))
            (node,) = source.tree.body
            match node:
                case ast.Pass() | ast.Expr(value=ast.Constant()):
                    continue
                case ast.Assert(test=test) if self._decided(source, test, changed=()):
                    continue
                case ast.If(test=test) if (
                    truth := self._decided(source, test, changed=())
                ) is not None:
                    taken = node.body if truth else node.orelse
                    waiting.extendleft(reversed(source.statements(taken)))
                case ast.Return(value=value):
                    if value is not None:
                        self.result = self._substituted(Source(source.segment(value)))
                    return
                case ast.If() if returns(node):
                    self._branch_out(source, list(waiting))
                    return
                case ast.Assign():
                    self._assign(source, node)
                case _:
                    self._keep(source, node)

    def _branch_out(self, source: Source, rest: list[str]) -> None:
        """The end of a method that returns in several branches."""
        if RESULT in self._locals or RESULT in self._values or RESULT in self.outside:
            raise EditError(f"{self._where} returns in several places; edit it in the code.")
        self._locals.add(RESULT)
        whole = self._folded(Source(with_one_end(self._where, [source.text, *rest])))
        (node,) = whole.tree.body
        self._keep(whole, node)
        self.result = local(RESULT)

    def _assign(self, source: Source, node: ast.Assign) -> None:
        """An assignment; what a variable is for sure takes its place from there on."""
        value = self._substituted(Source(source.segment(node.value)))
        match node.targets:
            case [ast.Name(id=name)] if is_literal(value) or self._is_class(value):
                self._values[name] = value
                return
            case [target] if attribute_of_self(target) and target.attr in self._members.settled:
                self._members.facts[target.attr] = self._known_of(value)
        self._forget(source)
        targets = [self._substituted(Source(source.segment(each))) for each in node.targets]
        empty = [f"{targets[0]} = {each}" for each in _EMPTY if targets[0] not in value]
        if self.statements and self.statements[-1] in empty:
            self.statements.pop()
        self.statements.append(" = ".join((*targets, value)))

    def _keep(self, source: Source, node: ast.stmt) -> None:
        """A statement as it is, after the values of the variables that it changes."""
        if returns(node):
            raise EditError(f"{self._where} returns within a loop; edit it in the code.")
        for name in sorted(source.stored() & set(self._values)):
            self.statements.append(f"{local(name)} = {self._values[name]}")
        self._forget(source)
        self.statements.append(self._substituted(source))

    def _forget(self, source: Source) -> None:
        """From here on the variables that are assigned are what they are here."""
        for name in source.stored():
            self._values.pop(name, None)
            self._kinds.pop(local(name), None)

    def _folded(self, source: Source) -> Source:
        """The statement with the branch taken of each conditional expression that is decided."""
        while True:
            branches = (self._branch(source, each) for each in ast.walk(source.tree))
            splice = next(filter(None, branches), None)
            if splice is None:
                return source
            source = Source(source.spliced([splice]))

    def _branch(self, source: Source, node: ast.AST) -> Splice | None:
        match node:
            case ast.If(test=test) if source.parent(node) is not source.tree:
                truth = self._decided(source, test, changed=_changed(source))
                start, end = source.offsets(node)
                if truth is not None and not source.text.startswith("elif", start):
                    taken = source.statements(node.body if truth else node.orelse) or ["pass"]
                    text = indented("\n".join(taken), "", " " * node.col_offset)
                    return Splice(start, end, text)
            case ast.IfExp(test=test, body=then, orelse=otherwise):
                truth = self._decided(source, test, changed=_changed(source))
                if truth is not None:
                    return source.put_in(node, source.segment(then if truth else otherwise))
            case ast.BoolOp(op=kind, values=[first, *rest]):
                truth = self._decided(source, first, changed=_changed(source))
                if truth is None:
                    return None
                if truth is isinstance(kind, ast.Or):
                    return source.put_in(node, source.segment(first))
                start, end = source.offsets(rest[0])[0], source.offsets(rest[-1])[1]
                word = " or " if isinstance(kind, ast.Or) else " and "
                text = source.segment(rest[0]) if len(rest) == 1 else source.text[start:end]
                return source.put_in(node, text if word not in text else f"({text})")
        return None

    def _decided(self, source: Source, test: ast.expr, *, changed: Collection[str]) -> bool | None:
        """Whether a condition holds, if that is known for all but the variables `changed`."""

        def known(node: ast.expr) -> object:
            match node:
                case ast.Name(id=name) if name not in changed and not source.is_own(node):
                    if name in self._values:
                        return self._known_of(self._values[name])
                case ast.Attribute(attr=name) if attribute_of_self(node):
                    if name in self._members.facts:
                        return self._members.facts[name]
                    if name in self._members.constants:
                        return literal_value(self._members.constants[name])
            return UNKNOWN

        return decided(test, known)

    def _known_of(self, written: str) -> object:
        if written in self._kinds:
            return self._kinds[written]
        return A_CLASS if self._is_class(written) else literal_value(written)

    def _is_class(self, written: str) -> bool:
        """Whether it is a name of the whole file that ends like a class, as ``nn.ReLU``."""
        head, last = written.partition(".")[0], written.rpartition(".")[2]
        is_name = written.replace(".", "").isidentifier()
        return is_name and head in self._everywhere and last[:1].isupper()

    def _substituted(self, source: Source) -> str:
        splices: list[Splice] = []
        for node in ast.walk(source.tree):
            match node:
                case ast.Name():
                    if splice := self._for_name(source, node):
                        splices.append(splice)
                case ast.Attribute() if attribute_of_self(node) and not _in_text(source, node):
                    splices.append(self._for_attribute(source, node))
                case ast.Call() if attribute_of_self(node.func) and node.func.attr in _KEEPERS:
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
        if name in self._values:
            return self._values[name]
        return local(name) if name in self._locals else None

    def _for_attribute(self, source: Source, node: ast.Attribute) -> Splice:
        start, end = source.offsets(node)
        name = node.attr
        if name in self._members.methods:
            holder = source.parent(node)
            if not isinstance(holder, ast.Call) or holder.func is not node:
                raise EditError(f"{self._where} passes its method {name} on; edit it in the code.")
            return Splice(start, end, f"self.{self._members.methods[name]}")
        if name in self._members.names:
            return Splice(start, end, f"self.{self._members.names[name]}")
        if name in self._members.constants:
            return source.put_in(node, self._members.constants[name])
        if name == "training" or name in _KEEPERS:
            return Splice(start, end, f"self.{name}")
        raise EditError(
            f"{self._where} uses self.{name}, which belongs to the module as a whole; "
            "edit it in the code."
        )

    def _for_keeper(self, source: Source, node: ast.Call) -> Splice:
        first = node.args[0] if node.args else None
        match first:
            case ast.Constant(value=str(name)) if name in self._members.names:
                return Splice(*source.offsets(first), f'"{self._members.names[name]}"')
        raise EditError(f"{self._where} makes names while it runs; edit it in the code.")

    def _for_text(self, source: Source, node: ast.JoinedStr) -> Splice:
        start, end = source.offsets(node)
        names = {f"self.{old}": f"self.{new}" for old, new in self._members.names.items()}
        names |= {f"self.{old}": value for old, value in self._members.constants.items()}
        names |= {name: local(name) for name in self._locals} | self._values
        return Splice(start, end, in_formatted(source.text[start:end], names))

    def _refuse_what_needs_its_method(self, source: Source) -> None:
        for node in ast.walk(source.tree):
            if isinstance(node, _SCOPES):
                raise EditError(f"{self._where} defines {node.name} within; edit it in the code.")
            if isinstance(node, ast.Import | ast.ImportFrom):
                raise EditError(f"{self._where} imports something; edit it in the code.")
            if isinstance(node, _ONLY_IN_FUNCTIONS):
                raise EditError(f"{self._where} is more than a plain method; edit it in the code.")
            if isinstance(node, ast.Name) and node.id in ("super", "__class__", "locals"):
                raise EditError(f"{self._where} uses {node.id}; edit it in the code.")


def _changed(source: Source) -> set[str]:
    """The variables that a statement may have changed before all of it is evaluated."""
    (node,) = source.tree.body
    return set() if isinstance(node, ast.Assign) else source.stored()


def _in_text(source: Source, node: ast.AST) -> bool:
    return any(isinstance(above, ast.JoinedStr) for above, _ in source.ancestors(node))


def _spread(source: Source, holder: ast.keyword | ast.Starred, value: str) -> Splice | None:
    """What stands in ``dict(…)`` or in brackets, in the place of ``**name`` or ``*name``."""
    if isinstance(holder, ast.keyword):
        if not value.startswith("dict("):
            return None
        inner = value.removeprefix("dict(").removesuffix(")")
    else:
        if not isinstance(source.parent(holder), ast.Call) or not value.startswith("("):
            return None
        inner = value.strip("()").removesuffix(",") if "(" not in value[1:-1] else value[1:-1]
    start, end = source.offsets(holder)
    if not inner:
        before = source.text[:start].rstrip()
        if before.endswith(","):
            start = len(before) - 1
    return Splice(start, end, inner)
