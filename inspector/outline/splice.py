"""The differences between two outlines as changes of the text, statement by statement."""

import re
from collections.abc import Hashable, Sequence

from inspector.outline.align import Pair, align
from inspector.outline.document import is_import
from inspector.outline.expression_splice import ExpressionSplicer, Grain, UnwritableError
from inspector.outline.nodes import (
    Assign,
    Class,
    Clause,
    Code,
    Evaluate,
    Function,
    Other,
    Outline,
    Region,
    Return,
    Statement,
)
from inspector.outline.style import aligned_column, padded
from inspector.source.changes import Change

_FOR_TOOL = re.compile(r"\s*#+\s*(fmt|isort|ruff|mypy|pylint|pyright|flake8|noqa|region)\b")
"""The beginning of a comment that a tool reads."""


class Splicer:
    """Collects the changes that turn the text of one outline into that of another."""

    def __init__(self, text: str, before: Outline, grain: Grain) -> None:
        self._text = text
        self._before = before
        self._grain = grain
        self._inner = ExpressionSplicer(text, before, grain)
        self._lines = self._inner.lines
        self._changes = self._inner.changes

    def outline(self, after: Outline) -> list[Change]:
        """The changes for a whole file."""
        self._block(self._before.body, after.body, "")
        return self._changes

    def _block(self, before: Sequence[Statement], after: Sequence[Statement], indent: str) -> None:
        if not before:
            text = self._inner.emitter.block(after, indent) + "\n"
            self._changes.append(Change(len(self._text), len(self._text), text))
            return
        if not after and before is not self._before.body:
            raise UnwritableError("a block must not become empty")
        pairs = align(before, after, _kin)
        gone = self._comments_that_go(pairs)
        for i, (old, new) in enumerate(pairs):
            if old is None:
                if i == 0 or pairs[i - 1][0] is not None:
                    self._insert(pairs, i, indent)
            elif new is None:
                followed = i + 1 < len(pairs) and pairs[i + 1][0] is None
                self._delete(old, gone.get(i), closing_up=not followed)
            elif old != new:
                self._statement(old, new)

    def _statement(self, old: Statement, new: Statement) -> None:
        nested = isinstance(old, Region | Function | Class)
        coarse = self._grain == Grain.OUTERMOST
        coarse = coarse or (self._grain == Grain.STATEMENT and not nested)
        if coarse or not self._within(old, new):
            self._rewrite(old, new)

    def _within(self, old: Statement, new: Statement) -> bool:
        """Change parts of a statement; False if it has to be written anew."""
        expression = self._inner.expression
        if isinstance(old, Assign) and isinstance(new, Assign):
            if old.operator != new.operator:
                return False
            if old.target != new.target:
                self._retarget(old, new)
            expression(old.value, new.value)
        elif isinstance(old, Evaluate) and isinstance(new, Evaluate):
            expression(old.value, new.value)
        elif isinstance(old, Return) and isinstance(new, Return):
            if old.value is None or new.value is None:
                return False
            expression(old.value, new.value)
        elif isinstance(old, Other) and isinstance(new, Other):
            expression(old.code, new.code)
        elif isinstance(old, Region) and isinstance(new, Region):
            return self._region(old, new)
        elif isinstance(old, Function | Class) and isinstance(new, Function | Class):
            return self._definition(old, new)
        else:
            return False
        return True

    def _retarget(self, old: Assign, new: Assign) -> None:
        """Assign to another name; equal signs below one another stay so if it is short enough."""
        start = self._inner.offsets(old)[0]
        after = start + len(old.target)
        line = self._inner.span(old).line
        column = aligned_column(self._lines, line)
        if column is None:
            self._changes.append(Change(start, after, new.target))
            return
        line_start = self._lines.line_start(line)
        target = padded(new.target, start - line_start, column)
        self._changes.append(Change(start, line_start + column, target))

    def _region(self, old: Region, new: Region) -> bool:
        if len(old.clauses) != len(new.clauses):
            return False
        pairs = list(zip(old.clauses, new.clauses, strict=True))
        if not all(self._can_change(one.body, other.body) for one, other in pairs):
            return False
        for one, other in pairs:
            self._clause(one, other)
        return True

    def _clause(self, old: Clause, new: Clause) -> None:
        self._inner.expression(old.header, new.header)
        self._inner_block(old.body, new.body)

    def _definition(self, old: Function | Class, new: Function | Class) -> bool:
        if type(old) is not type(new) or old.decorators != new.decorators:
            return False
        if old.header != new.header:
            start = self._text.index(old.header, self._inner.offsets(old)[0])
            self._changes.append(Change(start, start + len(old.header), new.header))
        if self._can_change(old.body, new.body):
            self._inner_block(old.body, new.body)
        else:
            self._below_header(old, new.body)
        return True

    def _below_header(self, old: Function | Class, body: Sequence[Statement]) -> None:
        """Write another body on lines of its own, where the old one stands behind the header."""
        start, end = self._inner.offsets(old.body[0])[0], self._inner.offsets(old.body[-1])[1]
        start = len(self._text[:start].rstrip(" \t"))
        indent = self._inner.indent(old) + self._inner.emitter.style.unit
        self._changes.append(Change(start, end, f"\n{self._inner.emitter.block(body, indent)}"))

    def _inner_block(self, before: Sequence[Statement], after: Sequence[Statement]) -> None:
        if before != after:
            self._block(before, after, self._inner.indent(before[0]))

    def _can_change(self, before: Sequence[Statement], after: Sequence[Statement]) -> bool:
        """False if statements come or go on the line of a header, as in ``else: return X``."""
        start = self._inner.offsets(before[0])[0]
        below = not self._text[self._lines.line_start(self._lines.line_at(start)) : start].strip()
        return below or all(None not in pair for pair in align(before, after, _kin))

    def _insert(self, pairs: Sequence[Pair[Statement]], at: int, indent: str) -> None:
        """Insert the new statements from pairs[at] on, as one change."""
        new: list[Statement] = []
        end = at
        while end < len(pairs) and pairs[end][0] is None:
            statement = pairs[end][1]
            if statement is not None:
                new.append(statement)
            end += 1
        above = next((old for old, _ in reversed(pairs[:at]) if old is not None), None)
        below = next((old for old, _ in pairs[end:] if old is not None), None)
        if above is not None and below is not None and self._share_line(above, below):
            self._insert_beside(above, new)
            return
        text = self._in_columns(self._inner.emitter.block(new, indent), new, above or below, indent)
        is_below = below is not None and (
            (above is not None and _belongs_below(above, new[0]))
            or (self._begins_line(below) and _prepares(pairs, at, end))
        )
        if above is not None and not is_below:
            offset = self._end_of_lines(above)
            is_first = all(None in pair for pair in pairs[:at])  # all that stood above it goes
            wanted = 0 if is_first else self._inner.emitter.blank_lines(above, new[0], indent)
            gap = "\n" * wanted
            tail = ""
            if below is not None:
                wanted = self._inner.emitter.blank_lines(new[-1], below, indent)
                tail = "\n" * max(0, wanted - self._blank_lines_after(offset))
            if offset and self._text[offset - 1] != "\n":
                self._changes.append(Change(offset, offset, f"\n{gap}{text}{tail}"))
            else:
                self._changes.append(Change(offset, offset, f"{gap}{text}\n{tail}"))
        elif below is not None:
            self._insert_above(below, new[-1], text, indent)

    def _begins_line(self, node: Statement) -> bool:
        start = self._inner.offsets(node)[0]
        return not self._text[self._lines.line_start(self._inner.span(node).line) : start].strip()

    def _in_columns(
        self, text: str, new: Sequence[Statement], near: Statement | None, indent: str
    ) -> str:
        """The lines of new statements, with equal signs below those of their neighbor's."""
        if not isinstance(near, Assign):
            return text
        column = aligned_column(self._lines, self._inner.span(near).end_line)
        if column is None:
            return text
        for each in new:
            if isinstance(each, Assign):
                head = f"{indent}{each.target}"
                text = text.replace(f"{head} =", f"{padded(head, 0, column)}=", 1)
        return text

    def _share_line(self, above: Statement, below: Statement) -> bool:
        """Whether two neighbors stand on one line, as in ``a = 1; b = 2``."""
        return self._inner.span(above).end_line == self._inner.span(below).line

    def _insert_beside(self, above: Statement, new: Sequence[Statement]) -> None:
        rows = [self._inner.emitter.statement(each, "") for each in new]
        if any("\n" in row for row in rows):
            raise UnwritableError("the line holds another statement")
        end = self._inner.offsets(above)[1]
        self._changes.append(Change(end, end, "".join(f"; {row}" for row in rows)))

    def _insert_above(self, below: Statement, last: Statement, text: str, indent: str) -> None:
        line = self._comments_above(self._inner.span(below).line)  # they belong to the statement
        offset = self._lines.line_start(line)
        if (
            self._text[offset : self._inner.offsets(below)[0]].strip(" \t")
            and line == self._inner.span(below).line
        ):
            raise UnwritableError("the line holds another statement")
        gap = "\n" * self._inner.emitter.blank_lines(last, below, indent)
        self._changes.append(Change(offset, offset, f"{text}\n{gap}"))

    def _comments_that_go(self, pairs: Sequence[Pair[Statement]]) -> dict[int, int]:
        """For pairs whose statement is taken out, the line where comments about it begin.

        Comments on lines of their own are about all that follows them without a gap, and about what
        takes its place. Those at the top of the file are about the file, some are for a tool.
        """
        found: dict[int, int] = {}
        about: int | None = None
        end = 0
        for i, (old, new) in enumerate(pairs):
            if old is not None:
                span = self._inner.span(old)
                line = self._comments_above(span.line)
                if line < span.line or span.line > end + 1:
                    is_about = 1 < line < span.line and not self._is_for_tool(line)
                    about = i if is_about and (i == 0 or pairs[i - 1][0] is not None) else None
                    if about is not None:
                        found[i] = line
                end = span.end_line
            is_return = isinstance(old, Return) and i != about
            if about is not None and new is not None and not is_return:
                del found[about]
                about = None
        return found

    def _comments_above(self, line: int) -> int:
        """The first of the comment lines right above a line; the line itself if there are none."""
        while line > 1 and self._lines.line_text(line - 1).lstrip().startswith("#"):
            line -= 1
        return line

    def _is_for_tool(self, line: int) -> bool:
        return bool(_FOR_TOOL.match(self._lines.line_text(line)))

    def _delete(self, old: Statement, comments: int | None, closing_up: bool) -> None:
        """Take a statement out, and of two gaps around it the second if nothing comes there.

        With it go the comment lines from `comments` on.
        """
        first, last = self._inner.offsets(old)
        start = self._lines.line_start(self._lines.line_at(first))
        before = self._text[start:first].rstrip()
        if before.endswith(";"):
            self._changes.append(Change(start + len(before) - 1, last, ""))
            return
        if before:
            raise UnwritableError("the line holds another statement")
        rest = self._rest_of_line(old)
        if rest:
            following = self._text.index(rest, last)
            self._changes.append(Change(first, following, ""))
            return
        end = self._end_of_lines(old)
        if comments is not None:
            start = self._lines.line_start(comments)
        is_first = start == 0 or self._text[:start].endswith(("\n\n", ":\n"))
        if is_first and closing_up:
            end += self._blank_lines_after(end)
        self._changes.append(Change(start, end, ""))

    def _end_of_lines(self, node: Statement) -> int:
        """Offset after the last line of a statement, with its comment and line end."""
        if self._rest_of_line(node):
            raise UnwritableError("the line holds another statement")
        line_end = self._lines.line_end(self._inner.span(node).end_line)
        return min(line_end + 1, len(self._text))

    def _rest_of_line(self, node: Statement) -> str:
        """The statements that follow on the last line of one, without its semicolon."""
        end = self._inner.offsets(node)[1]
        line_end = self._lines.line_end(self._lines.line_at(end))
        rest = self._text[end:line_end].lstrip().removeprefix(";").strip()
        return "" if rest.startswith("#") else rest

    def _blank_lines_after(self, offset: int) -> int:
        """How many empty lines follow; each is one character."""
        count = 0
        while self._text[offset + count : offset + count + 1] == "\n":
            count += 1
        return count

    def _rewrite(self, old: Statement, new: Statement) -> None:
        self._inner.replace(old, self._inner.emitter.statement(new, self._inner.indent(old)))


def _belongs_below(above: Statement, new: Statement) -> bool:
    """Whether a new statement goes right above the next one rather than below the last."""
    if isinstance(new, Function | Class):
        return False
    is_docstring = isinstance(above, Evaluate) and isinstance(above.value, Code)
    return isinstance(above, Function | Class) or (
        (is_import(above) or is_docstring) and not is_import(new)
    )


def _prepares(pairs: Sequence[Pair[Statement]], at: int, end: int) -> bool:
    """Whether new statements were made for the one behind them, which was changed with them."""
    is_value, behind, before = isinstance(pairs[at][1], Assign), pairs[end:][:1], pairs[:at][-1:]
    return is_value and any(map(_is_changed, behind)) and not any(map(_is_changed, before))


def _is_changed(pair: Pair[Statement]) -> bool:
    old, new = pair
    return old is not None and new is not None and old != new


def _kin(node: Statement) -> Hashable:
    match node:
        case Assign(target=target):
            return (Assign, target)
        case Function(name=name) | Class(name=name):
            return (type(node), name)
        case Region():
            return (Region, node.kind)
        case _:
            return type(node).__name__
