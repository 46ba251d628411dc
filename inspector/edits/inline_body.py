"""The body of a method written out: with values for its parameters, without what is decided."""

import ast
from collections import deque
from collections.abc import Collection, Mapping

from inspector.edits.edit import EditError
from inspector.edits.inline_code import Source, Splice, attribute_of_self, is_literal
from inspector.edits.inline_fold import A_CLASS, UNKNOWN, decided, literal_value
from inspector.edits.inline_names import Members, Names, local
from inspector.edits.inline_returns import RESULT, returns, with_one_end
from inspector.outline.emit import indented

_EMPTY = ("nn.Identity()", "None")
"""What an attribute may hold at first and nobody misses if it is assigned anew at once."""

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_ONLY_IN_FUNCTIONS = (ast.Yield, ast.YieldFrom, ast.Await, ast.Global, ast.Nonlocal)


class Body:
    """Writes a method out statement by statement. `where` names it in refusals.

    `values` are the arguments by parameter, `computed` what stands for those that are computed
    first; `everywhere` are names that mean the same in the whole file. What it assigns keeps
    marks as in `inline_names` for names.
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
        self._names = Names(where, members, dict(values))
        self._kinds = {name: literal_value(text) for name, text in computed.items()}
        self._everywhere = everywhere

    def write(self, text: str) -> None:
        """Write out the statements. Raises EditError for what cannot be taken from its method."""
        source = Source(text)
        self._refuse_what_needs_its_method(source)
        self._names.locals |= source.stored()
        self.outside = set(source.read()) - self._names.locals - set(self._names.values) - {"self"}
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
                        self.result = self._names.written(Source(source.segment(value)))
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
        if RESULT in self._names.locals or RESULT in self._names.values or RESULT in self.outside:
            raise EditError(f"{self._where} returns in several places; edit it in the code.")
        self._names.locals.add(RESULT)
        whole = self._folded(Source(with_one_end(self._where, [source.text, *rest])))
        (node,) = whole.tree.body
        self._keep(whole, node)
        self.result = local(RESULT)

    def _assign(self, source: Source, node: ast.Assign) -> None:
        """An assignment; what a variable is for sure takes its place from there on."""
        value = self._names.written(Source(source.segment(node.value)))
        match node.targets:
            case [ast.Name(id=name)] if is_literal(value) or self._is_class(value):
                self._names.values[name] = value
                return
            case [target] if (
                attribute_of_self(target) and target.attr in self._names.members.settled
            ):
                self._names.members.facts[target.attr] = self._known_of(value)
        self._forget(source)
        targets = [self._names.written(Source(source.segment(each))) for each in node.targets]
        empty = [f"{targets[0]} = {each}" for each in _EMPTY if targets[0] not in value]
        if self.statements and self.statements[-1] in empty:
            self.statements.pop()
        self.statements.append(" = ".join((*targets, value)))

    def _keep(self, source: Source, node: ast.stmt) -> None:
        """A statement as it is, after the values of the variables that it changes."""
        if returns(node):
            raise EditError(f"{self._where} returns within a loop; edit it in the code.")
        for name in sorted(source.stored() & set(self._names.values)):
            self.statements.append(f"{local(name)} = {self._names.values[name]}")
        self._forget(source)
        self.statements.append(self._names.written(source))

    def _forget(self, source: Source) -> None:
        """From here on the variables that are assigned are what they are here."""
        for name in source.stored():
            self._names.values.pop(name, None)
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
                    if name in self._names.values:
                        return self._known_of(self._names.values[name])
                case ast.Attribute(attr=name) if attribute_of_self(node):
                    if name in self._names.members.facts:
                        return self._names.members.facts[name]
                    if name in self._names.members.constants:
                        return literal_value(self._names.members.constants[name])
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
