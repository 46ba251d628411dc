"""Which names code reads and which it binds, by Python's rules of scope."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inspector.outline.emit import Emitter
from inspector.outline.heads import function_head
from inspector.outline.nodes import Clause, Function, Other, Region, Return, Statement

_Place = tuple[int, int]
_Comprehension = ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp


@dataclass(frozen=True)
class Names:
    """Names in the order in which they stand, each once; those of comprehensions do not count."""

    read: tuple[str, ...]
    bound: tuple[str, ...]
    attributes: tuple[str, ...]
    """What is read of ``self``, without it; ``self`` itself is read only if it stands alone."""
    attributes_bound: tuple[str, ...]


def names_of(*statements: Statement) -> Names:
    """The names in statements."""
    return names_in("\n".join(Emitter().statement(each, "") for each in statements))


def names_in(text: str) -> Names:
    """The names in code that starts without indentation."""
    read: dict[str, _Place] = {}
    bound: dict[str, _Place] = {}
    attributes: dict[str, _Place] = {}
    attributes_bound: dict[str, _Place] = {}
    for node, hidden in _scoped(ast.parse(text)):
        match node:
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=context):
                into = attributes if isinstance(context, ast.Load) else attributes_bound
            case ast.Name(id=name, ctx=ast.Load()) if name not in hidden:
                into = read
            case ast.Name(id=name) if name not in hidden:
                into = bound
            case _:
                continue
        into[name] = min((node.lineno, node.col_offset), into.get(name, (1 << 30, 0)))
    return Names(*map(_in_order, (read, bound, attributes, attributes_bound)))


def _in_order(found: dict[str, _Place]) -> tuple[str, ...]:
    return tuple(sorted(found, key=lambda name: found[name]))


def _scoped(tree: ast.AST) -> Iterator[tuple[ast.AST, frozenset[str]]]:
    """Every node with the names that mean something else there than in the function around."""
    waiting: list[tuple[ast.AST, frozenset[str]]] = [(tree, frozenset())]
    while waiting:
        node, hidden = waiting.pop()
        yield node, hidden
        if isinstance(node, ast.Attribute) and _is_self(node.value):
            continue
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            target = node.target
            read = ast.Name(target.id, ast.Load())
            waiting.append((ast.copy_location(read, target), hidden))
        inner = hidden
        if isinstance(node, _Comprehension):
            first = node.generators[0].iter
            waiting.append((first, hidden))
            inner = hidden | {
                each.id
                for generator in node.generators
                for each in ast.walk(generator.target)
                if isinstance(each, ast.Name)
            }
            waiting += [(each, inner) for each in _parts(node) if each is not first]
            continue
        if isinstance(node, ast.Lambda):
            inner = hidden | {each.arg for each in ast.walk(node.args) if isinstance(each, ast.arg)}
        waiting += [(each, inner) for each in ast.iter_child_nodes(node)]


def _is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "self"


def _parts(node: _Comprehension) -> Iterator[ast.AST]:
    """All expressions of a comprehension."""
    yield from (each for each in ast.iter_child_nodes(node) if isinstance(each, ast.expr))
    for generator in node.generators:
        yield from ast.iter_child_nodes(generator)


def needed(statements: Iterable[Statement]) -> tuple[str, ...]:
    """What statements in a row read before they have surely bound it themselves.

    What is bound within a loop or branch may not have been bound at all.
    """
    known: set[str] = set()
    found: dict[str, None] = {}
    for each in statements:
        names = names_of(each)
        found |= dict.fromkeys(name for name in names.read if name not in known)
        if not isinstance(each, Region):
            known.update(names.bound)
    return tuple(found)


def bound_for_sure(statements: Iterable[Statement]) -> frozenset[str]:
    """What statements in a row bind whatever happens: also what all branches bind that go on."""
    found: set[str] = set()
    for each in statements:
        if not isinstance(each, Region):
            found.update(names_of(each).bound)
        elif each.kind == "with" or (each.kind == "if" and _is_else(each.clauses[-1])):
            ways = [bound_for_sure(way.body) for way in each.clauses if not _ends_there(way)]
            found.update(frozenset.intersection(*ways) if ways else ())
    return frozenset(found)


def _is_else(clause: Clause) -> bool:
    return clause.header.text == "else"


def _ends_there(clause: Clause) -> bool:
    """Whether nothing runs after a block, which raises or returns."""
    last = clause.body[-1]
    return isinstance(last, Return) or (isinstance(last, Other) and last.code.text[:5] == "raise")


def locals_of(function: Function) -> frozenset[str]:
    """The names that live in a function: its parameters, and what it binds."""
    tree = function_head(function.header)
    assert tree is not None
    given = {each.arg for each in ast.walk(tree.args) if isinstance(each, ast.arg)}
    return frozenset(given - {"self"}) | frozenset(names_of(*function.body).bound)
