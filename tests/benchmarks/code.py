"""Edits of code that nobody here wrote: ``python -m tests.benchmarks.code torchvision timm …``.

Each argument is a package, which is downloaded but not installed, or a folder. Reads every file
of them that speaks of ``nn.Module``, and makes random edits in random files. Prints what share
could be read and how fast, and for each kind of edit what share was refused, what compiled, and
how many lines were lost that the edit has nothing to do with.
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

from inspector.edits.edit import Edit, EditError
from inspector.outline.index import Index
from inspector.outline.nodes import Call
from inspector.outline.put import put
from inspector.outline.read import OutlineError, get
from inspector.source.file import SourceError, read_file
from inspector.source.span import Span
from tests.benchmarks.code_edits import KINDS, File, concerned, random_edit
from tests.benchmarks.packages import folder_of

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


def lost_lines(before: str, after: str, concerned: set[int]) -> set[int]:
    """The lines that an edit does not concern and that are no longer there, in their order."""
    old, new = before.split("\n"), after.split("\n")
    kept = [number for number in range(1, len(old) + 1) if number not in concerned]
    left = iter(new)
    if all(old[number - 1] in left for number in kept):
        return set()
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    changed = (range(start, end) for tag, start, end, _, _ in codes if tag != "equal")
    return {line + 1 for lines in changed for line in lines} - concerned


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
    beyond = lost_lines(file.text, text, concerned(edit, file))
    tally.beyond += len(beyond)
    if beyond:
        print(f"changed lines {sorted(beyond)[:5]}: {edit} in {file.path}")


def main() -> None:
    folders = [folder_of(argument) for argument in sys.argv[1:]]
    if not folders:
        raise SystemExit(__doc__)
    files = read_all(folders)
    found, made = sites_of_constructors(files)
    print(f"constructor calls of torch.nn with a place to edit: {found / made:.2%} of {made:,}")
    chance = random.Random(0)
    tallies = {kind: Tally() for kind in KINDS}
    while sum(tally.tried for tally in tallies.values()) < EDITS:
        file = chance.choice(files)
        index = Index(file.outline)
        kind = chance.choice(KINDS)
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
