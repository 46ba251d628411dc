"""Find in Model: joins the field of the toolbar to the picture, or to the tree without one."""

from PySide6.QtCore import QObject

from inspector.app.contents import Contents
from inspector.graph.rows import Row


class FindCommands(QObject):
    """Connects the search field and the actions that go through what it finds."""

    def __init__(self, contents: Contents) -> None:
        super().__init__(contents)
        self._contents = contents
        self._canvas = contents.canvas
        self._session = contents.session
        self._field = contents.toolbar.search
        self._told = ""
        contents.actions.on("find", self._begin)
        contents.actions.on("find_next", lambda: self._step(1))
        contents.actions.on("find_previous", lambda: self._step(-1))
        self._field.entered.connect(self._canvas.finding.prepare)
        self._field.edited.connect(self._find)
        self._field.next_asked.connect(lambda: self._step(1))
        self._field.previous_asked.connect(lambda: self._step(-1))
        self._field.ended.connect(self._end)
        self._canvas.finding.changed.connect(self._show)

    def _begin(self) -> None:
        self._field.setFocus()
        self._field.selectAll()

    def _find(self, text: str) -> None:
        if not text.strip():
            self._canvas.end_find()
        elif self._canvas.scene is not None:
            self._canvas.look_for(text)
        else:
            self._find_row(0)

    def _step(self, by: int) -> None:
        if not self._field.text().strip():
            self._begin()
        elif self._canvas.scene is None:
            self._find_row(by)
        elif not self._canvas.finding.text:
            self._canvas.look_for(self._field.text())
        elif by > 0:
            self._canvas.find_next()
        else:
            self._canvas.find_previous()

    def _end(self) -> None:
        self._canvas.end_find()
        self._field.clear()
        self._tell("")
        self._canvas.setFocus()

    def _show(self) -> None:
        """Say how far one is in what was found."""
        finding = self._canvas.finding
        if not finding.text:
            self._field.show_count("")
            if not self._field.hasFocus():
                self._field.clear()
            return
        number = finding.count
        more = "" if finding.is_done else "+"
        if finding.at is not None:
            self._field.show_count(f"{finding.at + 1:,} of {number:,}{more}")
        elif finding.is_done:
            self._field.show_count("nothing" if not number else f"{number:,}")
        nothing = finding.is_done and not number
        self._tell(nothing_fits(finding.text) if nothing else "")

    def _tell(self, text: str) -> None:
        if text != self._told:
            self._told = text
            self._session.told.emit(text)

    def _find_row(self, by: int) -> None:
        """Without a picture, select a row of the tree: the selected one, or another that fits."""
        state, text = self._session.state, self._field.text()
        found = [row for row in state.rows if fits(row, text)]
        if not found:
            self._field.show_count("nothing")
            self._tell(nothing_fits(text))
            return
        self._tell("")
        keys = [row.key for row in found]
        at = keys.index(state.selected.key) if state.selected and state.selected.key in keys else -1
        at = (at + by) % len(found) if at >= 0 else 0
        self._session.select(found[at].place)
        self._field.show_count(f"{at + 1:,} of {len(found):,}")


def nothing_fits(text: str) -> str:
    """What to say when nothing was found."""
    return (
        f"Nothing in the model fits “{text.strip()}”. Try part of a path or a type, "
        "an argument such as bias=False, or a shape such as (*, 10)."
    )


def fits(row: Row, text: str) -> bool:
    """Whether a row of a model that has not run answers to a search: by path, type, arguments."""
    words = text.lower().split()
    known = f"{row.place.path} {row.name} {row.type} {row.arguments} {row.output}".lower()
    return bool(words) and all(word in known for word in words)
