"""One line of Python with the usual values to pick from."""

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from inspector.panels.argument_code_line import CodeLine
from inspector.panels.code_font import code_font

_CHEVRON = 3.5
_FROM_EDGE = 12.0


class ChoiceBox(QComboBox):
    """A combo box with a chevron that follows the theme; passing the wheel leaves it alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(5)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Text), 1.5))
        x, y = self.width() - _FROM_EDGE, self.height() / 2 - _CHEVRON / 2
        tip = QPointF(x, y + _CHEVRON)
        painter.drawPolyline([QPointF(x - _CHEVRON, y), tip, QPointF(x + _CHEVRON, y)])


class ChoiceLine(ChoiceBox):
    """An editable choice; any expression may be typed instead."""

    typed = Signal(str)
    asked = Signal(str)
    left = Signal()

    def __init__(self, choices: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = CodeLine(self)
        self.setLineEdit(self.line)
        self.setFont(code_font())
        self.addItems(choices)
        self.setCurrentIndex(-1)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.line.completer().setCompletionMode(
            self.line.completer().CompletionMode.PopupCompletion
        )
        self.line.typed.connect(self.typed)
        self.line.asked.connect(self.asked)
        self.line.left.connect(self.left)
        self.textActivated.connect(self.typed)

    def show_value(self, given: str | None, default: str | None) -> None:
        """Show the argument as written, or its default in pale."""
        self.line.show_value(given, default)

    def text(self) -> str:
        """What the line holds."""
        return self.line.text()
