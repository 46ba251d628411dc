"""One problem in the list: what, why, where, and the edits that cure it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inspector.look.theme import Theme
from inspector.panels.fix_button import FixButton
from inspector.panels.inspector_style import label, set_look
from inspector.panels.problems_sign import SignMark
from inspector.report.model import Fix, Problem


class ProblemCard(QWidget):
    """A problem that takes the focus as a whole, and whose text can be marked and copied."""

    chosen = Signal(Problem)
    """Clicked once: show where it is."""
    opened = Signal(Problem)
    """Enter or a double click: go there."""
    fix_chosen = Signal(Fix)
    step_asked = Signal(int)
    """An arrow key: go to another card."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._problem = Problem("note", "", "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sign = SignMark(self)
        self._message = self._text("plain")
        self._hint = self._text("muted")
        self._location = label("", "muted")
        self._buttons: list[FixButton] = []
        self._fixes = QVBoxLayout()
        self._fixes.setSpacing(4)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._message)
        words.addWidget(self._hint)
        words.addWidget(self._location)
        words.addLayout(self._fixes)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)

    def _text(self, look: str) -> QLabel:
        made = label("", "muted" if look == "muted" else "plain", wrap=True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the card has it
        made.installEventFilter(self)
        return made

    def show_problem(self, problem: Problem, location: str, theme: Theme, is_pale: bool) -> None:
        """Show another problem, or the same in other colors."""
        if problem.fixes != self._problem.fixes:
            self._show_fixes(problem.fixes)
        self._problem, self._theme = problem, theme
        self._sign.show_sign(problem.severity, is_pale)
        set_look(self._message, "look", "muted" if is_pale else "plain")
        for each, text in (
            (self._message, problem.message),
            (self._hint, problem.hint),
            (self._location, location),
        ):
            each.setText(text)
            each.setVisible(bool(text))
        spoken = (f"{problem.severity.capitalize()}: {problem.message}", problem.hint, location)
        self.setAccessibleName(" ".join(text for text in spoken if text))
        self.update()

    def _show_fixes(self, fixes: tuple[Fix, ...]) -> None:
        for button in self._buttons:
            self._fixes.removeWidget(button)
            button.hide()
            button.deleteLater()  # it may be the one that was just clicked
        self._buttons.clear()
        for fix in fixes:
            button = FixButton(fix, self)
            button.clicked.connect(lambda _, fix=fix: self.fix_chosen.emit(fix))
            self._fixes.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self._buttons.append(button)
            button.show()

    # Mouse and keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        elif event.type() == QEvent.Type.MouseButtonDblClick:
            self.opened.emit(self._problem)
        elif event.type() == QEvent.Type.MouseButtonRelease and not self._marked():
            self.chosen.emit(self._problem)
        return super().eventFilter(watched, event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self._problem)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self._problem)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._marked() or self._all_text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self._problem)
        elif event.key() == Qt.Key.Key_Space:
            self.chosen.emit(self._problem)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_asked.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def choose(self) -> None:
        """Take the focus and show where the problem is."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.chosen.emit(self._problem)

    def _marked(self) -> str:
        return self._message.selectedText() or self._hint.selectedText()

    def _all_text(self) -> str:
        texts = (self._message.text(), self._hint.text(), self._location.text())
        return "\n".join(text for text in texts if text)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = self.rect()
        if self.hasFocus():
            painter.fillRect(area, QColor(self._theme.selection))
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        elif self.underMouse():
            painter.fillRect(area, QColor(self._theme.hover))
        painter.setPen(QColor(self._theme.border))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
