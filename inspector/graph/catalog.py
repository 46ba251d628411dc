"""Everything in a report that one can look for, as texts; see `inspector.graph.search`."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from inspector.graph.call_tree import Item
from inspector.graph.captions import class_name, op_caption, relative_path
from inspector.graph.index import Index
from inspector.graph.shapes import dtype_text
from inspector.report.model import Buffer, Call, Constant, Module, Parameter
from inspector.report.place import Place

_TORCH = "torch.nn.modules."
_SQUARE = re.compile(r"\((\w+)(?:, \1)+\)")
"""Equal numbers for every direction, such as ``(3, 3)``, which people write as ``3``."""


class Hit(NamedTuple):
    """Something that was found."""

    place: Place | None
    """None for an input of the model."""
    item: int | None
    """The call or loop, by its position in the tree of calls; None for anything else."""
    container: int
    """The innermost call that must be open for it to be seen; -1 if there is none."""
    key: str = ""
    """Of the node, for an input."""


class _Entry(NamedTuple):
    text: str
    """Path and facts in small letters."""
    own: int
    """Where in the text that begins which is not the path of what is around."""
    shapes: str
    """Like ``[x2x20][x20]``."""
    hit: int | Hit
    """A call or loop by its position."""


class Catalog:
    """All that can be found in one report; prepared as far as somebody has asked.

    Kept in columns of texts and numbers, which the search for garbage does not have to look at.
    """

    def __init__(self, index: Index) -> None:
        self.texts: list[str] = []
        self.owns: list[int] = []
        self.shapes: list[str] = []
        self._hits: list[int | Hit] = []
        self._index = index
        self._rest = _entries(index)

    def __len__(self) -> int:
        return len(self.texts)

    def grow(self, count: int) -> bool:
        """Prepare so many more; False if that was all."""
        before = len(self)
        for text, own, shapes, hit in islice(self._rest, count):
            self.texts.append(text)
            self.owns.append(own)
            self.shapes.append(shapes)
            self._hits.append(hit)
        return len(self) - before == count

    def hit(self, entry: int) -> Hit:
        """What an entry is of."""
        hit = self._hits[entry]
        if isinstance(hit, Hit):
            return hit
        return Hit(self._index.place(hit), hit, self._index.tree.items[hit].parent)


def _entries(index: Index) -> Iterator[_Entry]:
    for given in index.report.inputs:
        given_hit = Hit(None, None, -1, f"input:{given.name}")
        yield _entry(index, "", given.name, ("input",), (given.tensor,), given_hit)
    shown: set[str] = set()
    for item in _seen_items(index):
        hit, call = item.position, item.call
        if call is None:
            header = item.frame.header or item.frame.kind if item.frame is not None else ""
            yield _entry(index, item.home, header, (), (), hit)
        elif call.module is None:
            yield _op_entry(index, item, call, hit)
        else:
            yield _module_entry(index, item.home, call.module, call.outputs, hit)
            if call.module not in shown:
                yield from _owned_entries(index, call.module, item.position)
            shown.add(call.module)
    for module in index.report.modules:
        if module.path not in shown:
            never = Hit(Place(module.path), None, -1)
            yield _module_entry(index, module.parent or "", module.path, (), never)


def _seen_items(index: Index) -> Iterator[Item]:
    """The calls and loops that are nodes once everything around them is expanded."""
    seen: list[bool] = []
    for item in index.tree.items:
        around = item.parent < 0 or seen[item.parent]
        seen.append(around and index.flows.is_drawn(item.position))
        if seen[-1]:
            yield item


def _module_entry(
    index: Index, home: str, path: str, made: tuple[int, ...], hit: int | Hit
) -> _Entry:
    """A module; also found by the shapes of its own parameters."""
    module = index.modules.get(path) or Module(path=path, type="", parent=None)
    owned = tuple(each.tensor for each in _owned(module))
    arguments = _SQUARE.sub(r"\1", module.arguments)
    facts = (class_name(module), module.type.rpartition(".")[2], module.arguments, arguments)
    name = relative_path(path, home) if path else index.report.model
    around = path[: len(path) - len(name)].rstrip(".")
    return _entry(index, around, name, facts, made + owned, hit)


def _op_entry(index: Index, item: Item, call: Call, hit: int | Hit) -> _Entry:
    title, _, _ = op_caption(call.name, call.arguments, len(set(call.inputs)))
    return _entry(index, item.home, call.name, (title, call.arguments), call.outputs, hit)


def _owned_entries(index: Index, path: str, position: int) -> Iterator[_Entry]:
    """What stands beside the ops that read it: not the parameters of torch's own layers."""
    module = index.modules.get(path)
    if module is None or module.type.startswith(_TORCH):
        return
    for each in _owned(module):
        place = Place(f"{path}.{each.name}" if path else each.name)
        kind = type(each).__name__
        yield _entry(index, path, each.name, (kind,), (each.tensor,), Hit(place, None, position))


def _owned(module: Module) -> tuple[Parameter | Buffer | Constant, ...]:
    return (*module.parameters, *module.buffers, *module.constants)


def _entry(
    index: Index,
    around: str,
    name: str,
    facts: tuple[str, ...],
    made: Iterable[int],
    hit: int | Hit,
) -> _Entry:
    tensors = [index.tensors[id] for id in made if id in index.tensors]
    dtypes = (dtype_text(tensor.dtype) for tensor in tensors)
    unusual = (dtype for dtype in dtypes if dtype != index.usual_dtype)
    path = f"{around}.{name}" if around else name
    text = "\n".join((path, *dict.fromkeys((*facts, *unusual)))).lower().replace(", ", ",")
    shapes = (_shape(tensor.shape) for tensor in tensors)
    return _Entry(text, len(path) - len(name), "".join(dict.fromkeys(shapes)), hit)


@lru_cache(maxsize=4096)
def _shape(shape: tuple[int, ...] | None) -> str:
    if shape is None:
        return ""
    return "[" + "".join("xragged" if size < 0 else f"x{size}" for size in shape) + "]"
