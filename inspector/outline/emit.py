"""Outline to text: original pieces as they stood, new ones in the style of a formatter."""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from inspector.outline.document import import_kind, is_import
from inspector.outline.nodes import (
    PARTS,
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
    Node,
    Other,
    Outline,
    Region,
    Return,
    Statement,
)
from inspector.outline.places import Places
from inspector.outline.style import Style, style_of
from inspector.source.lines import Lines
from inspector.source.span import Span

N = TypeVar("N", bound=Node)

_COMMENT_BEHIND = re.compile(r"[\s,)\]}]*#")
_BRACKETS = {"list": "[]", "tuple": "()", "set": "{}", "generator": "()"}


def nodes_of(root: Node) -> Iterator[Node]:
    """A node and every node below it."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        for name in PARTS[type(node)]:
            value = getattr(node, name)
            if isinstance(value, Node):
                stack.append(value)
            elif isinstance(value, tuple) and value and isinstance(value[0], Node):
                stack.extend(value)


class Emitter:
    """Writes nodes. Whatever the old text holds is copied from there, comments and all."""

    def __init__(self, text: str = "", outline: Outline | None = None) -> None:
        self._lines = Lines(text)
        self.style = style_of(self._lines, outline.body) if outline else Style()
        self._places = Places(outline) if outline else None

    def expression(self, node: Expression, indent: str, column: int | None = None) -> str:
        """The text of an expression that starts at `column` of a line indented by `indent`."""
        copied = self._copied(node, indent)
        if copied is not None:
            return copied
        column = len(indent) if column is None else column
        match node:
            case Code():
                return self._pieces(node, indent, column)
            case Call(function, arguments):
                head = self.expression(function, indent, column)
                return head + self.listed("()", arguments, indent, column + len(head))
            case Display(kind, items):
                text = self.listed(_BRACKETS[kind], items, indent, column)
                lone = kind == "tuple" and len(items) == 1
                inner = text[:-1].rstrip()
                return f"{inner},{text[len(inner) :]}" if lone else text
            case Dict(entries):
                return self.listed("{}", entries, indent, column)
            case Comprehension(kind, element, clauses):
                brackets = _BRACKETS[kind]
                inner = self.expression(element, indent, column + 1)
                rest = self._pieces(clauses, indent, column)
                end = f"\n{indent}" if "#" in rest else ""
                return f"{brackets[0]}{inner} {rest}{end}{brackets[1]}"

    def item(self, node: Argument | Entry, indent: str, column: int | None = None) -> str:
        """The text of one argument, list item or dict entry."""
        column = len(indent) if column is None else column
        if isinstance(node, Entry):
            key = f"{self.expression(node.key, indent, column)}: " if node.key else "**"
            return key + self.expression(node.value, indent, column + len(key))
        head = f"{node.keyword}=" if node.keyword else node.star
        return head + self.expression(node.value, indent, column + len(head))

    def listed(
        self, brackets: str, items: Sequence[Argument | Entry], indent: str, column: int
    ) -> str:
        """Items in brackets: on one line if they fit there with their comments, else one a line.

        A comma ends each line but that of a lone item, as formatters have it.
        """
        left, right = brackets[0], brackets[1]
        kept = self._kept_layout(items, indent)
        if kept is not None:
            return f"{left}{kept[1:-1]}{right}"
        flat = [self.item(node, indent) for node in items]
        line = f"{left}{', '.join(flat)}{right}"
        if len(items) == 1 and self._keeps_its_lines(items[0].value, indent):
            return line
        fits = "\n" not in line and column + len(line) <= self.style.width
        if not items or (fits and self._comments_behind(items) < 2):
            return line
        inner = indent + self.style.unit
        rows = [f"{inner}{self.item(node, inner)}" for node in items]
        inside = ",\n".join(rows)
        end = "" if len(rows) == 1 else ","
        return f"{left}\n{inside}{end}\n{indent}{right}"

    def _kept_layout(self, items: Sequence[Argument | Entry], indent: str) -> str | None:
        """Arguments as they were laid out, with the comments between them, if all are the same."""
        span = self._laid_out(items)
        if span is None or any(self._copied(each, indent) is None for each in items):
            return None
        was = indent_of(self._lines.line_text(span.line))
        return indented(self._lines.slice(span).lstrip(), was, indent)

    def _keeps_its_lines(self, node: Expression, indent: str) -> bool:
        """Whether brackets can close around a list as it stands, ``([`` and ``])`` on its lines."""
        match node:
            case Display("list", items) | Dict(items):
                return self._kept_layout(items, indent) is not None
            case Call(_, (only,)):
                return self._keeps_its_lines(only.value, indent)
            case Comprehension():
                return "\n" in (self._copied(node, indent) or "")
        return False

    def statement(self, node: Statement, indent: str) -> str:
        """The lines of a statement; the first is not indented and the last not ended."""
        copied = self._copied(node, indent)
        if copied is not None:
            return copied
        match node:
            case Assign(target, value, operator):
                head = f"{target} {operator} "
                return head + _enclosed(self.expression(value, indent, len(indent + head)))
            case Evaluate(value):
                return _enclosed(self.expression(value, indent))
            case Return(value):
                if value is None:
                    return "return"
                column = len(indent) + len("return ")
                return "return " + _enclosed(self.expression(value, indent, column))
            case Other(code):
                return self._pieces(code, indent, len(indent))
            case Region(clauses):
                return f"\n{indent}".join(self._clause(each, indent) for each in clauses)
            case Function(_, header, body, decorators) | Class(_, header, body, decorators):
                lines = [f"@{decorator}" for decorator in decorators]
                lines.append(f"{header}:")
                head = f"\n{indent}".join(lines)
                # What is new takes the comments of its lines along; the rest has them behind it.
                write = self.statement if node.span is not None else self._with_comment
                return f"{head}\n{self._rows(body, indent + self.style.unit, write)}"

    def block(self, body: Sequence[Statement], indent: str) -> str:
        """The lines of a block, all indented; the last is not ended."""
        return self._rows(body, indent, self.statement)

    def _rows(
        self, body: Sequence[Statement], indent: str, write: Callable[[Statement, str], str]
    ) -> str:
        rows: list[str] = []
        for i, node in enumerate(body):
            if i:
                rows.append("\n" * (1 + self.blank_lines(body[i - 1], node, indent)))
            rows.append(f"{indent}{write(node, indent)}")
        return "".join(rows)

    def blank_lines(self, before: Statement, after: Statement, indent: str) -> int:
        """How many empty lines belong between two neighbors in a block."""
        if isinstance(before, Function | Class) or isinstance(after, Function | Class):
            return 1 if indent else self.style.gap
        if not indent and isinstance(before, Region) != isinstance(after, Region):
            return 1
        if is_import(before) and is_import(after):
            return int(not indent and import_kind(before) != import_kind(after))
        return 0

    def _laid_out(self, items: Sequence[Argument | Entry]) -> Span | None:
        """From bracket to bracket, where just these items stood on several lines."""
        first = self._old(items[0]) if items else None
        holder = self._places.parent(first) if first is not None and self._places else None
        if holder is None or holder.span is None or holder.span.line == holder.span.end_line:
            return None
        span = holder.span
        was: Sequence[Argument | Entry] = ()
        match holder:
            case Call(function, arguments) if function.span is not None:
                span, was = Span(*function.span.end, *span.end), arguments
            case Display("list", inner):
                was = inner
            case Dict(entries):
                was = entries
        return span if [each.span for each in was] == [each.span for each in items] else None

    def _comments_behind(self, items: Sequence[Argument | Entry]) -> int:
        """How many comments the lines of the old text had in which the items ended."""
        spans = [each.value.span for each in items if self._old(each.value) is not None]
        ends = {each.end_line: self._lines.offsets(each)[1] for each in spans if each is not None}
        rests = (self._lines.text[end : self._lines.line_end(n)] for n, end in ends.items())
        return sum(bool(_COMMENT_BEHIND.match(rest)) for rest in rests)

    def _old(self, node: N) -> N | None:
        """What stood in the old text where a node of the same kind comes from."""
        if node.span is None or self._places is None:
            return None
        return self._places.at(node.span, type(node))

    def _with_comment(self, node: Statement, indent: str) -> str:
        """A statement, with the comment behind it if it is still what it was."""
        text = self.statement(node, indent)
        if node.span is None or self._copied(node, indent) is None:
            return text
        end = self._lines.offsets(node.span)[1]
        rest = self._lines.text[end : self._lines.line_end(node.span.end_line)]
        return text + rest.rstrip() if rest.lstrip().startswith("#") else text

    def _clause(self, clause: Clause, indent: str) -> str:
        header = self._pieces(clause.header, indent, len(indent))
        return f"{header}:\n{self.block(clause.body, indent + self.style.unit)}"

    def _pieces(self, node: Code, indent: str, column: int) -> str:
        parts = [node.pieces[0]]
        for hole, piece in zip(node.holes, node.pieces[1:], strict=True):
            at = column + sum(map(len, parts))
            parts += (self.expression(hole, indent, at), piece)
        return "".join(parts)

    def _copied(self, node: Node, indent: str) -> str | None:
        """The old text of a node that is still what it was, moved to a new indentation."""
        if node.span is None or self._old(node) != node:
            return None
        text = self._lines.slice(node.span)
        if "\n" not in text:
            return text
        return indented(text, indent_of(self._lines.line_text(node.span.line)), indent)


def _enclosed(text: str) -> str:
    """The expression, in parentheses if its lines, or its ``:=``, need them to hang together."""
    if "\n" not in text and ":=" not in text:
        return text
    try:
        ast.parse(text)
    except SyntaxError:
        return f"({text})"
    return text


def indent_of(line: str) -> str:
    """The blanks a line begins with."""
    return line[: len(line) - len(line.lstrip(" \t"))]


def indented(text: str, was: str, indent: str) -> str:
    """The text with the indentation of all lines but the first exchanged, strings left alone."""
    lines = text.split("\n")
    kept = _lines_within_strings(text) if '"""' in text or "'''" in text else frozenset[int]()
    for i in range(1, len(lines)):
        if i + 1 not in kept and lines[i].startswith(was) and lines[i].strip():
            lines[i] = indent + lines[i].removeprefix(was)
    return "\n".join(lines)


def _lines_within_strings(text: str) -> frozenset[int]:
    """Lines (from 1) that begin inside a string literal."""
    inside: set[int] = set()
    open_at: list[int] = []
    try:
        for token in _tokens(text):
            name = tokenize.tok_name[token.type]
            if name == "STRING":
                inside.update(range(token.start[0] + 1, token.end[0] + 1))
            elif name == "FSTRING_START":
                open_at.append(token.start[0])
            elif name == "FSTRING_END" and open_at:
                inside.update(range(open_at.pop() + 1, token.end[0] + 1))
    except (tokenize.TokenError, IndentationError):
        pass  # a piece of a statement ends early; what was seen until then holds
    return frozenset(inside)


def _tokens(text: str) -> Iterable[tokenize.TokenInfo]:
    return tokenize.generate_tokens(io.StringIO(text).readline)
