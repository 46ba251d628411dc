"""The imports a file needs for the names that an edit brings in."""

import re

from inspector.edits.edit import EditError
from inspector.outline.document import imported_names, is_import, top_level_names
from inspector.outline.expressions import statements
from inspector.outline.nodes import Evaluate, Outline
from inspector.outline.read import get

_LINES = {
    "torch": "import torch",
    "nn": "from torch import nn",
    "F": "from torch.nn import functional as F",
    "math": "import math",
}


def with_import(outline: Outline, line: str) -> Outline:
    """The outline with an import after the last one, or at the top."""
    (new,) = statements(line)
    body = list(outline.body)
    if new in body:
        return outline
    imports = [i for i, node in enumerate(body) if is_import(node)]
    docstring = bool(body) and isinstance(body[0], Evaluate)
    body.insert(imports[-1] + 1 if imports else int(docstring), new)
    return Outline(tuple(body), span=outline.span)


def with_missing_import(outline: Outline, line: str) -> Outline:
    """The outline with an import, unless the file has all names that it would bind."""
    if top_level_names(get(line)) <= top_level_names(outline):
        return outline
    return with_import(outline, line)


def with_imports_for(outline: Outline, text: str) -> Outline:
    """The outline with the usual imports of ``torch``, ``nn`` and ``F`` if `text` needs them."""
    bound = top_level_names(outline)
    for name, line in _LINES.items():
        if name not in bound and re.search(rf"(?<![\w.]){name}\.", text):
            outline = with_import(outline, line)
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
