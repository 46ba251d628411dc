"""An expression as one line of text in which each call is a word, and back again.

So a part of it can be taken out or exchanged by its place in a syntax tree. Brackets are written
only where it would mean something else without them.
"""

import ast
import re
from collections.abc import Sequence

from inspector.outline.nodes import Code, Expression, Structure

_WORD = "_call_{}_"
_WORDS = re.compile(r"_call_(\d+)_")


def flat(node: Expression, first: int = 0) -> tuple[str, tuple[Structure, ...]]:
    """The text, and the calls that its words stand for; the words are numbered from `first`."""
    if not isinstance(node, Code):
        return _WORD.format(first), (node,)
    text = node.pieces[0]
    for number, piece in enumerate(node.pieces[1:]):
        text += _WORD.format(first + number) + piece
    return text, node.holes


def unflat(text: str, calls: Sequence[Structure]) -> Expression:
    """The expression that a text with words for calls is."""
    parts = _WORDS.split(text)
    pieces, numbers = tuple(parts[::2]), [int(each) for each in parts[1::2]]
    if pieces == ("", ""):
        return calls[numbers[0]]
    return Code(pieces, tuple(calls[number] for number in numbers))


def tree_of(text: str) -> ast.expr | None:
    """The syntax tree of a flat text; its places are `offset` in the text."""
    try:
        return ast.parse(f"({text}\n)", mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        return None


def part(text: str, node: ast.expr) -> tuple[int, int]:
    """Where a node of the tree begins and ends in the text, in characters."""
    return _offset(text, node.lineno, node.col_offset), _offset(
        text, node.end_lineno or 1, node.end_col_offset or 0
    )


def _offset(text: str, line: int, column: int) -> int:
    lines = text.split("\n")
    before = sum(len(each) + 1 for each in lines[: line - 1])
    column -= 1 if line == 1 else 0
    return before + len(lines[line - 1].encode()[:column].decode())


def exchanged(text: str, place: tuple[int, int], new: str) -> str:
    """The text with an expression in the place of another."""
    before, after = text[: place[0]], text[place[1] :]
    meant = f"{before}({new}){after}"
    shorter = [before + new + after]
    if before.endswith("(") and after.startswith(")"):
        shorter.insert(0, before[:-1] + new + after[1:])
    return next((each for each in shorter if is_same(each, meant)), meant)


def is_same(one: str, other: str) -> bool:
    """Whether two flat texts mean the same."""
    trees = tree_of(one), tree_of(other)
    return all(tree is not None for tree in trees) and len({ast.dump(t) for t in trees if t}) == 1


def with_call_exchanged(node: Code, number: int, new: Expression) -> Expression:
    """The expression with another in the place of one of the calls in it."""
    text, calls = flat(node)
    word = _WORD.format(number)
    start = text.index(word)
    inner, more = flat(new, len(calls))
    return unflat(exchanged(text, (start, start + len(word)), inner), (*calls, *more))
