"""Where a place of an older picture is in the text as it is now, and the other way."""

from inspector.graph.captions import class_name
from inspector.graph.rows import Row
from inspector.report.model import Module, Report
from inspector.report.place import Place
from inspector.session.state import State
from inspector.source.changes import Rebase
from inspector.source.span import Span


def place_now(state: State, place: Place) -> Place | None:
    """The place by its name in the text of the outline; None if it is gone from there.

    Paths number the modules of a chain, so that the same path is another module once one was put
    before it; but the code that made a module moves along with the text.
    """
    if state.picture is None or state.picture_text == state.outline_text:
        return place
    path = _path_now(state, place.path)
    if path is None or place.site is None:
        return Place(path) if path is not None else None
    same = Place(path, place.site)
    if state.rows.at(same) is not None:
        return same
    site = Rebase(state.picture_text, state.outline_text).span(place.site)
    return Place(path, site) if site is not None else None


def place_drawn(state: State, place: Place) -> Place | None:
    """The other way: where the picture has a place of the text; None if it is too new for it."""
    if state.picture is None or state.picture_text == state.outline_text:
        return place
    path = _path_drawn(state, place.path)
    if path is None or place.site is None:
        return Place(path) if path is not None else None
    site = Rebase(state.outline_text, state.picture_text).span(place.site)
    return Place(path, site) if site is not None else None


def _path_drawn(state: State, path: str) -> str | None:
    """The path in the picture of what was made where the row of a path is made now."""
    row = state.rows.at(Place(path))
    if not path or row is None or row.site is None:
        return path
    file = state.document.file_name
    modules = state.shown.modules if state.shown is not None else ()
    made = [
        module.path
        for module in modules
        if module.source is not None
        and module.source.file == file
        and _is_made_at(row, module, module.source.span)
    ]
    if path in made:
        return path
    return next(iter(made), path if _path_now(state, path) == path else None)


def _path_now(state: State, path: str) -> str | None:
    """The path of the row that is made where the module of the picture was made."""
    drawn, here = _module(state.picture, path), _module(state.shown, path)
    if not path or drawn is None or here is None or drawn.source is None:
        return path
    if drawn.source.file != state.document.file_name:
        return path
    if here.source is None:
        return None
    made = [row.place.path for row in state.rows if _is_made_at(row, here, here.source.span)]
    same = state.rows.at(Place(path))
    if path in made or (not made and same is not None and same.site is None):
        return path
    return next(iter(made), None)


def _is_made_at(row: Row, module: Module, span: Span) -> bool:
    """Whether a row is the module that was made at a place.

    Two texts are compared letter by letter: of ``nn.Tanh(), nn.ReLU()`` the first ``nn.`` may be
    taken for that of the ReLU. The ends are right, because what is equal is found from the start.
    """
    if row.site is None or row.site == span:
        return row.site == span
    same_end = (row.site.end_line, row.site.end_column) == (span.end_line, span.end_column)
    return same_end and row.type == class_name(module)


def _module(report: Report | None, path: str) -> Module | None:
    modules = report.modules if report is not None else ()
    return next((module for module in modules if module.path == path), None)
