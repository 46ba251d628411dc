"""Random edits of files that nobody here wrote, and the lines that each of them concerns."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import UnionType

from inspector.edits.arguments import ChangeType, SetArgument
from inspector.edits.bypass import Bypass
from inspector.edits.cargo import ItemSpot, module
from inspector.edits.clipboard import Paste, copied
from inspector.edits.code import ReplaceCode
from inspector.edits.compose import Duplicate, Insert, Move, Remove
from inspector.edits.edit import Edit, located
from inspector.edits.extract import ExtractClass
from inspector.edits.inline import InlineClass
from inspector.edits.items import item_around
from inspector.edits.members import calls_of_member, owner_of_member
from inspector.edits.names import RenameClass, RenameMember
from inspector.edits.naming import InputValue, OutputValue
from inspector.edits.parametrize import MakeParameter
from inspector.edits.share import Share, Unshare
from inspector.edits.signatures import bound, signature
from inspector.edits.take import is_child
from inspector.edits.unwrap import Unwrap
from inspector.edits.wiring import Combine, Connect
from inspector.edits.wrap import Wrap
from inspector.outline.classes import classes, method, parameters
from inspector.outline.containers import container_of, items_of
from inspector.outline.emit import nodes_of
from inspector.outline.expressions import text_of
from inspector.outline.index import Index
from inspector.outline.nodes import (
    Assign,
    Call,
    Class,
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
from inspector.source.lines import Lines
from inspector.source.span import Span


@dataclass
class File:
    """One file that was read."""

    path: Path
    text: str
    outline: Outline


KINDS = (
    *("set argument", "set default", "change type", "change code", "rename", "rename class"),
    *("insert", "remove", "move", "duplicate", "copy and paste", "share", "unshare"),
    *("wrap", "wrap in Residual", "repeat", "unwrap", "bypass", "extract", "inline"),
    *("parametrize", "connect", "combine"),
)


def random_edit(
    kind: str, file: File, index: Index, chance: random.Random, within: frozenset[str] | None = None
) -> Edit | None:
    """An edit of a kind somewhere in a file; None if it has no place for one.

    With `within` the place is in a class of one of these names.
    """
    calls = [each for each in index.all(Call) if each.span is not None]
    if within is not None:
        calls = [each for each in calls if _class_around(index, each) in within]
    chance.shuffle(calls)
    for call in calls:
        edit = _edit_of(kind, call, file, index, chance)
        if edit is not None:
            return edit
    return None


def _class_around(index: Index, call: Call) -> str:
    owner = index.around(call, Class)
    return owner.name if owner is not None else ""


def _edit_of(kind: str, call: Call, file: File, index: Index, chance: random.Random) -> Edit | None:
    site = call.span
    assert site is not None
    if kind in ("connect", "combine"):
        return _edit_of_forward(kind, call, file, index, chance)
    own, is_module = call.name in classes(file.outline), _makes_module(call)
    if kind in ("inline", "rename class"):
        made = {"inline": InlineClass(site), "rename class": RenameClass(call.name, "Renamed")}
        return made[kind] if own else None
    if kind == "rename":
        owned = owner_of_member(index, call)
        return RenameMember(site, f"{owned[1]}_renamed") if owned is not None else None
    if kind == "unshare":
        is_member = call.name.startswith("self.") and _in_forward(index, call)
        return Unshare(site, "it") if is_member else None
    if kind in ("insert", "unwrap"):
        return _edit_of_chain(kind, call, file, chance)
    if not is_module:
        return None
    if kind in ("copy and paste", "move", "share"):
        return _edit_of_item(kind, call, file, index)
    if kind in ("set argument", "set default", "change code", "parametrize"):
        return _edit_of_argument(kind, call, file, chance)
    simple: dict[str, Callable[[], Edit]] = {
        "wrap": lambda: Wrap(site, "Sequential"),
        "wrap in Residual": lambda: Wrap(site, "Residual"),
        "repeat": lambda: Wrap(site, "Repeat"),
        "change type": lambda: ChangeType(site, "nn.Identity"),
        "extract": lambda: ExtractClass(site, "Extracted"),
        "duplicate": lambda: Duplicate(site, "it"),
        "remove": lambda: Remove(site, "it"),
        "bypass": lambda: Bypass(site, "it"),
    }
    return simple[kind]()


def _makes_module(call: Call) -> bool:
    return call.name.startswith("nn.") and call.name[3:4].isupper() and call.name not in _VALUES


_VALUES = ("nn.Parameter", "nn.Buffer")


def _in_forward(index: Index, call: Call) -> bool:
    function = index.around(call, Function)
    return function is not None and function.name == "forward"


def _edit_of_chain(kind: str, call: Call, file: File, chance: random.Random) -> Edit | None:
    held = container_of(file.outline, call)
    if held is None or held.span is None or not call.name.endswith("Sequential"):
        return None
    if kind == "unwrap":
        return Unwrap(call.span) if call.span is not None else None
    at = chance.randint(0, len(items_of(held)))
    return Insert(module("Identity", "nn.Identity()"), ItemSpot(held.span, at))


def _edit_of_argument(kind: str, call: Call, file: File, chance: random.Random) -> Edit | None:
    assert call.span is not None
    found = signature(file.outline, call) or ()
    given = bound(found, call)
    if kind == "set default":
        left = [each for each in found if each.default is not None and each.name not in given]
        each = chance.choice(left) if left and not any(a.star for a in call.arguments) else None
        return SetArgument(call.span, each.name, each.default) if each is not None else None
    if kind == "set argument":
        names = [each.name for each in found if each.kind != "var"]
        return SetArgument(call.span, chance.choice(names), "7") if names else None
    if not given:
        return None
    name = chance.choice(list(given))
    if kind == "parametrize":
        return MakeParameter(call.span, name, "extra")
    value = given[name].value
    return ReplaceCode(value.span, f"({text_of(value)})") if value.span is not None else None


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


def _edit_of_item(kind: str, call: Call, file: File, index: Index) -> Edit | None:
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
    if isinstance(edit, RenameClass):
        return _speaking_of(rf"\b{re.escape(edit.old)}\b", file)
    assert isinstance(site, Span)
    lines = set(range(site.line, site.end_line + 1))
    if isinstance(edit, Connect | Combine) and isinstance(edit.value, OutputValue):
        source = _around(file, edit.value.site, Assign | Return | Evaluate)
        lines |= set(range(source.line, source.end_line + 1))
        lines |= _of_names_at(file, source)
    if isinstance(edit, MakeParameter):
        init = _around(file, site, Function)
        header = next(n for n in Index(file.outline).all(Function) if n.span == init)
        heads = len(header.decorators) + 1 + header.header.count("\n")
        lines |= set(range(init.line, init.line + heads))
    if isinstance(edit, InlineClass):
        name = located(Index(file.outline), site, Call).name
        owner = classes(file.outline)[name].span
        assert owner is not None
        lines |= set(range(owner.line - 3, owner.end_line + 4))  # with the blank lines around it
    if isinstance(edit, InlineClass | Remove | Unwrap):
        lines |= _of_member(file, site)
    if isinstance(edit, Remove):  # the blank line behind what stood between two of them
        lines |= {line + 1 for line in (*lines, site.end_line) if not _line(file, line + 1).strip()}
    if isinstance(edit, Duplicate | Remove):
        function = _around(file, site, Function)
        calls = _of_calls(file, site) if function is not None else set()
        lines |= calls
        whole = _around(file, site, Assign | Return | Evaluate)
        if Index(file.outline).at(whole, Evaluate):  # ``chain.add_module("relu", nn.ReLU())``
            lines |= set(range(whole.line, whole.end_line + 1))
        if isinstance(edit, Remove):  # the next step reads what flowed into the one that goes
            lines |= {line + 1 for line in calls}
            lines |= {above for line in lines for above in _comments_above(file, line)}
    if isinstance(edit, RenameMember):
        old = edit.name.removesuffix("_renamed")
        lines |= _speaking_of(rf"\bself\.{re.escape(old)}\b", file)
    return lines


def _comments_above(file: File, line: int) -> set[int]:
    """The comment lines right above a line, which are about it."""
    found: set[int] = set()
    while line > 1 and _line(file, line - 1).lstrip().startswith("#"):
        line -= 1
        found.add(line)
    return found


def _of_names_at(file: File, statement: Span) -> set[int]:
    """The lines of a forward that speak of what a statement in it assigns: it is named anew."""
    node = Index(file.outline).at(statement, Assign)
    function = _around(file, statement, Function)
    if node is None:
        return set()
    spoken = _speaking_of(rf"\b{re.escape(node.target)}\b", file)
    return spoken & set(range(function.line, function.end_line + 1))


def _line(file: File, number: int) -> str:
    return "".join(file.text.split("\n")[number - 1 : number])


def _of_member(file: File, site: Span) -> set[int]:
    """The lines of the statements that speak of the member that is made at a place."""
    index = Index(file.outline)
    owned = owner_of_member(index, located(index, site, Call))
    if owned is None:
        return set()
    spoken = _speaking_of(rf"\bself\.{re.escape(owned[1])}\b", file)
    statements = (
        n.span
        for n in nodes_of(file.outline)
        if isinstance(n, Assign | Return | Evaluate) and n.span
    )
    ranges = (set(range(span.line, span.end_line + 1)) for span in statements)
    return spoken.union(*(lines for lines in ranges if lines & spoken))


def _speaking_of(pattern: str, file: File) -> set[int]:
    found = enumerate(file.text.split("\n"), 1)
    return {number for number, line in found if re.search(pattern, line)}


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
