"""An editor with room for a sentence below it: why its text is refused, or odd."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.panels.argument_check import Verdict
from inspector.panels.inspector_style import label, set_look


class SpeakingLine(QWidget):
    """Holds one editor; the subclass knows what is edited."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: QWidget | None = None
        self._message = label("", "muted", wrap=True)
        self._message.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self._message)

    def hold(self, editor: QWidget) -> None:
        """Take an editor, in the place of the one before if there is one."""
        old, self._held = self._held, editor
        self._column.insertWidget(0, editor)
        self.setFocusProxy(editor)
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()

    def show_verdict(self, verdict: Verdict | None) -> None:
        """Show what there is to say of the text, by a color and in words."""
        gravity = verdict.gravity if verdict is not None else ""
        sentence = verdict.sentence if verdict is not None else ""
        if self._held is not None:
            set_look(self._held, "gravity", gravity)
            self._held.setAccessibleDescription(sentence)
        set_look(self._message, "look", gravity or "muted")
        self._say(sentence)

    def show_remark(self, sentence: str) -> None:
        """Show what there is to know of a text that nothing is wrong with."""
        self.show_verdict(None)
        self._say(sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _say(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))
        self._fit()

    def _fit(self) -> None:
        """A form gives a row the height of its hint, not the one that a text needs in its width."""
        self._message.setMinimumHeight(max(self._message.heightForWidth(self.width()), 0))

    @property
    def verdict_text(self) -> str:
        """The sentence shown below the editor; empty if there is none."""
        return self._message.text()

    @property
    def has_focus(self) -> bool:
        """Whether the user is in this line."""
        focus = self.focusWidget()
        return focus is not None and focus.hasFocus()
