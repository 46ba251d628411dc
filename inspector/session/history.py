"""The undo history: snapshots of the text, for gestures and typing alike."""

from collections.abc import Callable, Hashable

from PySide6.QtGui import QUndoCommand


class Texts:
    """The texts that commands lead to, by number.

    A command outlives its deletion by Qt as a Python object; the texts must not.
    """

    def __init__(self) -> None:
        self._texts: dict[int, str] = {}
        self._next = 0

    def keep(self, text: str) -> int:
        """Remember a text; the number it is known by from now on."""
        self._next += 1
        self._texts[self._next] = text
        return self._next

    def drop(self, number: int) -> None:
        """Forget a text that no command leads to any more."""
        self._texts.pop(number, None)

    def clear(self) -> None:
        """Forget all texts."""
        self._texts.clear()

    def __getitem__(self, number: int) -> str:
        return self._texts[number]

    def __len__(self) -> int:
        return len(self._texts)


class TextCommand(QUndoCommand):
    """Moves the session between two texts; commands with one merge key become one step."""

    def __init__(
        self,
        title: str,
        texts: Texts,
        before: str,
        after: str,
        merge_key: Hashable | None,
        show: Callable[[str], None],
    ) -> None:
        super().__init__(title)
        self._texts = texts
        self._before = texts.keep(before)
        self._after = texts.keep(after)
        self._merge_key = merge_key
        self._show = show

    def redo(self) -> None:
        self._show(self._texts[self._after])

    def undo(self) -> None:
        self._show(self._texts[self._before])

    def id(self) -> int:
        return 1 if self._merge_key is not None else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, TextCommand) or other._merge_key != self._merge_key:
            return False
        self._texts.drop(self._after)
        self._texts.drop(other._before)
        self._after = other._after
        self.setObsolete(self._texts[self._after] == self._texts[self._before])
        return True
