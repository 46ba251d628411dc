"""The imports a file needs for the names that an edit brings in."""

import re
from collections.abc import Sequence

from inspector.edits.edit import EditError
from inspector.outline.document import import_kind, imported_names, is_import, top_level_names
from inspector.outline.expressions import statements
from inspector.outline.nodes import Evaluate, Other, Outline, Statement
from inspector.outline.read import get

_LINES = {
    "torch": "import torch",
    "nn": "from torch import nn",
    "F": "from torch.nn import functional as F",
    "math": "import math",
}


def with_import(outline: Outline, line: str) -> Outline:
    """The outline with an import among those of its kind, or at the top.

    The kinds are those of the style guide: the standard library, packages, the file's own package.
    Within its kind the line goes where its order is kept if that is sorted, else behind the last.
    """
    (new,) = statements(line)
    body = list(outline.body)
    if new in body or not is_import(new):
        return outline
    body.insert(_place_for(new, body), new)
    return Outline(tuple(body), span=outline.span)


def _place_for(new: Other, body: Sequence[Statement]) -> int:
    imports = [(i, node) for i, node in enumerate(body) if is_import(node)]
    head = next((i for i, node in enumerate(body) if not _is_head(node)), len(body))
    imports = [(i, node) for i, node in imports if i < head] or imports
    if not imports:
        return int(bool(body) and isinstance(body[0], Evaluate))
    kind = import_kind(new)
    earlier = [(i, node) for i, node in imports if import_kind(node) <= kind]
    same = [(i, node) for i, node in imports if import_kind(node) == kind]
    if not earlier:
        return imports[0][0]
    order = [_order(node) for _, node in same]
    if same and order == sorted(order):
        return next((i for i, node in same if _order(node) > _order(new)), same[-1][0] + 1)
    return (same or earlier)[-1][0] + 1


def _is_head(node: Statement) -> bool:
    """Whether a statement may stand among the imports at the top of a file."""
    return is_import(node) or isinstance(node, Evaluate)


def _order(node: Other) -> tuple[bool, str]:
    """Sorted as most sorters do: plain imports first, then by the module."""
    return node.code.text.startswith("from "), node.code.text.split()[1].lower()


def with_missing_import(outline: Outline, line: str) -> Outline:
    """The outline with an import, unless the file has all names that it would bind."""
    if top_level_names(get(line)) <= top_level_names(outline):
        return outline
    return with_import(outline, line)


def with_imports_for(outline: Outline, text: str) -> Outline:
    """The outline with the usual imports, as of ``torch``, ``nn`` and ``F``, that `text` needs."""
    bound = top_level_names(outline)
    for name, line in _LINES.items():
        if name not in bound and re.search(rf"(?<![\w.]){name}\.", text):
            outline = with_import(outline, _as_written(outline, line))
    if "OrderedDict" not in bound and re.search(r"(?<![\w.])OrderedDict\(", text):
        outline = with_import(outline, "from collections import OrderedDict")
    return outline


def refuse_other_meaning(outline: Outline, text: str) -> None:
    """Refuse to write ``nn`` and the like where the file has imported something else so.

    Raises EditError.
    """
    bound = imported_names(outline)
    for name, line in _LINES.items():
        meaning = imported_names(get(line))[name]
        there = bound.get(name, meaning)
        if there != meaning and re.search(rf"(?<![\w.]){name}\.", text):
            raise EditError(f"In this file {name} is {there}, not {meaning}; edit it in the code.")


def _as_written(outline: Outline, line: str) -> str:
    """The import in the form in which the file has that of ``nn``."""
    if line != _LINES["F"] or not any(
        is_import(node) and node.code.text == "import torch.nn as nn" for node in outline.body
    ):
        return line
    return "import torch.nn.functional as F"


def name_for(outline: Outline, qualified: str) -> str:
    """How the file writes a qualified name: ``torch.nn.Linear`` is ``nn.Linear`` or ``Linear``.

    Without a fitting import it is the usual form, for which `with_imports_for` adds one.
    """
    usual = {"torch.nn.functional": "F", "torch.nn": "nn"}
    meanings = {meaning: bound for bound, meaning in imported_names(outline).items()}
    if qualified in meanings:
        return meanings[qualified]
    for prefix in ("torch.nn.functional", "torch.nn"):
        if qualified.startswith(f"{prefix}."):
            return f"{meanings.get(prefix, usual[prefix])}{qualified.removeprefix(prefix)}"
    return qualified
