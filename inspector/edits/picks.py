"""How an expression uses what a call in it gives: one of several results, or only sometimes."""

import ast
import re
from typing import NamedTuple

from inspector.edits.edit import EditError
from inspector.outline.index import Index
from inspector.outline.nodes import Code, Comprehension
from inspector.outline.results import Path
from inspector.source.parsing import expression_of
from inspector.source.span import Span

_PICKS = re.compile(r"""(?:\[ *(?:\d+|"\w+"|'\w+') *\])+""")
_PICK = re.compile(r"""\[ *(?:(\d+)|["'](\w+)["']) *\]""")


class Pick(NamedTuple):
    """``self.lstm(X)[1][0]``: where it stands, and which result of the call it takes."""

    span: Span
    path: Path


def picks_after(index: Index, site: Span) -> Pick | None:
    """What takes one result of the call at a site by its number or key, if that is done."""
    call = index.expression_at(site)
    around = index.parent(call) if call is not None else None
    if not isinstance(around, Code):
        return None
    number = next((n for n, each in enumerate(around.holes) if each is call), None)
    found = _PICKS.match(around.pieces[number + 1]) if number is not None else None
    if found is None:
        return None
    path = tuple(int(digits) if digits else key for digits, key in _PICK.findall(found[0]))
    end = site.end_column + len(found[0].encode())
    return Pick(Span(site.line, site.column, site.end_line, end), path)


def refuse_if_conditional(index: Index, site: Span) -> None:
    """Refuse to name what is not computed exactly once whenever its statement runs."""
    node = index.expression_at(site)
    for each in index.ancestors(node) if node is not None else ():
        if isinstance(each, Comprehension):
            raise EditError("It is computed within a comprehension; wire it in the code.")
        if isinstance(each, Code) and _decides(each):
            raise EditError("It is computed only under a condition; wire it in the code.")


def _decides(node: Code) -> bool:
    """Whether an expression leaves some of its parts out, or for later."""
    tree = expression_of("_".join(node.pieces))
    kinds = (ast.IfExp, ast.BoolOp, ast.Lambda)
    return tree is not None and any(isinstance(each, kinds) for each in ast.walk(tree))
