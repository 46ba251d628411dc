"""Edits of code that nobody here wrote: ``python -m tests.benchmarks.code FOLDER…``.

Reads every file below the folders that speaks of ``nn.Module`` (unpacked wheels of torchvision,
timm, transformers do well), and makes random edits in random files. Prints what share could be
read and how fast, and for each kind of edit what share was refused, what compiled, and how many
lines changed that the edit has nothing to do with.
"""

import ast
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from statistics import median
from time import perf_counter
from types import UnionType

from inspector.edits.arguments import SetArgument
from inspector.edits.bypass import Bypass
from inspector.edits.cargo import ItemSpot, module
from inspector.edits.clipboard import Paste, copied
from inspector.edits.compose import Duplicate, Insert, Move
from inspector.edits.edit import Edit, EditError, located
from inspector.edits.extract import ExtractClass
from inspector.edits.inline import InlineClass
from inspector.edits.items import item_around
from inspector.edits.members import calls_of_member, owner_of_member
from inspector.edits.names import RenameMember, class_of
from inspector.edits.parametrize import MakeParameter
from inspector.edits.share import Share
from inspector.edits.signatures import signature
from inspector.edits.take import is_child
from inspector.edits.wiring import Combine, Connect, InputValue, OutputValue
from inspector.edits.wrap import Wrap
from inspector.outline.classes import classes, method, parameters
from inspector.outline.containers import container_of, items_of
from inspector.outline.emit import nodes_of
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Assign,
    Call,
    Dict,
    Display,
    Evaluate,
    Function,
    Node,
    Outline,
    Region,
    Return,
)
from inspector.outline.operands import operands
from inspector.outline.put import put
from inspector.outline.read import OutlineError, get
from inspector.source.file import SourceError, read_file
from inspector.source.lines import Lines
from inspector.source.span import Span

EDITS = 1000


@dataclass
class Tally:
    """What became of the edits of one kind."""

    tried: int = 0
    compiled: int = 0
    beyond: int = 0
    """Lines that were changed although the edit does not concern them."""
    refused: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)


@dataclass
class File:
    """One file that was read."""

    path: Path
    text: str
    outline: Outline


def python_files(folders: list[Path]) -> Iterator[tuple[Path, str]]:
    """The files that Python itself can read and that define modules."""
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            try:
                text = read_file(path).text
                ast.parse(text)
            except (SourceError, SyntaxError, ValueError):
                continue
            if "nn.Module" in text:
                yield path, text


def read_all(folders: list[Path]) -> list[File]:
    """Read every file, and print how that went."""
    files: list[File] = []
    failed: list[str] = []
    changed, lines, pace = 0, 0, []
    for path, text in python_files(folders):
        start = perf_counter()
        try:
            outline = get(text)
        except OutlineError as error:
            failed.append(f"{path.name}: {error}")
            continue
        seconds = perf_counter() - start
        count = text.count("\n") + 1
        lines += count
        pace.append(seconds * 1e6 / count)
        changed += put(text, outline, outline) != text
        files.append(File(path, text, outline))
    total = len(files) + len(failed)
    print(f"{total} files, {lines:,} lines; read without error {len(files) / total:.2%}  (100 %)")
    print(f"changed by an edit that changes nothing: {changed}  (0)")
    print(f"median time per 1,000 lines: {median(pace):.1f} ms  (≤ 30)")
    for line in failed[:10]:
        print("  ", line)
    return files


