"""How often the selected module is repeated, as one field of the form."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from inspector.edits.repeats import Repeat
from inspector.edits.set_repeats import MOST
from inspector.look.icons import icon
from inspector.panels.argument_check import Verdict
from inspector.panels.argument_code_line import CodeLine
from inspector.panels.inspector_line import SpeakingLine
from inspector.session.repeating import place_text
from inspector.source.span import Span


class CountLine(CodeLine):
    """A number that the arrow keys count up and down."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)


class RepeatLine(SpeakingLine):
    """Tells a new number on Enter, on leaving and at each step of the arrow keys.

    Not at each digit: on the way from 6 to 12 there would be 1, and the selection gone.
    """

    committed = Signal(int)
    asked = Signal(str)
    code_requested = Signal(object)
    """The span of the expression that repeats."""

    def __init__(self, repeat: Repeat, times: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._repeat = repeat
        self._times = times
        self.editor = CountLine()
        self.editor.setAccessibleName("repeats")
        self._go = QAction(icon("code", "muted"), "Show in Code", self.editor)
        self.editor.addAction(self._go, QLineEdit.ActionPosition.TrailingPosition)
        self.hold(self.editor)
        self._go.triggered.connect(lambda: self.code_requested.emit(self.site))
        self.editor.typed.connect(self._on_typed)
        self.editor.asked.connect(self.asked)
        self.editor.stepped.connect(self._on_stepped)
        self.editor.returnPressed.connect(self._commit)
        self.editor.left.connect(self._on_left)
        self._show()

    @property
    def site(self) -> Span:
        """Where the number is written, or the expression that gives it."""
        count = self._repeat.count
        return count.site if count is not None else self._repeat.site

    def show_repeat(self, repeat: Repeat, times: int) -> None:
        """Show the number as it is now, unless another one is being typed."""
        moved_on = (repeat, times) != (self._repeat, self._times)
        self._repeat, self._times = repeat, times
        if moved_on or not self.has_focus:
            self._show()

    def _show(self) -> None:
        count = self._repeat.count
        self.editor.setReadOnly(count is None)
        self.editor.show_value(str(count.value if count is not None else self._times), None)
        place = place_text(self._repeat)
        self.show_remark(
            f"{self._repeat.expression}\n{place}" if place else self._repeat.expression
        )

    def _number(self) -> int | None:
        text = self.editor.text().strip()
        return int(text) if text.isdecimal() and int(text) <= MOST else None

    def _on_typed(self, text: str) -> None:
        if self._number() is None:
            self.show_verdict(Verdict("error", f"A number from 0 to {MOST:,} is needed."))
        else:
            self.show_verdict(None)

    def _on_stepped(self, step: int) -> None:
        number = self._number()
        if number is not None and number + step >= 1:
            self.editor.setText(str(number + step))
            self._commit()

    def _commit(self) -> None:
        number, count = self._number(), self._repeat.count
        if number is not None and count is not None and number != count.value:
            self.committed.emit(number)

    def _on_left(self) -> None:
        self._commit()
        self._show()
