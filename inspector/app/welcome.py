"""The welcome page: what to do first, and the examples."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from inspector.app.documents import EXAMPLES
from inspector.look.icons import icon

_STEPS = (
    "Drag a module from the palette into the tree or onto the picture. It runs at once.",
    "Select it to change its arguments; the shapes follow as you type.",
    "The code below is the document: edit it, save it, take it home.",
)


class Welcome(QScrollArea):
    """A short page beside the model."""

    example_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Welcome")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(_heading("Compose a model", 1.35))
        for number, step in enumerate(_STEPS, 1):
            layout.addWidget(_paragraph(f"{number}.  {step}"))
        layout.addSpacing(8)
        layout.addWidget(_heading("Examples", 1.1))
        for name, title in EXAMPLES:
            layout.addWidget(self._button(name, title))
        layout.addStretch()
        self.setWidget(page)

    def _button(self, name: str, title: str) -> QPushButton:
        button = QPushButton(icon("examples"), title)
        button.setStyleSheet("text-align: left; padding: 6px 10px;")
        button.setAccessibleName(f"Open the example {title}")
        button.clicked.connect(lambda: self.example_chosen.emit(name))
        return button


def _heading(text: str, scale: float) -> QLabel:
    label = QLabel(text)
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * scale)
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    return label


def _paragraph(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
