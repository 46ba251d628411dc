"""The dialog in which one says how the picture is to be exported."""

from collections.abc import Mapping

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from inspector.canvas.export.choice import Choice, Extent

FORMATS = {
    ".svg": ("SVG, a drawing", "Sharp at any size; text stays text, and nodes have tooltips."),
    ".png": ("PNG, an image", "Pixels, for where a drawing cannot go."),
    ".pdf": ("PDF, a page", "One page of the picture's size; text stays text."),
    ".html": (
        "HTML, a page that unfolds",
        "Opens and closes in a browser without network; all of the model is in it. "
        "Its colors follow the reader's system.",
    ),
    ".mmd": ("Mermaid, a chart as text", "For Markdown: what is shown, as a flowchart."),
    ".graphml": ("GraphML, a graph", "For other programs: what is shown, with shapes and costs."),
}
_EXTENTS = {"shown": "As it is shown", "all": "With everything expanded"}
_THEMES = {"light": "Light", "dark": "Dark"}
_LEAST_SCALE, _MOST_SCALE = 0.1, 4.0


class PictureDialog(QDialog):
    """Asks for a format and a `Choice`; `size` is that of the picture as it is shown."""

    def __init__(self, parent: QWidget, ending: str, choice: Choice, size: QSizeF) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Export Picture")
        self._size = size
        self.format = _box({each: title for each, (title, _) in FORMATS.items()}, ending)
        self.extent = _box(_EXTENTS, choice.extent)
        self.theme = _box(_THEMES, choice.theme)
        self.scale = QDoubleSpinBox()
        self.scale.setRange(_LEAST_SCALE, _MOST_SCALE)
        self.scale.setSingleStep(0.5)
        self.scale.setDecimals(1)
        self.scale.setSuffix(" ×")
        self.scale.setValue(choice.scale)
        self._pixels = QLabel()
        self._about = QLabel()
        self._about.setWordWrap(True)
        self._about.setMinimumSize(380, 2 * self.fontMetrics().lineSpacing())
        self._about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lay_out()
        self.format.currentIndexChanged.connect(self._tell)
        self.extent.currentIndexChanged.connect(self._tell)
        self.scale.valueChanged.connect(self._tell)
        self._tell()

    def _lay_out(self) -> None:
        scale = QHBoxLayout()
        scale.setSpacing(12)
        scale.addWidget(self.scale)
        scale.addWidget(self._pixels, 1)
        scale_label = QLabel("&Scale")
        scale_label.setBuddy(self.scale)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.addRow("&Format", self.format)
        form.addRow("", self._about)
        form.addRow("S&how", self.extent)
        form.addRow("&Colors", self.theme)
        form.addRow(scale_label, scale)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        export = buttons.addButton("Export…", QDialogButtonBox.ButtonRole.AcceptRole)
        export.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(form)
        layout.addWidget(buttons)

    @property
    def ending(self) -> str:
        """The ending of the format that is chosen."""
        return str(self.format.currentData())

    @property
    def choice(self) -> Choice:
        extent: Extent = "all" if self.extent.currentData() == "all" else "shown"
        return Choice(extent, str(self.theme.currentData()), self.scale.value())

    def _tell(self) -> None:
        """What the format is for; and only what it has a use for can be changed."""
        self._about.setText(FORMATS[self.ending][1])
        is_image = self.ending == ".png"
        self.theme.setEnabled(self.ending not in (".html", ".graphml"))
        self.scale.setEnabled(is_image)
        pixels = (self._size * self.scale.value()).toSize()
        known = is_image and self.choice.extent == "shown"
        self._pixels.setText(f"{pixels.width():,} × {pixels.height():,} pixels" if known else "")


def _box(titles: Mapping[str, str], chosen: str) -> QComboBox:
    box = QComboBox()
    for name, title in titles.items():
        box.addItem(title, name)
    box.setCurrentIndex(box.findData(chosen))
    return box
