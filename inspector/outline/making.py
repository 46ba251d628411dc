"""Which code of a file makes modules, and which computes with them."""

from collections.abc import Iterator

from inspector.outline.classes import method
from inspector.outline.emit import nodes_of
from inspector.outline.index import Index
from inspector.outline.nodes import Call, Class, Function, Node


def is_making(index: Index, node: Node) -> bool:
    """Whether code runs while modules are made.

    It does at the top of a file, in a function there, in ``__init__`` and in the methods that
    ``__init__`` calls, such as ``_make_layer``.
    """
    owner = index.around(node, Class)
    if owner is None:
        return True
    around = [each for each in index.ancestors(node) if isinstance(each, Function)]
    within = next((each for each in around if index.parent(each) is owner), None)
    return within is None or any(each is within for each in called_from(owner, "__init__"))


def called_from(owner: Class, name: str) -> Iterator[Function]:
    """A method of a class, and then those of its methods that it calls, and that they call."""
    waiting, seen = [name], set[str]()
    while waiting:
        name = waiting.pop(0)
        found = method(owner, name)
        if found is None or name in seen:
            continue
        seen.add(name)
        yield found
        calls = (each.name for each in nodes_of(found) if isinstance(each, Call))
        waiting += [each.removeprefix("self.") for each in calls if each.startswith("self.")]
