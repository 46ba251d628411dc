"""A tooltip as a small table: names escaped, colors of the theme, never wider than is read."""

import html
from collections.abc import Callable, Iterator
from pathlib import PurePath

from PySide6.QtGui import QFontMetrics, QTextDocument
from PySide6.QtWidgets import QToolTip

from inspector.graph.tooltip import Tip
from inspector.look.theme import Theme
from inspector.report.model import Source

WIDEST = 396
"""Pixels, without the frame around them."""
_GAP = 14
"""Pixels between a word and what it is about."""
_LONG_WORD = 36
_LONGEST = 240
_ZERO_WIDTH_SPACE = "\u200b"


def tip_html(tip: Tip, theme: Theme, line_of: Callable[[Source], str]) -> str:
    """The tip as Qt's rich text; `line_of` gives the line of code at a place, or nothing."""
    head = f"<b>{_escaped(tip.title)}</b>"
    if tip.type:
        head += f" &nbsp;{_colored(tip.type, theme.muted)}"
    rows = [*_rows(tip), *_code_rows(tip, theme, line_of)]
    words = QFontMetrics(QToolTip.font())
    least = max((words.horizontalAdvance(word) for word, _ in rows), default=0) + _GAP
    tables = [_table([f"<td>{head}</td>"])]
    if rows:
        cell = f"<td width='{least}'>"
        pairs = [f"{cell}{_colored(word, theme.muted)}</td><td>{text}</td>" for word, text in rows]
        tables.append(_table(pairs))
    if tip.remark:
        tables.append(_table([f"<td>{_colored(tip.remark, theme.error)}</td>"]))
    width = min(max(map(_natural_width, tables)), WIDEST)
    return "".join(table.replace("<table", f"<table width='{width}'", 1) for table in tables)


def _table(rows: list[str]) -> str:
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table cellspacing='0' cellpadding='1'>{body}</table>"


def _natural_width(text: str) -> int:
    """Pixels that rich text takes without breaking its lines."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(QToolTip.font())
    document.setHtml(text)
    return round(document.idealWidth()) + 1


def _rows(tip: Tip) -> Iterator[tuple[str, str]]:
    for word, text in tip.rows:
        yield word, _escaped(text)


def _code_rows(
    tip: Tip, theme: Theme, line_of: Callable[[Source], str]
) -> Iterator[tuple[str, str]]:
    """The place, and below it the line of code in which the place itself stands out."""
    for word, source in tip.sources:
        file = PurePath(source.file).name
        place = f"line {source.line}" if file.startswith("<") else f"{file}:{source.line}"
        yield word, _escaped(place)
        before, own, after = _parted(line_of(source), source)
        if own.strip():
            pale = [_colored(part, theme.muted) for part in (before, after)]
            yield "", f"<code>{pale[0]}{_escaped(own)}{pale[1]}</code>"


def _parted(line: str, source: Source) -> tuple[str, str, str]:
    """A line before, in and after a place; columns count bytes."""
    raw = line.rstrip().encode()
    end = source.end_column if source.end_line == source.line else len(raw)
    parts = raw[: source.column], raw[source.column : end], raw[end:]
    before, own, after = (part.decode(errors="replace") for part in parts)
    return before.lstrip(), own, after


def _colored(text: str, color: str) -> str:
    return f"<span style='color:{color}'>{_escaped(text)}</span>" if text else ""


def _escaped(text: str) -> str:
    """Never taken for HTML, and with places to break in what has none."""
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return html.escape(" ".join(_breakable(word) for word in text.split(" ")))


def _breakable(word: str) -> str:
    pieces = (word[start : start + _LONG_WORD] for start in range(0, len(word), _LONG_WORD))
    return _ZERO_WIDTH_SPACE.join(pieces)
