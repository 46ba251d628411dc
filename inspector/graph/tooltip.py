"""What a node tells when the pointer rests on it: tensors, parameters, cost, and its code."""

from dataclasses import dataclass

from inspector.graph.captions import class_name
from inspector.graph.fold_members import member_items
from inspector.graph.graph import Node
from inspector.graph.index import Index
from inspector.graph.tooltip_repeats import (
    carried_rows,
    members_text,
    parameters_text,
    trips_text,
)
from inspector.graph.tooltip_tensors import plain_text, tensor_rows
from inspector.report.model import Call, Module, Problem, Source
from inspector.report.units import count, duration, flops, shape_text, size

_MANY_PARAMETERS = 4
_LIBRARY = "/torch/nn/modules/"
_ORDINALS = {1: "st", 2: "nd", 3: "rd"}


@dataclass(frozen=True)
class Tip:
    """Plain text throughout; names in it may contain anything."""

    title: str
    type: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    """What is told, each with a short word for what it is."""
    remark: str = ""
    """What is wrong here."""
    sources: tuple[tuple[str, Source], ...] = ()
    """Places in the code, each with what happens there."""


def tooltip(index: Index, node: Node) -> Tip:
    """All that is known of a node."""
    module = index.modules.get(node.identity) if node.kind == "module" else None
    call = _call(index, node)
    members = member_items(index, node)
    rows: list[tuple[str, str]] = []
    if node.kind == "loop":
        rows.append(("trips", trips_text(node)))
    if node.kind == "carried":
        rows += carried_rows(index, node)
    if members:
        rows.append(("equal", members_text(index, node, members)))
    if call is not None:
        rows += tensor_rows(index, "in", call.inputs) + tensor_rows(index, "out", call.outputs)
        rows += [("result", call.result)] if call.result is not None else []
    elif node.tensor in index.tensors and node.tensor is not None:
        rows.append(("shape", plain_text(index, node.tensor)))
    if members and node.parameters:
        rows.append(("parameters", parameters_text(index, node, members)))
    elif module is not None:
        rows += _module_rows(index, node, module)
    calls = [index.tree.calls[each] for each in members] or [call]
    rows += _cost(index, [each for each in calls if each is not None and not each.failed])
    title, type = _heading(index, node, module)
    return Tip(title, type, tuple(rows), _wrong(index, node), _sources(index, node, module, call))


def _call(index: Index, node: Node) -> Call | None:
    if node.call is None:
        return None
    return index.tree.items[index.tree.by_call[node.call]].call


def _heading(index: Index, node: Node, module: Module | None) -> tuple[str, str]:
    if node.kind == "carried":
        return node.title, "what the loop brings along"
    if node.repeats > 1:
        return node.title, " ".join(word for word in (node.type, node.badge) if word)
    if node.kind == "module":
        path = node.identity or index.report.model
        return path, f"{class_name(module)}({module.arguments})" if module else node.type
    if node.kind in ("constant", "parameter", "buffer"):
        return node.place.path if node.place is not None else node.title, node.kind
    if node.kind in ("input", "output"):
        return node.title, f"{node.kind} of the model"
    if node.kind == "loop":
        return node.title, ""
    return node.title, " ".join(word for word in (node.type, node.detail) if word)


def _module_rows(index: Index, node: Node, module: Module) -> list[tuple[str, str]]:
    rows = []
    if node.parameters:
        rows.append(("parameters", _parameters(index, node, module)))
    if node.badge.startswith("call "):
        number, _, calls = node.badge.removeprefix("call ").partition("/")
        counted = "; its parameters count once" if node.parameters else ""
        rows.append(("call", f"the {_ordinal(int(number))} of {calls} of this module{counted}"))
    if not module.registered:
        rows.append(("not registered", "its parameters are not the model's"))
    return rows


def _parameters(index: Index, node: Node, module: Module) -> str:
    """``340 trained, 1.4 kB: weight 20 × 16, bias 20``."""
    total, facts = node.parameters, index.facts
    trained = facts.trainable[module.path]
    text = f"{total:,} trained" if trained == total else f"{total:,}, {trained or 'none'} trained"
    text += f", {size(facts.bytes[module.path])}"
    own = [
        f"{each.name} {shape_text(index.tensors[each.tensor].shape)}"
        for each in module.parameters
        if each.tensor in index.tensors
    ]
    return f"{text}: {', '.join(own)}" if 0 < len(own) <= _MANY_PARAMETERS else text


def _ordinal(number: int) -> str:
    teen = number % 100 // 10 == 1
    return f"{number}{'th' if teen else _ORDINALS.get(number % 10, 'th')}"


def _cost(index: Index, calls: list[Call]) -> list[tuple[str, str]]:
    """What some calls took together."""
    if not calls:
        return []
    totals = index.report.totals
    seconds = sum(each.seconds for each in calls)
    operations = sum(each.flops or 0 for each in calls)
    time = duration(seconds) + _share(seconds, totals.seconds)
    inside = sum(_inside(index, each) for each in calls)
    if inside:
        time += f"; by itself {duration(max(seconds - inside, 0.0))}"
    rows = [("time", time)]
    if operations:
        rows.append(("FLOPs", flops(operations) + _share(operations, totals.flops)))
    return rows


def _share(part: float, whole: float) -> str:
    if not 0 < part < whole:
        return ""
    percent = round(100 * part / whole)
    return f", {percent} % of all" if percent else ", less than 1 % of all"


def _inside(index: Index, call: Call) -> float:
    """Seconds of the calls within a call, also of those within its loops."""
    items = index.tree.items
    waiting = list(items[index.tree.by_call[call.id]].children)
    seconds = 0.0
    while waiting:
        item = items[waiting.pop()]
        if item.call is not None:
            seconds += item.call.seconds
        else:
            waiting += item.children
    return seconds


def _wrong(index: Index, node: Node) -> str:
    """Why it failed, that it was not reached, or the gravest problem in it."""
    failure = index.report.failure
    if not node.reached:
        return "It was not reached."
    if node.failed and failure is not None:
        return failure.explanation or failure.message
    if node.severity is None:
        return ""
    found = [each for each in index.report.problems if _is_about(index, each, node)]
    more = f" And {count(len(found) - 1, 'other problem')}." if len(found) > 1 else ""
    return found[0].message + more if found else ""


def _is_about(index: Index, problem: Problem, node: Node) -> bool:
    position = index.tree.by_key.get(node.key)
    if position is None or problem.severity == "note":
        return False
    return any(index.tree.is_within(item, position) for item in index.items_of(problem))


def _sources(
    index: Index, node: Node, module: Module | None, call: Call | None
) -> tuple[tuple[str, Source], ...]:
    """Where a module was made, and where this call of it is written unless that is in torch."""
    found = []
    if module is not None and module.source is not None:
        found.append(("made", module.source))
    if call is not None and call.source is not None:
        in_torch = module is not None and _LIBRARY in call.source.file.replace("\\", "/")
        found += [] if in_torch else [("called", call.source)]
    if node.frame is not None:
        frames = index.report.frames
        found += [("code", each.source) for each in frames if each.id == node.frame and each.source]
    return tuple(found)
