"""Finding things in a model by path, type, attribute, argument or shape.

A query is words that must all fit: ``conv 256`` or ``layers.3 bias=False``. At least one of them
must fit the thing itself rather than what is around it, so that ``attn`` does not find all that is
inside of ``attn``. Everything is done in pieces, because a model may have 100,000 calls.
"""

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
_SIZE = r"x(?:\d+|ragged)"


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
    hit: Hit


class Catalog:
    """All that can be found in one report; prepared as far as somebody has asked."""

    def __init__(self, index: Index) -> None:
        self.entries: list[_Entry] = []
        self._rest = _entries(index)

    def grow(self, count: int) -> bool:
        """Prepare so many more; False if that was all."""
        before = len(self.entries)
        self.entries += islice(self._rest, count)
        return len(self.entries) - before == count


class Search:
    """One query on its way through a catalog."""

    def __init__(self, catalog: Catalog, query: str) -> None:
        self.hits: list[Hit] = []
        self.is_done = False
        self._catalog = catalog
        self._words = [_Word(word) for word in split_words(query)]
        self._next = 0

    def advance(self, count: int) -> list[Hit]:
        """Look at so many entries more; what was found among them."""
        missing = self._next + count - len(self._catalog.entries)
        if missing > 0:
            self.is_done = not self._catalog.grow(missing)
        entries = self._catalog.entries[self._next : self._next + count]
        self._next += len(entries)
        for word in self._words:
            entries = [entry for entry in entries if word.fits(entry)]
        found = [entry.hit for entry in entries if self._fits_itself(entry)]
        self.hits += found
        return found

    def _fits_itself(self, entry: _Entry) -> bool:
        return any(word.fits_itself(entry) for word in self._words)


class _Word:
    """A number in a word is meant as a whole: ``layers.1`` does not fit ``layers.10``."""

    def __init__(self, word: str) -> None:
        self._start = word.partition("*")[0].partition("?")[0]
        """Looked for first, because that is quick."""
        self._text = re.compile(_text_pattern(word))
        shape = _shape_pattern(word)
        self._shape = re.compile(shape) if shape is not None else None

    def fits(self, entry: _Entry) -> bool:
        if self._start in entry.text and self._text.search(entry.text) is not None:
            return True
        return self._shape is not None and self._fits_shape(entry)

    def fits_itself(self, entry: _Entry) -> bool:
        if self._fits_shape(entry):
            return True
        return any(match.end() > entry.own for match in self._text.finditer(entry.text))

    def _fits_shape(self, entry: _Entry) -> bool:
        return self._shape is not None and self._shape.search(entry.shapes) is not None


def split_words(query: str) -> list[str]:
    """The words of a query in small letters; what is in brackets is one word, without spaces."""
    words: list[str] = []
    word, depth = "", 0
    for character in query.lower().replace(" × ", "x").replace("×", "x"):
        depth = max(0, depth + (character in "([") - (character in ")]"))
        if not character.isspace():
            word += character
        elif not depth and word:
            words.append(word)
            word = ""
    return [*words, word] if word else words


def _text_pattern(word: str) -> str:
    wild = {"*": r"[^\s]*?", "?": r"\S"} if word.strip("*?") else {}
    pattern = "".join(wild.get(character, re.escape(character)) for character in word)
    before = r"(?<!\d)" if word[0].isdigit() else ""
    after = r"(?!\d)" if word[-1].isdigit() else ""
    return before + pattern + after


def _shape_pattern(word: str) -> str | None:
    """Of ``(*, 10)`` or ``2x20``: the whole shape; of ``256``: any dimension; None of a name.

    ``?`` is one dimension and ``*`` any number of them, as in the documentation of torch.
    """
    if word.isdigit():
        return rf"(?<!\d){word}(?!\d)"
    if word[0] in "([":
        is_open = word[-1] not in ")]"
        sizes = word.strip("()[]").split(",")
    elif "x" in word:
        is_open = word.endswith("x")
        sizes = word.split("x")
    else:
        return r"\[\]" if word == "scalar" else None
    sizes = [size for size in sizes if size] + (["*"] if is_open else [])
    if not all(re.fullmatch(r"\d+|[*?]", size) for size in sizes):
        return None
    wild = {"*": f"(?:{_SIZE})*", "?": _SIZE}
    return r"\[" + "".join(wild.get(size, f"x{size}") for size in sizes) + r"\]"


def _entries(index: Index) -> Iterator[_Entry]:
    for given in index.report.inputs:
        hit = Hit(None, None, -1, f"input:{given.name}")
        yield _entry(index, "", given.name, ("input",), (given.tensor,), hit)
    shown: set[str] = set()
    for item in _seen_items(index):
        hit = Hit(index.place(item.position), item.position, item.parent)
        call = item.call
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
            hit = Hit(Place(module.path), None, -1)
            yield _module_entry(index, module.parent or "", module.path, (), hit)


def _seen_items(index: Index) -> Iterator[Item]:
    """The calls and loops that are nodes once everything around them is expanded."""
    seen: list[bool] = []
    for item in index.tree.items:
        around = item.parent < 0 or seen[item.parent]
        seen.append(around and index.flows.is_drawn(item.position))
        if seen[-1]:
            yield item


def _module_entry(index: Index, home: str, path: str, made: tuple[int, ...], hit: Hit) -> _Entry:
    """A module; also found by the shapes of its own parameters."""
    module = index.modules.get(path) or Module(path=path, type="", parent=None)
    owned = tuple(each.tensor for each in _owned(module))
    arguments = _SQUARE.sub(r"\1", module.arguments)
    facts = (class_name(module), module.type.rpartition(".")[2], module.arguments, arguments)
    name = relative_path(path, home) if path else index.report.model
    around = path[: len(path) - len(name)].rstrip(".")
    return _entry(index, around, name, facts, made + owned, hit)


def _op_entry(index: Index, item: Item, call: Call, hit: Hit) -> _Entry:
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
    index: Index, around: str, name: str, facts: tuple[str, ...], made: Iterable[int], hit: Hit
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
