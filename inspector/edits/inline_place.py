"""The place of a call: what runs before it in its statement, and which names are free there."""

import ast
from collections import Counter
from collections.abc import Collection, Sequence

from inspector.edits.edit import EditError
from inspector.edits.inline_code import Source, Splice, attribute_of_self
from inspector.edits.inline_names import MARKED, local
from inspector.edits.items import unique
from inspector.outline.emit import Emitter
from inspector.outline.index import Index
from inspector.outline.nodes import Assign, Call, Dict, Function, Outline, Simple, code

_CALL = "_the_call_"
_SOMETIMES = (
    *(ast.IfExp, ast.BoolOp, ast.Lambda, ast.JoinedStr, ast.NamedExpr),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
)
_WORKS = (ast.Call, ast.BinOp, ast.Compare, ast.Await)


class Place:
    """A call in a simple statement of a function."""

    def __init__(self, function: Function, statement: Simple, call: Call) -> None:
        self._function = function
        self._statement = statement
        outline_of_it = _with_call_marked(statement, call)
        self._source = Source(outline_of_it)
        self._mark = next(
            node
            for node in ast.walk(self._source.tree)
            if isinstance(node, ast.Name) and node.id == _CALL
        )

    def earlier(self, where: str) -> list[tuple[str, str]]:
        """What the statement computes before the call, as variables: ``(name, expression)``.

        Raises EditError if the call is not made each time that the statement runs.
        """
        found: list[tuple[str, str]] = []
        for node in self._earlier_nodes(where):
            named = (
                node.func.attr
                if isinstance(node, ast.Call) and attribute_of_self(node.func)
                else "value"
            )
            name = unique(named, {each for each, _ in found})
            found.append((name, self._source.segment(node)))
        return found

    def _earlier_nodes(self, where: str) -> list[ast.expr]:
        start = self._source.offsets(self._mark)[0]
        found: list[ast.expr] = []
        for above, _ in self._source.ancestors(self._mark):
            if isinstance(above, _SOMETIMES):
                raise EditError(
                    f"{where} is called only sometimes here; give it a line of its own."
                )
            for child in ast.iter_child_nodes(above):
                value = child.value if isinstance(child, ast.keyword | ast.Starred) else child
                if not isinstance(value, ast.expr) or self._source.offsets(value)[1] > start:
                    continue
                if not any(isinstance(part, _WORKS) for part in ast.walk(value)):
                    continue
                if isinstance(above, ast.Assign | ast.AugAssign | ast.AnnAssign) or (
                    isinstance(above, ast.Call) and value is above.func
                ):
                    raise EditError(
                        f"{where} is called within much else; give it a line of its own."
                    )
                found.append(value)
        return sorted(found, key=lambda node: self._source.offsets(node))

    def rest(self, result: str, are_named: bool, where: str) -> str:
        """The statement with the result in the place of the call."""
        splices = [self._source.put_in(self._mark, result)]
        if are_named:
            names = [local(name) for name, _ in self.earlier(where)]
            nodes = self._earlier_nodes(where)
            pairs = zip(nodes, names, strict=True)
            splices += [Splice(*self._source.offsets(node), name) for node, name in pairs]
        return self._source.spliced(splices)

    def named(
        self, texts: Sequence[str], prefix: str, taken: Collection[str], where: str
    ) -> list[str]:
        """The statements with names for what they have marked, of which the last is the rest.

        A variable keeps its name unless that means something else in the function and is still
        needed; then it is called after the member it belonged to. Raises EditError if the function
        has its own meaning for one of the names `taken`, which are those of the whole file.
        """
        source = Source(Emitter().statement(self._function, ""))
        arguments = {n.arg for n in ast.walk(source.tree) if isinstance(n, ast.arg)}
        shadowed = (source.stored() | arguments) & set(taken)
        if shadowed:
            raise EditError(f"{min(shadowed)}, which {where} uses, means something else here.")
        names_here = {n.id for n in ast.walk(source.tree) if isinstance(n, ast.Name)}
        used = names_here | arguments | set(taken)
        names = {name: name for name in self._known_already(source, texts)}
        marks = tuple(f"{local(name)} = " for name in names)
        texts = [text for text in texts if not (marks and text.startswith(marks))]
        for text in texts:
            for match in MARKED.finditer(text):
                name = match["name"]
                if name in names:
                    continue
                is_free = name not in used or (
                    name not in taken
                    and self._is_dead(name)
                    and not _is_read_after_mark(name, texts)
                )
                chosen = set(names.values())
                wanted = name if is_free and name not in chosen else f"{prefix}_{name}"
                names[name] = wanted if wanted == name else unique(wanted, used | chosen)
        return [MARKED.sub(lambda match: names[match["name"]], text) for text in texts]

    def _known_already(self, function: Source, texts: Sequence[str]) -> list[str]:
        """The dicts of the method that the function has already, under the same name."""
        found: list[str] = []
        for each in self._function.body:
            if each is self._statement:
                break
            if not isinstance(each, Assign) or not isinstance(each.value, Dict):
                continue
            line = Emitter().statement(each, "")
            marked = line.replace(each.target, local(each.target), 1)
            read = set(Source(line).read())
            if marked in texts and _is_fixed(function, each.target, read):
                found.append(each.target)
        return found

    def _is_dead(self, name: str) -> bool:
        """Whether what a variable has before the statement is not needed any more."""
        body = self._function.body
        is_here = any(each is self._statement for each in body)
        if self._function.name == "__init__" or not is_here:
            return False  # what the arguments of a constructor mean should last to its end
        at = next(i for i, each in enumerate(body) if each is self._statement)
        sources = (self._source, *(Source(Emitter().statement(e, "")) for e in body[at + 1 :]))
        for source in sources:
            if name in source.read():
                return False
            if name in source.stored():
                return isinstance(source.tree.body[0], ast.Assign)
        return True


def _is_fixed(function: Source, name: str, read: Collection[str]) -> bool:
    """Whether a dict stays what it is from its only assignment on, as does what it is made of."""
    times = Counter(
        node.id
        for node in ast.walk(function.tree)
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
    )
    touched = {
        node.value.id
        for node in ast.walk(function.tree)
        if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.value, ast.Name)
    }
    return times[name] == 1 and name not in touched and not any(times[each] for each in read)


def _is_read_after_mark(name: str, texts: Sequence[str]) -> bool:
    """Whether a name is read, as what it was before, once a variable of this name is assigned."""
    mark, is_assigned = local(name), False
    for text in texts:
        source = Source(text)
        is_first = not is_assigned and mark in source.stored()
        if is_first and not isinstance(source.tree.body[0], ast.Assign):
            is_assigned = True
        if is_assigned and name in source.read():
            return True
        is_assigned = is_assigned or is_first
    return False


def _with_call_marked(statement: Simple, call: Call) -> str:
    marked = Index(Outline((statement,))).replace(call, code(_CALL))
    return Emitter().statement(marked.body[0], "")
