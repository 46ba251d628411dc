"""The undo history: snapshots of the text, for gestures and typing alike."""

from collections.abc import Callable, Hashable

from PySide6.QtGui import QUndoCommand

from inspector.report.place import Place

Show = Callable[[str, Place | None], None]


class TextCommand(QUndoCommand):
    """Moves the session between two texts; commands with one merge key become one step."""

    def __init__(
        self,
        title: str,
        before: str,
        after: str,
        places: tuple[Place | None, Place | None],
        merge_key: Hashable | None,
        show: Show,
    ) -> None:
        super().__init__(title)
        self._before = before
        self._after = after
        self._places = places
        self._merge_key = merge_key
        self._show = show

    def redo(self) -> None:
        self._show(self._after, self._places[1])

    def undo(self) -> None:
        self._show(self._before, self._places[0])

    def id(self) -> int:
        return 1 if self._merge_key is not None else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, TextCommand) or other._merge_key != self._merge_key:
            return False
        self._after = other._after
        self._places = (self._places[0], other._places[1])
        self.setObsolete(self._after == self._before)
        return True
