"""Text to outline: the standard ``ast``, with every piece of text accounted for. Runs nothing."""

import ast
import warnings
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from inspector.outline.nodes import (
    Argument,
    Assign,
    Call,
    Class,
    Clause,
    Code,
    Comprehension,
    Dict,
    Display,
    Entry,
    Evaluate,
    Expression,
    Function,
    Other,
    Outline,
    Region,
    Return,
    Statement,
    Structure,
)
from inspector.source.lines import Lines
from inspector.source.span import Span


class OutlineError(Exception):
    """A text that is not Python; the message is for the user, and `span` tells where."""

    def __init__(self, message: str, span: Span | None = None) -> None:
        super().__init__(message)
        self.span = span


@lru_cache(maxsize=4)  # an edit is read once to check it, and again to show it
def get(text: str) -> Outline:
    """Read the outline of a text whose lines end with ``\\n``.

    Raises OutlineError if the text is not Python, or nested too deeply to read.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # invalid escapes and the like are the user's affair
            tree = ast.parse(text)
            return _Reader(text).outline(tree)
    except SyntaxError as error:
        raise OutlineError(_reason(error), _syntax_span(error, text)) from None
    except (RecursionError, MemoryError):
        raise OutlineError("The code is nested too deeply to be read.") from None
    except ValueError as error:
        raise OutlineError(f"The text cannot be read as Python: {error}.") from None


def _reason(error: SyntaxError) -> str:
    if (error.text or "").lstrip().startswith(("%", "!")):
        return "a line that begins with % or ! is for notebooks; put # before it."
    return f"{error.msg}."


def _syntax_span(error: SyntaxError, text: str) -> Span:
    lines = Lines(text)
    line = min(max(error.lineno or 1, 1), len(lines))
    end_line = min(max(error.end_lineno or line, line), len(lines))
    start = min(lines.line_start(line) + max((error.offset or 1) - 1, 0), lines.line_end(line))
    end = lines.line_start(end_line) + max((error.end_offset or 0) - 1, 0)
    return lines.span(start, min(max(end, start), lines.line_end(end_line)))


def _span(node: ast.expr | ast.stmt | ast.keyword | ast.excepthandler) -> Span:
    return Span(
        node.lineno, node.col_offset, node.end_lineno or node.lineno, node.end_col_offset or 0
    )


_STRUCTURES = (ast.Call, ast.List, ast.Tuple, ast.Set, ast.Dict, ast.ListComp, ast.SetComp)
_OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "+=",
    ast.Sub: "-=",
    ast.Mult: "*=",
    ast.Div: "/=",
    ast.FloorDiv: "//=",
    ast.Mod: "%=",
    ast.Pow: "**=",
    ast.MatMult: "@=",
    ast.BitAnd: "&=",
    ast.BitOr: "|=",
    ast.BitXor: "^=",
    ast.LShift: "<<=",
    ast.RShift: ">>=",
}


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = Lines(text)

    def outline(self, tree: ast.Module) -> Outline:
        return Outline(self._block(tree.body))

    # Expressions

    def _expression(self, node: ast.expr) -> Expression:
        if isinstance(node, _STRUCTURES):
            structure = self._structure(node)
            if structure is not None:
                return structure
        return self._code([node], _span(node))

    def _structure(self, node: ast.expr) -> Structure | None:
        """The node taken apart; None if its brackets are not its own (``return a, b``)."""
        span = _span(node)
        match node:
            case ast.Call():
                given: list[ast.expr | ast.keyword] = [*node.args, *node.keywords]
                given.sort(key=lambda item: (item.lineno, item.col_offset))
                arguments = tuple(self._argument(item) for item in given)
                return Call(self._expression(node.func), arguments, span=span)
            case ast.List() | ast.Set():
                kind: Literal["list", "set"] = "list" if isinstance(node, ast.List) else "set"
                return Display(kind, self._items(node.elts), span=span)
            case ast.Tuple() if self._has_own_parentheses(span):
                return Display("tuple", self._items(node.elts), span=span)
            case ast.Dict():
                pairs = zip(node.keys, node.values, strict=True)
                return Dict(tuple(self._entry(key, value) for key, value in pairs), span=span)
            case ast.ListComp() | ast.SetComp():
                return self._comprehension(node, span)
        return None

    def _has_own_parentheses(self, span: Span) -> bool:
        """``(a, b)`` rather than ``a, b`` or ``(a), (b)``."""
        text = self._lines.slice(span)
        if not (text.startswith("(") and text.endswith(")")):
            return False
        try:
            ast.parse(f"[{text[1:-1]}\n]", mode="eval")
        except SyntaxError:
            return False
        return True

    def _comprehension(self, node: ast.ListComp | ast.SetComp, span: Span) -> Comprehension:
        element = self._expression(node.elt)
        first = node.generators[0]
        start = self._word(self._lines.offset(*_span(node.elt).end), "for")
        if first.is_async:
            start = self._word(self._lines.offset(*_span(node.elt).end), "async")
        end = self._lines.offset(*span.end) - 1
        end = len(self._text[:end].rstrip())
        inner = [part for g in node.generators for part in (g.target, g.iter, *g.ifs)]
        clauses = self._code(inner, self._lines.span(start, end))
        kind: Literal["list", "set"] = "list" if isinstance(node, ast.ListComp) else "set"
        return Comprehension(kind, element, clauses, span=span)

    def _items(self, nodes: Sequence[ast.expr]) -> tuple[Argument, ...]:
        return tuple(self._argument(node) for node in nodes)

    def _argument(self, node: ast.expr | ast.keyword) -> Argument:
        if isinstance(node, ast.keyword):
            star: Literal["", "**"] = "" if node.arg else "**"
            return Argument(self._expression(node.value), node.arg, star, span=_span(node))
        if isinstance(node, ast.Starred):
            return Argument(self._expression(node.value), None, "*", span=_span(node))
        value = self._expression(node)
        return Argument(value, span=value.span)

    def _entry(self, key: ast.expr | None, value: ast.expr) -> Entry:
        start = _span(key).start if key else self._lines.position(self._stars_before(value))
        span = Span(*start, *_span(value).end)
        return Entry(self._expression(key) if key else None, self._expression(value), span=span)

    def _stars_before(self, value: ast.expr) -> int:
        return self._text.rindex("**", 0, self._lines.offset(*_span(value).start))

    def _code(self, nodes: Iterable[ast.AST], span: Span) -> Code:
        """The text of a span, with the outermost structures below `nodes` as holes."""
        found: list[Structure] = []
        stack = list(nodes)
        while stack:
            node = stack.pop()
            if isinstance(node, _STRUCTURES):
                structure = self._structure(node)
                if structure is not None:
                    found.append(structure)
                    continue
            if not isinstance(node, ast.JoinedStr):  # places in f-strings are wrong before 3.12
                stack.extend(ast.iter_child_nodes(node))
        holes = sorted(found, key=lambda hole: hole.span or span)
        pieces: list[str] = []
        at, end = self._lines.offsets(span)
        for hole in holes:
            start, stop = self._lines.offsets(hole.span or span)
            pieces.append(self._text[at:start])
            at = stop
        pieces.append(self._text[at:end])
        return Code(tuple(pieces), tuple(holes), span=span)

    # Statements

    def _block(self, nodes: Sequence[ast.stmt]) -> tuple[Statement, ...]:
        return tuple(self._statement(node) for node in nodes)

    def _statement(self, node: ast.stmt) -> Statement:
        span = _span(node)
        match node:
            case ast.Assign(targets=[target]):
                text = self._lines.slice(_span(target))
                return Assign(text, self._expression(node.value), span=span)
            case ast.AnnAssign(value=ast.expr() as value):
                end = _span(node.annotation).end
                text = self._lines.slice(Span(*span.start, *end))
                return Assign(text, self._expression(value), span=span)
            case ast.AugAssign():
                text = self._lines.slice(_span(node.target))
                operator = _OPERATORS[type(node.op)]
                return Assign(text, self._expression(node.value), operator, span=span)
            case ast.Expr():
                return Evaluate(self._expression(node.value), span=span)
            case ast.Return():
                value_node = node.value
                return Return(self._expression(value_node) if value_node else None, span=span)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                header_end = self._header_end(node)
                return Function(
                    node.name,
                    self._text[self._lines.offset(*span.start) : header_end],
                    self._block(node.body),
                    self._decorators(node),
                    span=self._with_decorators(node),
                )
            case ast.ClassDef():
                header_end = self._header_end(node)
                return Class(
                    node.name,
                    self._text[self._lines.offset(*span.start) : header_end],
                    self._block(node.body),
                    self._decorators(node),
                    span=self._with_decorators(node),
                )
            case (
                ast.If()
                | ast.For()
                | ast.AsyncFor()
                | ast.While()
                | ast.With()
                | ast.AsyncWith()
                | ast.Try()
                | ast.TryStar()
            ):
                return Region(tuple(self._clauses(node)), span=span)
            case ast.Match():
                return Other(self._code([], span), span=span)
            case _:
                return Other(self._code(ast.iter_child_nodes(node), span), span=span)

    def _decorators(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    ) -> tuple[str, ...]:
        return tuple(self._lines.slice(_span(item)) for item in node.decorator_list)

    def _with_decorators(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> Span:
        span = _span(node)
        if not node.decorator_list:
            return span
        first = self._lines.offset(*_span(node.decorator_list[0]).start)
        return Span(*self._lines.position(self._text.rindex("@", 0, first)), *span.end)

    def _header_end(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> int:
        """Offset just after the header, where its colon stands (or blanks before it)."""
        within: list[ast.AST] = list(getattr(node, "type_params", ()))
        if isinstance(node, ast.ClassDef):
            within += (*node.bases, *node.keywords)
        else:
            arguments = node.args
            within += (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
            within += [item for item in (arguments.vararg, arguments.kwarg, node.returns) if item]
            within += [item for item in (*arguments.defaults, *arguments.kw_defaults) if item]
        ends = [_span(item).end for item in within]  # type: ignore[arg-type]
        start = self._lines.offset(*max([*ends, _span(node).start]))
        return len(self._text[: self._colon(start)].rstrip())

    def _clauses(self, node: ast.stmt) -> Iterable[Clause]:
        start = self._lines.offset(*_span(node).start)
        while True:
            match node:
                case ast.If() | ast.While():
                    within: list[ast.expr] = [node.test]
                case ast.For() | ast.AsyncFor():
                    within = [node.target, node.iter]
                case ast.With() | ast.AsyncWith():
                    within = [item.context_expr for item in node.items]
                    within += [item.optional_vars for item in node.items if item.optional_vars]
                case _:
                    within = []
            body: list[ast.stmt] = getattr(node, "body", [])
            yield self._clause(start, within, body)
            for handler in getattr(node, "handlers", ()):
                at = self._lines.offset(*_span(handler).start)
                yield self._clause(at, [handler.type] if handler.type else [], handler.body)
                body = handler.body
            orelse: list[ast.stmt] = getattr(node, "orelse", [])
            if orelse:
                nested = orelse[0]
                start = self._lines.offset(*_span(nested).start)
                if isinstance(node, ast.If) and self._text.startswith("elif", start):
                    node = nested
                    continue
                at = self._word(self._lines.offset(*_span(body[-1]).end), "else")
                yield self._clause(at, [], orelse)
                body = orelse
            finalbody: list[ast.stmt] = getattr(node, "finalbody", [])
            if finalbody:
                at = self._word(self._lines.offset(*_span(body[-1]).end), "finally")
                yield self._clause(at, [], finalbody)
            return

    def _clause(self, start: int, within: list[ast.expr], body: list[ast.stmt]) -> Clause:
        last = max((self._lines.offset(*_span(item).end) for item in within), default=start)
        end = len(self._text[: self._colon(last)].rstrip())
        header = self._code(within, self._lines.span(start, end))
        statements = self._block(body)
        stop = self._lines.offset(*_span(body[-1]).end)
        return Clause(header, statements, span=self._lines.span(start, stop))

    def _colon(self, start: int) -> int:
        """Offset of the next colon that is not in a comment."""
        return self._next(start, ":")

    def _word(self, start: int, word: str) -> int:
        """Offset of the next `word` that is not in a comment."""
        return self._next(start, word)

    def _next(self, start: int, wanted: str) -> int:
        at = start
        while not self._text.startswith(wanted, at):
            if self._text[at] == "#":
                at = self._text.index("\n", at)
            at += 1
        return at
