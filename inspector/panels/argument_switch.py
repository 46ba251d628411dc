"""True or False in a form, and a look of its own while it is left to the default."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QToolButton, QWidget

from inspector.look.icons import icon
from inspector.panels.code_font import code_font

_Role = QPalette.ColorRole
_SIDE = 14
_TICK = ((3.5, 7.5), (6.0, 10.0), (10.5, 4.5))


class DefaultCheckBox(QCheckBox):
    """A check box that is hollow and pale while its state is only the default."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(code_font())
        self.is_default = True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(3.5, (self.height() - _SIDE) / 2, _SIDE, _SIDE)
        self._paint_box(painter, box)
        painter.setPen(self._color(_Role.Dark if self.is_default else _Role.Text))
        text = self.rect().adjusted(round(box.right()) + 8, 0, 0, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, self.text())

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        is_filled = self.isChecked() and not self.is_default
        fill = self._color(_Role.Highlight if is_filled else _Role.Base)
        painter.setPen(QPen(self._color(_Role.Highlight if is_filled else _Role.Dark), 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(box, 3, 3)
        if self.isChecked():
            tick = self._color(_Role.HighlightedText if is_filled else _Role.Dark)
            painter.setPen(QPen(tick, 2))
            x, y = box.left(), box.top()
            painter.drawPolyline([QPointF(x + a, y + b) for a, b in _TICK])
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._color(_Role.Highlight), 2))
            painter.drawRoundedRect(box.adjusted(-2.5, -2.5, 2.5, 2.5), 5, 5)

    def _color(self, role: QPalette.ColorRole) -> QColor:
        return self.palette().color(role)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + _SIDE + 16
        return QSize(round(width), max(metrics.height() + 8, 28))


class SwitchLine(QWidget):
    """A check box with the ways out of it: back to the default, or an expression instead."""

    typed = Signal(str)
    asked = Signal(str)
    left = Signal()
    code_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = DefaultCheckBox(self)
        self.code = _button("code", "Write an expression instead", self)
        self.reset = _button("undo", "Back to the default", self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.box, 1)
        layout.addWidget(self.code)
        layout.addWidget(self.reset)
        self.setFocusProxy(self.box)
        self.box.clicked.connect(self._on_clicked)
        self.code.clicked.connect(self.code_wanted)
        self.reset.clicked.connect(self._on_reset)

    def show_value(self, given: str | None, default: str | None) -> None:
        """Show the argument as written, or its default in pale."""
        shown = given or default or "False"
        self.box.is_default = given is None
        self.box.setChecked(shown == "True")
        self.box.setText(shown)
        self.box.setAccessibleDescription("" if given is not None else "the default")
        self.reset.setVisible(given is not None and default is not None)
        self.box.update()

    def text(self) -> str:
        """``True`` or ``False``; blank for the default."""
        return "" if self.box.is_default else str(self.box.isChecked())

    def _on_clicked(self, checked: bool) -> None:
        self.typed.emit(str(checked))

    def _on_reset(self) -> None:
        self.box.setFocus()  # the button is about to vanish
        self.typed.emit("")


def _button(name: str, words: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setIcon(icon(name, "muted"))
    button.setToolTip(words)
    button.setAccessibleName(words)
    return button
