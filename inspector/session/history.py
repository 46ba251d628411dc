"""The undo history: snapshots of the text, for gestures and typing alike."""

from collections.abc import Callable, Hashable
from weakref import WeakMethod

from PySide6.QtGui import QUndoCommand


class TextCommand(QUndoCommand):
    """Moves the session between two texts; commands with one merge key become one step."""

    def __init__(
        self,
        title: str,
        before: str,
        after: str,
        merge_key: Hashable | None,
        show: Callable[[str], None],
    ) -> None:
        """`show` is a method; it is held weakly.

        A strong reference would close a cycle through the undo stack, which Python's collector
        then takes apart in an order that Qt does not survive.
        """
        super().__init__(title)
        self._before = before
        self._after = after
        self._merge_key = merge_key
        self._show = WeakMethod(show)

    def redo(self) -> None:
        self._call(self._after)

    def undo(self) -> None:
        self._call(self._before)

    def _call(self, text: str) -> None:
        show = self._show()
        if show is not None:
            show(text)

    def id(self) -> int:
        return 1 if self._merge_key is not None else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, TextCommand) or other._merge_key != self._merge_key:
            return False
        self._after = other._after
        self.setObsolete(self._after == self._before)
        return True
