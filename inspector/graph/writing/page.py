"""One file of HTML that draws a model and unfolds by itself, without network or library."""

import html
import re
from collections.abc import Container

import msgspec

from inspector.graph.index import Index
from inspector.graph.writing.page_model import MOST_NODES, PageModel, page_model
from inspector.report.model import Failure, Totals
from inspector.report.units import count, flops, size
from inspector.resource_files import resource

_SCRIPTS = ("columns", "level", "layout", "paint", "page")
_COMMENT = re.compile(r"^\s*(//[^\n]*|/\*\*.*?\*/)\s*$", re.MULTILINE | re.DOTALL)
_SPACE = re.compile(
    r"""("(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)|[ ]*([{}()\[\],;?=+*/<>&|!-]|:(?=[ ]))[ ]*"""
)
"""A string as it is, or a sign with the spaces around it."""
_HOLE = re.compile(r"\{\{(\w+)\}\}")


def page(index: Index, colors: str, expanded: Container[str], most: int = MOST_NODES) -> str:
    """The page, in which at first those containers are open whose keys are in `expanded`.

    A model with more than `most` nodes is in it down to the last level that has no more. `colors`
    are rules of CSS that give each color of a theme as ``--name``. What the report says is text for
    the browser wherever it stands, never markup or code.
    """
    model = page_model(index, expanded, most)
    filled = {
        "title": html.escape(model.name),
        "totals": html.escape(_totals(index.report.totals)),
        "failure": html.escape(_failure(index.report.failure)),
        "note": html.escape(_note(model, most)),
        "style": f"{colors}\n{_compact('page.css')}",
        "model": _as_script_data(model),
        "script": "\n".join(
            _SPACE.sub(lambda found: found[1] or found[2], _compact(f"{name}.js"))
            for name in _SCRIPTS
        ),
    }
    template = resource("page", "page.html").read_text(encoding="utf-8")
    return _HOLE.sub(lambda hole: filled[hole[1]], template)


def _as_script_data(model: PageModel) -> str:
    """JSON in which nothing can end the element that holds it."""
    text = msgspec.json.encode(model).decode()
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _compact(name: str) -> str:
    """A file of code without comments on lines of their own and without indentation."""
    code = resource("page", name).read_text(encoding="utf-8")
    lines = (line.strip() for line in _COMMENT.sub("", code).splitlines())
    return "\n".join(line for line in lines if line)


def _totals(totals: Totals) -> str:
    pieces = [count(totals.parameters, "parameter"), size(totals.parameter_bytes)]
    if totals.flops:
        pieces.append(flops(totals.flops))
    return " · ".join(pieces)


def _failure(failure: Failure | None) -> str:
    """Why the picture ends where it does."""
    return (failure.explanation or failure.message) if failure is not None else ""


def _note(model: PageModel, most: int) -> str:
    if not model.left_out:
        return ""
    closed = count(model.left_out, "container")
    stay = "stays" if model.left_out == 1 else "stay"
    return (
        f"This model has more than the {most:,} nodes that a page holds: {closed} {stay} "
        "closed here. The window opens them, or draw a part of the model."
    )
