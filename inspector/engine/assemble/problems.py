"""What a run that went well still has to say: modules nobody registered, parameters written to."""

from collections.abc import Iterator

from torch.nn.parameter import is_lazy

from inspector.engine.assemble.provenance import Provenance
from inspector.engine.explain.fixes import Fixes
from inspector.engine.recorder.events import Recording
from inspector.engine.recorder.structure import Entry, Structure, join
from inspector.report.model import Problem
from inspector.report.units import count

_MOST_NAMED = 3
_CONTAINERS: tuple[tuple[type, str], ...] = (
    (list, "nn.ModuleList"),
    (tuple, "nn.ModuleList"),
    (dict, "nn.ModuleDict"),
)


def unregistered_modules(structure: Structure, provenance: Provenance) -> Iterator[Problem]:
    """One warning for each module that holds others where torch does not see them."""
    hidden: dict[tuple[int, bool], list[Entry]] = {}
    for entry in structure.entries:
        if entry.parent >= 0 and not entry.registered:
            holder = structure.entries[entry.parent].module
            if entry.module not in holder._modules.values():
                hidden.setdefault((entry.parent, entry.path.startswith("<")), []).append(entry)
    for (holder_number, foreign), entries in hidden.items():
        holder_entry = structure.entries[holder_number]
        describe = _made_in_forward if foreign else _kept_unregistered
        yield describe(holder_entry, entries, provenance)


def _kept_unregistered(holder: Entry, entries: list[Entry], provenance: Provenance) -> Problem:
    names = list(dict.fromkeys(_attribute(entry, holder) for entry in entries))
    things = [vars(holder.module).get(name) for name in names]
    kinds = [
        container for thing in things for kind, container in _CONTAINERS if isinstance(thing, kind)
    ]
    fixes = Fixes(provenance.file)
    if kinds:
        fixes.register_modules(provenance.of_module(entries[0].module), kinds[0])
    container = kinds[0] if kinds else "an attribute of its own"
    what = " and ".join(f"`{join(holder.path, name)}`" for name in names)
    inside = "in it" if len(names) == 1 else "in them"
    message = (
        f"{what} {_are(things)}: {count(len(entries), 'module')} with "
        f"{count(_parameters(entries), 'parameter')} {inside} are missing from parameters(), "
        "state_dict() and .to()."
    )
    hint = f"Keep them in {container}, which registers them."
    source = provenance.of_module(entries[0].module)
    return Problem(
        "warning", "unregistered-modules", message, hint, holder.path, None, source, fixes.all()
    )


def _are(things: list[object]) -> str:
    """What holds the modules, in words; None stands for what is not there any more."""
    kinds = {type(thing).__name__ for thing in things}
    if None in things or len(kinds) > 1:
        return "is no module" if len(things) == 1 else "are no modules"
    (kind,) = kinds
    return f"is a plain {kind}" if len(things) == 1 else f"are plain {kind}s"


def _made_in_forward(holder: Entry, entries: list[Entry], provenance: Provenance) -> Problem:
    kinds = ", ".join(dict.fromkeys(type(entry.module).__name__ for entry in entries))
    message = (
        f"forward calls {count(len(entries), 'module')} ({kinds}) that nothing in the model holds: "
        f"{count(_parameters(entries), 'parameter')} are missing from parameters(), state_dict() "
        "and .to()."
    )
    hint = "Make it in __init__ and keep it as an attribute: self.name = …"
    source = provenance.of_module(entries[0].module)
    return Problem("warning", "unregistered-modules", message, hint, holder.path, None, source)


def _attribute(entry: Entry, holder: Entry) -> str:
    """The attribute of the holder through which the entry was found."""
    tail = entry.path[len(holder.path) + 1 :] if holder.path else entry.path
    return tail.partition("[")[0].partition(".")[0]


def _parameters(entries: list[Entry]) -> int:
    tensors = {id(tensor): tensor for entry in entries for tensor in entry.module.parameters()}
    return sum(tensor.numel() for tensor in tensors.values() if not is_lazy(tensor))


def written_parameters(recording: Recording) -> Iterator[Problem]:
    """A note if the forward itself changes parameters, which is the optimizer's to do."""
    if recording.written:
        names = [f"`{name}`" for name in recording.written[:_MOST_NAMED]]
        if len(recording.written) > _MOST_NAMED:
            names.append(f"{len(recording.written) - _MOST_NAMED:,} more")
        message = f"forward writes into {' and '.join(names)}: each call changes the model."
        hint = "If this is what keeps a state, make it a buffer: self.register_buffer(…)."
        yield Problem("note", "parameters-written", message, hint, "")
