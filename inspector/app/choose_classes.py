"""The dialog in which classes of the file are chosen to be kept together."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from inspector.ownership import left_to_qt


class ChooseClasses(QDialog):
    """A list with a box to tick before each class, in the order of the file."""

    def __init__(self, parent: QWidget, names: Sequence[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle("Save Classes as Snippet")
        self.list = QListWidget(self)
        self.list.setAccessibleName("Classes of this file")
        for name in names:
            item = left_to_qt(QListWidgetItem(name))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        about = QLabel("Classes to keep. Those that they need come along; the last is constructed.")
        about.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._accept = buttons.addButton("Save…", QDialogButtonBox.ButtonRole.AcceptRole)
        self._accept.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(about)
        layout.addWidget(self.list)
        layout.addWidget(buttons)
        self.resize(360, 280)
        self.list.itemChanged.connect(self._tell)
        self._tell()

    @property
    def chosen(self) -> list[str]:
        """The classes whose boxes are ticked."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [item.text() for item in items if item.checkState() == Qt.CheckState.Checked]

    def _tell(self) -> None:
        self._accept.setEnabled(bool(self.chosen))
