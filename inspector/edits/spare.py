"""Names that a forward has no longer use for."""

from collections.abc import Iterable

from inspector.edits.flow import without
from inspector.edits.wires import names_read, targets
from inspector.outline.emit import Emitter
from inspector.outline.index import Index
from inspector.outline.nodes import Assign, Function, Outline
from inspector.source.span import Span


def without_spare_names(outline: Outline, forward: Span, read: Iterable[str]) -> Outline:
    """The outline without those of the names `read` that nothing reads any more.

    Only a copy of another name goes; what computes something stays, as it may have effects.
    """
    for name in sorted(read):
        index = Index(outline)
        function = index.at(forward, Function)
        if function is not None:
            outline = _without(index, function, name)
    return outline


def _without(index: Index, forward: Function, name: str) -> Outline:
    made = [each for each in forward.body if name in targets(each)]
    is_read = any(name in names_read(each) for each in forward.body)
    match made:
        case [Assign(operator="=") as only] if only.target == name and _is_copy(only):
            return index.outline if is_read else without(index, only)
    return index.outline


def _is_copy(statement: Assign) -> bool:
    """Whether a value is only another name, or a clone of it."""
    text = Emitter().expression(statement.value, "")
    return text.removesuffix(".clone()").isidentifier()
