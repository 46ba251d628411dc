"""How often what is selected is repeated, and changing that."""

from dataclasses import replace

from inspector.edits.edit import EditError
from inspector.edits.repeats import Repeat, repeat_at
from inspector.edits.scopes import Around, Turn
from inspector.edits.set_repeats import SetRepeats
from inspector.edits.write_out import WriteOut
from inspector.graph.rows import Row, Rows
from inspector.outline.nodes import Call, Class, Function
from inspector.session.session import Session
from inspector.session.state import State
from inspector.source.span import Span


def repeat_of(state: State, row: Row) -> Repeat | None:
    """What repeats a row; None for what its line makes once in each of its kind."""
    if row.site is None or row.kind not in ("module", "region") or state.syntax is not None:
        return None
    modules = _around(state.rows, row)
    turn = _turn(state.rows, row)
    found = repeat_at(state.outline_text, row.site, modules, turn, state.expression)
    if found is None or found.count is None or not state.is_current or row.kind == "region":
        return found
    if found.count.value != len(state.rows.alike(row)):
        sentence = "The run made another number of them than is written there."
        return replace(found, count=None, refusal=sentence)
    return found


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
        if repeat_of(self._session.state, row) is None:
            return f"{_line_of(self._session.state, row.site)} runs this line several times."
        try:
            self._session.preview(WriteOut(row.site))
        except EditError as error:
            return str(error)
        return ""


def _line_of(state: State, site: Span) -> str:
    """What holds a line, as the beginning of a sentence."""
    node = state.index.at(site, Call)
    function = state.index.around(node, Function) if node is not None else None
    owner = state.index.around(node, Class) if node is not None else None
    if function is not None and function.name == "__init__" and owner is not None:
        return f"Each {owner.name}"
    return f"The function {function.name}" if function is not None else "The file"


def _around(rows: Rows, row: Row) -> tuple[Around, ...]:
    found: list[Around] = []
    member, above = row.name, rows.parent(row)
    while above is not None:
        if above.kind == "module":
            found.append(Around(above.own_class, above.site, member, _turn(rows, above)))
            member = above.name
        above = rows.parent(above)
    return tuple(found)


def _turn(rows: Rows, row: Row) -> Turn:
    """Which of the modules a row is that its line makes in the same owner."""
    owner = rows.parent(row)
    while owner is not None and not owner.own_class:
        owner = rows.parent(owner)
    start = f"{owner.key}/" if owner is not None else ""
    made = [each for each in rows if each.site == row.site and each.key.startswith(start)]
    if row.site is None or row not in made:
        return Turn()
    parents = [each.place.parent_path for each in made]
    beside = rows.alike(row)
    number = list(dict.fromkeys(parents)).index(row.place.parent_path)
    return Turn(number, beside.index(row), made.index(row))
