"""The tab of the values: a histogram of one parameter, buffer or constant, and its statistics."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from inspector.look.theme import Theme
from inspector.panels.argument_choice import ChoiceBox
from inspector.panels.code_font import code_font
from inspector.panels.inspector_style import label
from inspector.panels.tensor_rows import KeptTensor, TensorRow
from inspector.panels.tensor_words import kept_tensors
from inspector.panels.value_bars import Bars
from inspector.panels.value_words import statistics
from inspector.protocol.messages import Histogram
from inspector.report.model import Report
from inspector.session.engine_client import EngineState
from inspector.session.session import Session
from inspector.session.state import State

_MOST_NAMES = 200
_EMPTY = "Select a module with parameters, or a constant, to see how its values are spread."


class ValuePlot(QWidget):
    """Asks the engine only while it is seen, and again after each run."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self._kept: tuple[KeptTensor, ...] = ()
        self._wanted: KeptTensor | None = None
        self._asked: tuple[Report | None, KeptTensor | None] = (None, None)
        self._bars: Bars | None = None
        self.choice = ChoiceBox(self)
        self.choice.setAccessibleName("Tensor")
        self.choice.activated.connect(self._on_chosen)
        self._message = label(_EMPTY, "muted", wrap=True)
        self._numbers = QFormLayout()
        self._numbers.setVerticalSpacing(4)
        self._numbers.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 12, 12, 12)
        self._layout.setSpacing(8)
        self._layout.addWidget(self.choice)
        self._layout.addWidget(self._message)
        self._layout.addLayout(self._numbers)
        self._layout.addStretch()
        session.engine.described.connect(self._on_described)

    def show_rows(self, rows: tuple[TensorRow, ...], state: State) -> None:
        """Offer the tensors of what is selected, and ask for the values of one of them."""
        kept = kept_tensors(rows)[:_MOST_NAMES]
        if kept != self._kept:
            self._kept = kept
            self._offer(state)
        self._ask(state)

    def choose(self, tensor: KeptTensor) -> None:
        """Show the values of this tensor, which belongs to the selection."""
        if tensor in self._kept:
            self._wanted = tensor
            self.choice.setCurrentIndex(self._kept.index(tensor))
            self._ask(self._session.state)

    def set_theme(self, theme: Theme) -> None:
        """Show the plot in other colors."""
        self._theme = theme
        if self._bars is not None:
            self._bars.set_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ask(self._session.state)

    def _offer(self, state: State) -> None:
        """Keep to the tensor of before if it is still there, else take the first."""
        before = (self._wanted.module, self._wanted.name) if self._wanted else None
        above = state.selected.place.path if state.selected is not None else ""
        found = [each for each in self._kept if (each.module, each.name) == before]
        self._wanted = next(iter((*found, *self._kept)), None)
        self.choice.clear()
        for each in self._kept:
            self.choice.addItem(_name_below(each, above))
        if self._wanted is not None:
            self.choice.setCurrentIndex(self._kept.index(self._wanted))

    def _on_chosen(self, number: int) -> None:
        self._wanted = self._kept[number]
        self._ask(self._session.state)

    def _ask(self, state: State) -> None:
        self.choice.setVisible(bool(self._kept))
        if self._wanted is None:
            self._show_nothing(_EMPTY)
            return
        report, tensor = self._asked
        is_answered = state.picture is report and self._wanted == tensor
        is_free = state.activity.engine is EngineState.READY
        if not self.isVisible() or not is_free or is_answered:
            return
        self._asked = (state.picture, self._wanted)
        self._session.engine.describe(self._wanted.module, self._wanted.name)

    def _on_described(self, histogram: Histogram) -> None:
        wanted = self._wanted
        if wanted is None or (histogram.module, histogram.name) != (wanted.module, wanted.name):
            return
        self._show_numbers(histogram)
        if not histogram.counts:
            self._show_nothing(histogram.error or "It holds no ordinary numbers to draw.")
            return
        if self._bars is None:
            self._bars = Bars(self._theme, self)
            self._layout.insertWidget(1, self._bars)
        self._message.hide()
        self._bars.show()
        self._bars.show_histogram(histogram)

    def _show_nothing(self, sentence: str) -> None:
        if self._bars is not None:
            self._bars.hide()
        self._message.setText(sentence)
        self._message.show()
        if self._wanted is None:
            self._show_numbers(None)

    def _show_numbers(self, histogram: Histogram | None) -> None:
        while self._numbers.rowCount():
            self._numbers.removeRow(0)
        for name, value in statistics(histogram) if histogram is not None else ():
            shown = label(value)
            shown.setFont(code_font())
            shown.setAlignment(Qt.AlignmentFlag.AlignRight)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            shown.setAccessibleName(f"{name}: {value}")
            self._numbers.addRow(label(name, "muted"), shown)


def _name_below(tensor: KeptTensor, above: str) -> str:
    path = f"{tensor.module}.{tensor.name}" if tensor.module else tensor.name
    return path.removeprefix(f"{above}.") if above else path