def sites_of_constructors(files: list[File]) -> tuple[int, int]:
    """How many calls such as ``nn.Linear(…)`` the outline has at their place, and how many are."""
    found = made = 0
    for file in files:
        index = Index(file.outline)
        for node in ast.walk(ast.parse(file.text)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            is_module = ast.unparse(node.func).startswith("nn.") and node.func.attr[0].isupper()
            if is_module and node.end_lineno is not None and node.end_col_offset is not None:
                span = Span(node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)
                made += 1
                found += index.at(span, Call) is not None
    return found, made


def random_edit(kind: str, file: File, index: Index, chance: random.Random) -> Edit | None:
    """An edit of a kind somewhere in a file; None if it has no place for one."""
    calls = [each for each in index.all(Call) if each.span is not None]
    chance.shuffle(calls)
    for call in calls:
        edit = _edit_of(kind, call, file, index, chance)
        if edit is not None:
            return edit
    return None


def _edit_of(kind: str, call: Call, file: File, index: Index, chance: random.Random) -> Edit | None:
    assert call.span is not None
    if kind == "inline":
        return InlineClass(call.span) if call.name in classes(file.outline) else None
    is_module = call.name.startswith("nn.") and call.name[3:4].isupper()
    if kind == "set argument":
        found = signature(file.outline, call) if is_module else None
        names = [each.name for each in found or () if each.kind != "var"]
        return SetArgument(call.span, chance.choice(names), "7") if names else None
    if kind == "insert":
        held = container_of(file.outline, call)
        if held is None or held.span is None or not call.name.endswith("Sequential"):
            return None
        at = chance.randint(0, len(items_of(held)))
        return Insert(module("Identity", "nn.Identity()"), ItemSpot(held.span, at))
    if kind in _IN_FORWARDS:
        return _edit_of_forward(kind, call, file, index, chance)
    if kind == "rename":
        owned = owner_of_member(index, call)
        return RenameMember(call.span, f"{owned[1]}_renamed") if owned is not None else None
    if not is_module:
        return None
    if kind == "wrap":
        return Wrap(call.span, "Sequential")
    if kind == "extract":
        return ExtractClass(call.span, "Extracted")
    if kind in ("copy and paste", "move", "share"):
        return _edit_in_chain(kind, call, file, index)
    if kind == "duplicate":
        return Duplicate(call.span, "it")
    if kind == "parametrize":
        given = [each.keyword for each in call.arguments if each.keyword]
        return MakeParameter(call.span, given[0], "extra") if given else None
    return Bypass(call.span, "it")


_IN_FORWARDS = ("connect", "combine")


def _edit_of_forward(
    kind: str, call: Call, file: File, index: Index, chance: random.Random
) -> Edit | None:
    """The value of an earlier step, or the input, into an operand of a step."""
    forward = index.around(call, Function)
    if forward is None or forward.name != "forward" or call.span is None:
        return None
    places = operands(Lines(file.text), call.span)
    inputs = parameters(forward)
    if not places or not inputs or any(isinstance(each, Region) for each in forward.body):
        return None
    steps = [
        each.value for each in forward.body if isinstance(each, Assign) and each.operator == "="
    ]
    spans = [each.span for each in steps if each.span and each.span.end <= call.span.start]
    value = OutputValue(chance.choice(spans)) if spans else InputValue(inputs[0].name)
    if kind == "connect":
        return Connect(value, chance.choice(places))
    return Combine(value, chance.choice(places), "add")


def _edit_in_chain(kind: str, call: Call, file: File, index: Index) -> Edit | None:
    """An item of a chain put at the end of its chain again."""
    item = item_around(index, call)
    holder = index.parent(item) if item is not None else None
    if item is None or not is_child(index, item) or holder is None or call.span is None:
        return None
    if not isinstance(holder, Call | Display | Dict) or holder.span is None:
        return None
    spot = ItemSpot(holder.span, len(items_of(holder)))
    if kind == "move":
        return Move(call.span, spot, "it")
    if kind == "share":
        return Share(call.span, spot, "it")
    return Paste(copied(file.text, file.outline, call.span), spot)


def concerned(edit: Edit, file: File) -> set[int]:
    """The lines, from 1, that an edit may change."""
    site = getattr(edit, "site", None)
    spot = getattr(edit, "spot", None)
    if isinstance(spot, ItemSpot):
        site = spot.container
    if isinstance(edit, Connect | Combine):
        site = _around(file, edit.operand, Assign | Return | Evaluate)
    assert isinstance(site, Span)
    lines = set(range(site.line, site.end_line + 1))
    if isinstance(edit, Connect | Combine) and isinstance(edit.value, OutputValue):
        source = _around(file, edit.value.site, Assign | Return | Evaluate)
        lines |= set(range(source.line, source.end_line + 1))
    if isinstance(edit, MakeParameter):
        init = _around(file, site, Function)
        header = next(n for n in Index(file.outline).all(Function) if n.span == init)
        lines |= set(range(init.line, init.line + 1 + header.header.count("\n")))
    if isinstance(edit, InlineClass):
        name = class_of(Index(file.outline), site)
        owner = classes(file.outline)[name].span
        assert owner is not None
        lines |= set(range(owner.line - 3, owner.end_line + 4))  # with the blank lines around it
    if isinstance(edit, Duplicate):
        function = _around(file, site, Function)
        lines |= _of_calls(file, site) if function is not None else set()
    if isinstance(edit, RenameMember):
        old = edit.name.removesuffix("_renamed")
        pattern = re.compile(rf"\bself\.{re.escape(old)}\b")
        found = enumerate(file.text.split("\n"), 1)
        lines |= {number for number, line in found if pattern.search(line)}
    return lines


def _around(file: File, site: Span, kind: UnionType | type[Node]) -> Span:
    """The smallest statement of a kind around a place."""
    found = [n.span for n in nodes_of(file.outline) if isinstance(n, kind) and n.span]
    return max(span for span in found if span.contains(site))


def _of_calls(file: File, site: Span) -> set[int]:
    """The lines of the statements that call or return what is made at a place."""
    index = Index(file.outline)
    owned = owner_of_member(index, located(index, site, Call))
    calls = calls_of_member(method(owned[0], "forward"), owned[1]) if owned is not None else ()
    spans = [_around(file, call.span, Assign | Return | Evaluate) for call in calls if call.span]
    if owned is not None and (forward := method(owned[0], "forward")) and forward.body[-1].span:
        spans.append(forward.body[-1].span)
    return {line for span in spans for line in range(span.line, span.end_line + 1)}


def changed_lines(before: str, after: str) -> set[int]:
    """The lines of the first text that are not in the second."""
    old, new = before.split("\n"), after.split("\n")
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    middle, other = old[head : len(old) - tail], new[head : len(new) - tail]
    codes = SequenceMatcher(None, middle, other, autojunk=False).get_opcodes()
    return {
        head + line + 1
        for tag, start, end, _, _ in codes
        if tag in ("replace", "delete")
        for line in range(start, end)
    }


def try_edit(edit: Edit, file: File, tally: Tally) -> None:
    """Make one edit and count what became of it."""
    tally.tried += 1
    start = perf_counter()
    try:
        text = put(file.text, file.outline, edit.apply(file.outline))
    except (EditError, OutlineError) as error:
        tally.refused[re.sub(r"“.*?”|\b\w*[._]\w+\b", "…", str(error))] += 1
        return
    finally:
        tally.times.append((perf_counter() - start) * 1000)
    try:
        compile(text, str(file.path), "exec")
    except SyntaxError as error:
        print(f"does not compile: {edit} in {file.path}: {error}")
        return
    tally.compiled += 1
    beyond = changed_lines(file.text, text) - concerned(edit, file)
    tally.beyond += len(beyond)
    if beyond:
        print(f"changed lines {sorted(beyond)[:5]}: {edit} in {file.path}")


def main() -> None:
    folders = [Path(argument) for argument in sys.argv[1:]]
    if not folders:
        raise SystemExit(__doc__)
    files = read_all(folders)
    found, made = sites_of_constructors(files)
    print(f"constructor calls of torch.nn with a place to edit: {found / made:.2%} of {made:,}")
    chance = random.Random(0)
    kinds = (
        *("set argument", "rename", "insert", "wrap", "extract", "bypass", "inline", "parametrize"),
        *("share", "copy and paste", "move", "duplicate", "connect", "combine"),
    )
    tallies = {kind: Tally() for kind in kinds}
    while sum(tally.tried for tally in tallies.values()) < EDITS:
        file = chance.choice(files)
        index = Index(file.outline)
        kind = chance.choice(kinds)
        edit = random_edit(kind, file, index, chance)
        if edit is not None:
            try_edit(edit, file, tallies[kind])
    print(f"{'':16}{'tried':>8}{'refused':>9}{'compiled':>10}{'beyond':>8}{'median ms':>11}")
    for kind, tally in tallies.items():
        refused = sum(tally.refused.values())
        share = tally.compiled / max(1, tally.tried - refused)
        line = f"{kind:16}{tally.tried:8}{refused:9}{share:10.1%}{tally.beyond:8}"
        print(f"{line}{median(tally.times):11.1f}")
    for kind, tally in tallies.items():
        for reason, count in tally.refused.most_common(4):
            print(f"  {kind} refused {count} ×: {reason}")


if __name__ == "__main__":
    main()
