"""Whether two forms of a file compute the same, however they name and lay out what they compute."""

import ast
from collections import Counter
from collections.abc import Hashable, Iterator

from inspector.outline.document import is_import
from inspector.outline.emit import Emitter
from inspector.outline.nodes import Class, Function, Outline, Statement


def is_same_but_for_names(one: Outline, other: Outline) -> bool:
    """Whether two files differ only in their imports and in the names within functions.

    It is told from the text alone: each function makes the same calls of the same values, in
    whichever order, and gives the same back. Loops and branches must be written alike.
    """
    return _is_same_body(one.body, other.body)


def _is_same_body(ones: tuple[Statement, ...], others: tuple[Statement, ...]) -> bool:
    left = [each for each in ones if not is_import(each)]
    right = [each for each in others if not is_import(each)]
    return len(left) == len(right) and all(map(_is_same, left, right))


def _is_same(one: Statement, other: Statement) -> bool:
    if one == other:
        return True
    match one, other:
        case Class(), Class() if _head(one) == _head(other):
            return _is_same_body(one.body, other.body)
        case Function(), Function() if _head(one) == _head(other):
            flow = Flow()
            steps = flow.of(one)
            return bool(steps) and Counter(steps) == Counter(flow.of(other))
    return False


def _head(node: Class | Function) -> tuple[str, tuple[str, ...]]:
    return node.header, node.decorators


class Flow:
    """Numbers the values of functions, so that equal ones have equal numbers."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._names: dict[str, int] = {}
        self._steps: list[Hashable] = []

    def of(self, function: Function) -> tuple[Hashable, ...]:
        """What a function does, step by step; nothing if it is too deep to be read."""
        self._names, self._steps = {}, []
        try:
            (tree,) = ast.parse(Emitter().statement(function, "")).body
        except (SyntaxError, ValueError, RecursionError):
            return ()
        for statement in getattr(tree, "body", ()):
            self._run(statement)
        return tuple(self._steps)

    def _run(self, statement: ast.stmt) -> None:
        match statement:
            case ast.Assign([ast.Name() | ast.Tuple() | ast.List() as target], value):
                self._bind(target, self._value(value))
            case ast.Return(value):
                self._steps.append(("return", self._value(value) if value is not None else None))
            case ast.Expr(value):
                self._value(value)
            case _:
                self._take_as_written(statement)

    def _bind(self, target: ast.expr, value: int) -> None:
        """Give a value, or each part of it, its name."""
        waiting = [(target, value)]
        while waiting:
            node, number = waiting.pop()
            if isinstance(node, ast.Name):
                self._names[node.id] = number
            elif isinstance(node, ast.Tuple | ast.List):
                waiting += [(e, self._item(number, n)) for n, e in enumerate(node.elts)]
            else:
                self._steps.append(("set", self._value(node), number))

    def _take_as_written(self, statement: ast.stmt) -> None:
        """A step of which only is known which names it reads, and that it may change these."""
        names = sorted({n.id for n in ast.walk(statement) if isinstance(n, ast.Name)})
        read = tuple((each, self._names.get(each)) for each in names)
        step = (ast.dump(statement), read)
        self._steps.append(step)
        changed = {number for _, number in read}
        for name, number in [*self._names.items(), *read]:
            if number in changed or name in names:
                self._names[name] = self._number(("after", step, name, number))

    def _value(self, node: ast.expr) -> int:
        """The number of what an expression gives; the calls in it are steps."""
        numbers: dict[int, int] = {}
        for each in _from_inside(node):
            numbers[id(each)] = self._read(each, numbers)
            if isinstance(each, ast.Call):
                self._steps.append(numbers[id(each)])
        return numbers[id(node)]

    def _read(self, node: ast.AST, numbers: dict[int, int]) -> int:
        match node:
            case ast.Name(id=name) if name in self._names:
                return self._names[name]
            case ast.Subscript(value, ast.Constant(int(at))):
                return self._item(numbers[id(value)], at)
        fields = (_kept(value, numbers) for _, value in ast.iter_fields(node))
        return self._number((type(node).__name__, *fields))

    def _item(self, number: int, at: int) -> int:
        return self._number(("item", number, at))

    def _number(self, key: Hashable) -> int:
        return self._numbers.setdefault(key, len(self._numbers))


def _kept(value: object, numbers: dict[int, int]) -> Hashable:
    """A field of a node: numbers stand for the nodes in it."""
    if isinstance(value, list):
        return tuple(numbers.get(id(each), repr(each)) for each in value)
    return numbers.get(id(value), repr(value))


def _from_inside(root: ast.AST) -> Iterator[ast.AST]:
    """All nodes of a tree, each behind those below it, which come in the order they run in."""
    order, waiting = [], [root]
    while waiting:
        node = waiting.pop()
        order.append(node)
        waiting += ast.iter_child_nodes(node)
    return reversed(order)
