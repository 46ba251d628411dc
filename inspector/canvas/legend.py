"""The card over a corner of the picture that says what its colors stand for."""

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from inspector.canvas.coloring import dtype_group
from inspector.canvas.legend_ramp import LegendRamp
from inspector.canvas.legend_swatches import LegendSwatches, Swatch
from inspector.graph.measures import MEANINGS, TITLES, Measure
from inspector.graph.overlay import Overlay
from inspector.look.icons import icon
from inspector.look.theme import LIGHT, Family, Theme

_FAMILIES = {
    Family.LINEAR: "Linear, embedding",
    Family.CONVOLUTION: "Convolution",
    Family.NORMALIZATION: "Normalization",
    Family.ACTIVATION: "Activation",
    Family.SEQUENCE: "Attention, recurrent",
    Family.CONTAINER: "Container",
    Family.FUNCTION: "Other function",
    Family.CONSTANT: "Constant, buffer",
    Family.INPUT: "Input, output",
}
_SHEET = """
QFrame#legend {{ background: {pane}; border: 1px solid {border}; border-radius: 8px; }}
QFrame#legend QLabel {{ color: {text}; background: transparent; }}
QFrame#legend QLabel#remark {{ color: {muted}; }}
QFrame#legend QToolButton {{ border: 1px solid transparent; border-radius: 4px; padding: 1px; }}
QFrame#legend QToolButton:hover {{ background: {hover}; }}
QFrame#legend QToolButton:focus {{ border-color: {accent}; }}
"""


class Legend(QFrame):
    """Says what the colors of an overlay are, or those of the families in the picture."""

    closed = Signal()
    """The user wants it to go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("legend")
        self.setAccessibleName("Legend")
        # What happens on the card is not meant for the picture behind it.
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._theme = LIGHT
        self.title = QLabel(self)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.close_button = QToolButton(self)
        self.close_button.setIcon(icon("close", "muted"))
        self.close_button.clicked.connect(self.closed)
        self.ramp = LegendRamp(self)
        self.swatches = LegendSwatches(self)
        self.total = QLabel(self)
        self.remark = QLabel(self)
        self.remark.setObjectName("remark")
        self._lay_out()
        self.set_theme(LIGHT)
        self.hide()

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch()
        head.addWidget(self.close_button)
        foot.addWidget(self.total)
        foot.addStretch()
        foot.addSpacing(16)
        foot.addWidget(self.remark)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 7, 8, 9)
        layout.setSpacing(6)
        layout.addLayout(head)
        for part in (self.ramp, self.swatches):
            row = QHBoxLayout()
            row.setContentsMargins(0, 0, 4, 0)
            row.addWidget(part)
            layout.addLayout(row)
        layout.addLayout(foot)

    def set_theme(self, theme: Theme) -> None:
        """Paint in the colors of a theme from the next content on."""
        self._theme = theme
        colors = {name: value for name, value in vars(theme).items() if isinstance(value, str)}
        self.setStyleSheet(_SHEET.format(**colors))

    def show_overlay(self, overlay: Overlay) -> None:
        """Explain the colors of an overlay."""
        self.ramp.show_overlay(overlay, self._theme)
        rows = [Swatch(name, self._theme.dtype[dtype_group(name)]) for name in overlay.dtypes]
        if overlay.has_uncounted:
            rows.append(Swatch("not counted", self._theme.node, is_hatched=True))
        self.swatches.show_swatches(tuple(rows), self._theme)
        scale = overlay.scale
        self._say(
            TITLES[overlay.measure],
            f"{overlay.total} in total" if overlay.total else "",
            "log scale" if scale is not None and scale.is_log else "",
        )
        self.setToolTip(MEANINGS[overlay.measure].capitalize() + ".")
        self.close_button.setToolTip("Color by kind again")

    def show_families(self, families: Collection[str]) -> None:
        """Explain the colors of these families."""
        theme = self._theme
        rows = (
            Swatch(_FAMILIES[family], theme.family_fill[family], theme.family[family])
            for family in Family
            if family in families
        )
        self.ramp.hide()
        self.swatches.show_swatches(tuple(rows), theme)
        self._say(TITLES[Measure.KIND], "", "")
        self.setToolTip("")
        self.close_button.setToolTip("Close")

    def _say(self, title: str, total: str, remark: str) -> None:
        for label, text in ((self.title, title), (self.total, total), (self.remark, remark)):
            label.setText(text)
            label.setVisible(bool(text))
        ticks = [text for _, text in self.ramp.ticks] if self.ramp.isVisibleTo(self) else []
        rows = [swatch.text for swatch in self.swatches.swatches]
        said = ", ".join(part for part in (title, *ticks, *rows, total, remark) if part)
        self.setAccessibleDescription(said)
        self.close_button.setAccessibleName(f"Close the legend of {title}")
        self.show()
