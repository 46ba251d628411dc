"""What holds for every edit of every file: it is made right, or refused with a sentence.

More of the same: ``LAWS=100 python -m pytest tests/edits tests/session -k law -o timeout=0`` tries
a hundred times as many files.
"""

import random
import warnings
from collections import Counter
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from inspector.edits.bypass import Bypass, Enable
from inspector.edits.compose import Copy, Duplicate, Insert, Move
from inspector.edits.edit import Edit, EditError
from inspector.edits.extract import ExtractClass
from inspector.edits.inline import InlineClass
from inspector.edits.several import MoveSeveral
from inspector.edits.unwrap import Unwrap
from inspector.edits.wrap import Wrap
from inspector.outline.emit import nodes_of
from inspector.outline.index import Index
from inspector.outline.kept_comments import comments_of
from inspector.outline.landing import landed
from inspector.outline.nodes import (
    Assign,
    Call,
    Class,
    Clause,
    Code,
    Evaluate,
    Function,
    Node,
    Other,
    Outline,
    Region,
    Return,
)
from inspector.outline.put import put
from inspector.outline.read import OutlineError, get
from inspector.source.file import decode
from inspector.source.lines import Lines
from inspector.source.span import Span
from tests.edits.anywhere import Anywhere
from tests.edits.depth import examples
from tests.edits.idioms import model_files

_SIMPLE = (Assign, Evaluate, Return, Other)
_BLOCKS = Class | Function
_KEEPING = (Bypass, Copy, Duplicate, Insert, Move, MoveSeveral, Wrap)
"""The edits that leave all code there is, and so all comments."""


def tried(text: str, outline: Outline, edit: Edit) -> tuple[str, Outline] | None:
    """The text and outline after an edit; None if it is refused, which takes a sentence."""
    try:
        meant = edit.apply(outline)
        return put(text, outline, meant), meant
    except (EditError, OutlineError) as error:
        refusal = str(error)
    assert refusal.endswith("."), refusal
    return None


def compiled(text: str) -> None:
    """What an edit wrote is Python; whether ``7()`` makes sense is the user's affair."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        compile(text, "model.py", "exec")


def head(node: Node) -> Code | str | None:
    """What a block begins with; None for what is no block."""
    if isinstance(node, Region):
        return node.clauses[0].header
    return node.header if isinstance(node, _BLOCKS) else None


def kept_lines(text: str, before: Outline, after: Outline) -> Counter[str]:
    """The lines that may not change: of statements that stay, and comments about nothing else."""
    lines = Lines(text)
    old, new = Counter(nodes_of(before)), Counter(nodes_of(after))
    stays = {(node, node.span) for node in nodes_of(after)}
    on_line: Counter[int] = Counter()
    kept: list[int] = []
    for node in nodes_of(before):
        if isinstance(node, _SIMPLE) and node.span is not None:
            covered = range(node.span.line, node.span.end_line + 1)
            on_line.update(covered)
            kept += covered if (node, node.span) in stays else ()
        elif isinstance(node, _BLOCKS | Clause) and node.span is not None:
            on_line[node.span.line] += 1
            first = node.body[0].span
            if first is not None and lines.line_text(first.line)[: first.column].strip():
                on_line.update(range(first.line, node.span.end_line + 1))  # may become a block
    heads = Counter(map(head, old.elements()))
    left = Counter(map(head, new.elements()))
    gone: set[int] = set()
    for node in old:
        if left[head(node)] < heads[head(node)] and node.span is not None:
            gone.update(range(node.span.line, node.span.end_line + 1))
    kept = [number for number in kept if on_line[number] == 1]
    may_go = {node.span.line for node in old if node.span and (node, node.span) not in stays}
    for number in range(len(lines), 0, -1):
        if lines.line_text(number).lstrip().startswith("#") and not on_line[number]:
            if number + 1 in may_go:  # it is about what does not stay
                may_go.add(number)
            elif number not in gone:
                kept.append(number)
    return Counter(map(lines.line_text, kept))


class Edited(RuleBasedStateMachine):
    """A file under edits of all kinds in a row."""

    @initialize(text=model_files())
    def open(self, text: str) -> None:
        self.text = text
        self.outline = get(text)

    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        before, outline = self.text, self.outline
        edit = Anywhere(before, outline, data).edit()
        done = tried(before, outline, edit)
        if done is None:
            return
        self.text, self.outline = done
        if isinstance(edit, _KEEPING):
            assert comments_of(before) <= comments_of(self.text)
        missing = kept_lines(before, outline, self.outline) - Counter(self.text.split("\n"))
        assert not missing, missing

    @invariant()
    def is_python_that_reads_as_it_was_meant(self) -> None:
        compiled(self.text)
        get.cache_clear()
        read = get(self.text)
        assert read == self.outline
        self.outline = read  # what was meant does not know the places of what is new


TestEdited = Edited.TestCase
TestEdited.settings = examples(30, steps=8)


THERE_AND_BACK: list[tuple[Callable[[Span], Edit], Callable[[Span], Edit]]] = [
    (lambda site: Bypass(site, "it"), lambda site: Enable(site, "it")),
    (lambda site: Wrap(site, "Sequential"), Unwrap),
    (lambda site: ExtractClass(site, "Extracted"), InlineClass),
]


def is_around(node: Node, inner: Call) -> bool:
    """Whether a node that an edit meant is the call that it put in the place of another."""
    if not isinstance(node, Call) or node.span is not None:
        return False
    return node.name == "Extracted" or any(each.value is inner for each in node.arguments)


@examples(40)
@given(model_files(), st.sampled_from(THERE_AND_BACK), st.randoms(use_true_random=False))
def test_what_was_done_is_undone_by_its_opposite(
    text: str,
    pair: tuple[Callable[[Span], Edit], Callable[[Span], Edit]],
    chance: random.Random,
) -> None:
    before = get(text)
    made = [each for each in Index(before).all(Call) if each.name.startswith("nn.")]
    if not made:
        return
    node = chance.choice(made)
    assert node.span is not None
    there = tried(text, before, pair[0](node.span))
    if there is None:
        return
    changed = get(there[0])
    new = next(now for meant, now in landed(there[1], changed) if is_around(meant, node))
    assert new.span is not None
    back = tried(there[0], changed, pair[1](new.span))
    assert back is not None
    assert get(back[0]) == before


@examples(20)
@given(model_files(), st.sampled_from(["\r\n", "\r", "\n"]), st.booleans(), st.data())
def test_line_ends_and_the_mark_at_the_beginning_stay(
    text: str, end: str, bom: bool, data: st.DataObject
) -> None:
    raw = text.replace("\n", end).encode("utf-8-sig" if bom else "utf-8")
    file = decode(raw)
    outline = get(file.text)
    done = tried(file.text, outline, Anywhere(file.text, outline, data).edit())
    after = done[0] if done else file.text
    assert file.encode(file.text) == raw
    assert file.encode(after) == after.replace("\n", end).encode("utf-8-sig" if bom else "utf-8")
