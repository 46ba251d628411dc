"""Finding things in a model by path, type, attribute, argument or shape.

A query is words that must all fit: ``conv 256`` or ``layers.3 bias=False``. At least one of them
must fit the thing itself rather than what is around it, so that ``attn`` does not find all that is
inside of ``attn``. Everything is done in pieces, because a model may have 100,000 calls.
"""

import re
from collections.abc import Iterable

from inspector.graph.catalog import Catalog, Hit

_SIZE = r"x(?:\d+|ragged)"


class Search:
    """One query on its way through a catalog: the hits so far, in order."""

    def __init__(self, catalog: Catalog, query: str) -> None:
        self.is_done = False
        self._catalog = catalog
        self._words = [_Word(word) for word in split_words(query)]
        self._found: list[int] = []
        self._next = 0

    def __len__(self) -> int:
        """How many were found so far."""
        return len(self._found)

    def hit(self, number: int) -> Hit:
        """One of them."""
        return self._catalog.hit(self._found[number])

    def advance(self, count: int) -> None:
        """Look at so many entries more."""
        catalog = self._catalog
        missing = self._next + count - len(catalog)
        if missing > 0:
            self.is_done = not catalog.grow(missing)
        entries: Iterable[int] = range(self._next, min(self._next + count, len(catalog)))
        self._next = min(self._next + count, len(catalog))
        for word in self._words:
            entries = word.fitting(catalog, entries)
        if self._words:
            self._found += [entry for entry in entries if self._fits_itself(entry)]

    def _fits_itself(self, entry: int) -> bool:
        return any(word.fits_itself(self._catalog, entry) for word in self._words)


class _Word:
    """A number in a word is meant as a whole: ``layers.1`` does not fit ``layers.10``."""

    def __init__(self, word: str) -> None:
        self._start = word.partition("*")[0].partition("?")[0]
        """Looked for first, because that is quick."""
        self._text = re.compile(_text_pattern(word))
        shape = _shape_pattern(word)
        self._shape = re.compile(shape) if shape is not None else None

    def fitting(self, catalog: Catalog, entries: Iterable[int]) -> list[int]:
        """Those of some entries that the word fits, with what is around them."""
        texts, shapes, start = catalog.texts, catalog.shapes, self._start
        text, shape = self._text.search, self._shape.search if self._shape is not None else None
        if shape is None:
            return [e for e in entries if start in texts[e] and text(texts[e])]
        return [e for e in entries if shape(shapes[e]) or (start in texts[e] and text(texts[e]))]

    def fits_itself(self, catalog: Catalog, entry: int) -> bool:
        if self._shape is not None and self._shape.search(catalog.shapes[entry]):
            return True
        own, found = catalog.owns[entry], self._text.finditer(catalog.texts[entry])
        return any(match.end() > own for match in found)


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
