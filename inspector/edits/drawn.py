"""Edges that were drawn: once one is gone, the text is what it was before."""

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from inspector.edits.imports import with_import
from inspector.edits.same_flow import is_same_but_for_names
from inspector.outline.document import imported_names, is_import
from inspector.outline.nodes import Outline
from inspector.outline.put import put
from inspector.outline.read import OutlineError
from inspector.outline.reread import reread
from inspector.source.changes import Change, apply_changes, changes_between

_WORDS = re.compile(r"\w+|\W")
_MOST_WORDS = 400
"""What has more of them is no edge, and would take long to compare."""


@dataclass(frozen=True)
class Drawn:
    """A text before and after an edge was drawn or taken away."""

    before: str
    after: str

    def taken_back(self, text: str) -> str | None:
        """A later text without this change alone; None if others have come too near to it."""
        since = _word_by_word(self.after, text)
        back = []
        for change in _word_by_word(self.after, self.before):
            if any(o.start < change.end and change.start < o.end for o in since):
                return None
            grown = sum(len(o.new) - (o.end - o.start) for o in since if o.end <= change.start)
            back.append(change._replace(start=change.start + grown, end=change.end + grown))
        return apply_changes(text, back)


def _word_by_word(before: str, after: str) -> list[Change]:
    """What turns one text into the other, found in the words of the lines that differ."""
    found = []
    for change in changes_between(before, after):
        old = _WORDS.findall(before[change.start : change.end])
        new = _WORDS.findall(change.new)
        if len(old) + len(new) > _MOST_WORDS:
            found.append(change)
            continue
        at = list(accumulate(map(len, old), initial=change.start))
        for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
            if kind != "equal":
                found.append(Change(at[i1], at[i2], "".join(new[j1:j2])))
    return found


def as_it_was(text: str, outline: Outline, meant: Outline, drawn: Sequence[Drawn]) -> str | None:
    """The text in which one of several edges is taken back, if that computes what is `meant`.

    `outline` is that of the text. So lines get back their layout, and values their old names; of
    the imports that edges have brought those stay that something reads. None if no edge fits.
    """
    for each in reversed(drawn):
        was = each.taken_back(text)
        if was is None:
            continue
        try:
            found = reread(text, outline, was)
            if is_same_but_for_names(found, meant):
                return put(was, found, _with_those_read(found, was, outline, drawn[0].before))
        except OutlineError:
            continue
    return None


def _with_those_read(outline: Outline, text: str, other: Outline, first: str) -> Outline:
    """The outline with the imports of another, but for what only edges read since the `first`."""
    known, here = set(first.splitlines()), [each for each in outline.body if is_import(each)]
    there = [each for each in other.body if is_import(each)]
    if all(each.code.text in known for each in (*here, *there)):
        return outline
    read = {each.id for each in ast.walk(ast.parse(text)) if isinstance(each, ast.Name)}
    for each in there:
        is_read = not read.isdisjoint(imported_names(Outline((each,))))
        if is_read:
            outline = with_import(outline, each.code.text)
        elif each in here and each.code.text not in known:
            outline = Outline(tuple(e for e in outline.body if e != each), span=outline.span)
    return outline
