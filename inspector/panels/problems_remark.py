"""A line about the run in the list of problems, with a button to cancel one that takes long."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from inspector.look.icons import icon
from inspector.panels.inspector_style import label, set_look
from inspector.panels.problems_sign import SignMark
from inspector.panels.problems_words import Remark


class RemarkLine(QWidget):
    """A sign, a sentence, and Cancel."""

    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = SignMark(self)
        self._text = label("", "muted", wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.cancel = QPushButton(icon("stop"), "Cancel", self)
        self.cancel.setToolTip("End this run; what is shown stays")
        self.cancel.clicked.connect(self.cancel_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def text(self) -> str:
        """What the line says."""
        return self._text.text()

    def show_remark(self, remark: Remark, is_pale: bool) -> None:
        """Say something else."""
        self._sign.show_sign(remark.sign, is_pale)
        self._text.setText(remark.text)
        set_look(self._text, "look", "muted" if remark.sign == "ok" or is_pale else "plain")
        self.cancel.setVisible(remark.can_cancel)
