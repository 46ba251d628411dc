"""How often what is selected is repeated, and changing that."""

from inspector.edits.edit import EditError
from inspector.edits.repeats import Repeat, repeat_at
from inspector.edits.scopes import Around
from inspector.edits.set_repeats import SetRepeats
from inspector.edits.write_out import WriteOut
from inspector.graph.rows import Row, Rows
from inspector.session.session import Session
from inspector.session.state import State


def repeat_of(state: State, row: Row) -> Repeat | None:
    """What repeats a row; None for what its line makes once in each of its kind."""
    if row.site is None or row.kind not in ("module", "region") or state.syntax is not None:
        return None
    modules = _around(state.rows, row)
    return repeat_at(state.outline_text, row.site, modules, _turn(state.rows, row))


def repeated_row(state: State) -> Row | None:
    """The row whose repeats are meant: the selected one, or those that are all it holds."""
    row = state.selected
    if row is None or repeat_of(state, row) is not None:
        return row
    inner = [each for each in state.rows.children(row.key) if each.kind == "module"]
    if inner and len(inner) == len(state.rows.alike(inner[0])) and repeat_of(state, inner[0]):
        return inner[0]
    return None


def place_text(repeat: Repeat) -> str:
    """Where the number is written: ``num_layers in Net(…), line 40``."""
    if repeat.count is None:
        return repeat.refusal
    where = repeat.count.where
    return f"{where}, line {repeat.count.site.line}" if where else ""


class Repeating:
    """Changes of repeats that stay with what is selected."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def change(self, row: Row, times: int) -> bool:
        """Let a row be repeated so often; why it cannot be is told."""
        state = self._session.state
        repeat = repeat_of(state, row)
        if repeat is None:
            self._session.told.emit(f"{row.name} is made once; wrap it in a Repeat first.")
            return False
        if repeat.count is None:
            self._session.told.emit(f"{repeat.refusal} Change it in the code.")
            return False
        alike = state.rows.alike(row)
        if row in alike and alike.index(row) >= times:
            self._session.select(alike[0].place)
        return self._session.apply(SetRepeats(repeat.count, times))

    def write_out(self, row: Row) -> bool:
        """Write what is repeated one by one, and stay with the one of the row."""
        if row.site is None:
            return False
        place = row.place
        if not self._session.apply(WriteOut(row.site)):
            return False
        self._session.select(place)
        return True

    def why_not_alone(self, row: Row) -> str:
        """Why this one of several cannot be changed alone; empty if it can."""
        if row.site is None:
            return f"{row.name} is not made in this file."
        if row.repeats == 1:
            return f"Each {row.owner or 'module around'} has one; this is the line for all of them."
        try:
            self._session.preview(WriteOut(row.site))
        except EditError as error:
            return str(error)
        return ""


def _around(rows: Rows, row: Row) -> tuple[Around, ...]:
    found: list[Around] = []
    member, above = row.name, rows.parent(row)
    while above is not None:
        if above.kind == "module":
            found.append(Around(above.own_class, above.site, member))
            member = above.name
        above = rows.parent(above)
    return tuple(found)


def _turn(rows: Rows, row: Row) -> int:
    """Of all modules in which the line of a row makes some, which one this is."""
    owner = rows.parent(row)
    while owner is not None and not owner.own_class:
        owner = rows.parent(owner)
    start = f"{owner.key}/" if owner is not None else ""
    parents = [each.parent for each in rows if each.site == row.site and each.key.startswith(start)]
    return list(dict.fromkeys(parents)).index(row.parent) if row.parent in parents else 0
