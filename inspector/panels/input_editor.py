"""The editor of the line ``X = …``, which opens below its button in the toolbar."""

import random

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from inspector.edits.edit import Edit, EditError
from inspector.edits.inputs import InputTensor, SetInput, SetSeed, code_of, inputs_of, seed_of
from inspector.look.icons import icon
from inspector.look.theme import Theme
from inspector.outline.document import input_assignment
from inspector.outline.expressions import text_of
from inspector.outline.nodes import Outline
from inspector.panels.argument_check import Verdict
from inspector.panels.input_line import InputLine
from inspector.panels.input_row import InputRow, default_dtype
from inspector.panels.inspector_style import label, style_sheet
from inspector.report.units import shape_text
from inspector.session.session import Session
from inspector.session.state import State

_WIDTH = 460
_LARGEST_SEED = 2**63 - 1
_MISSING = "The file has no line X = … yet. The model runs on an input that fits its first module."
_CODE = "This X is more than the fields can show; edit it as code."
_USUAL = (2, 20)
_SHOWN_CODE = 24


def input_summary(state: State) -> str:
    """What the toolbar says of the input: ``X  2 × 20  float32 rand``."""
    tensors = _tensors(state.outline)
    if tensors is None:
        code = _code(state.outline)
        short = code if len(code) <= _SHOWN_CODE else f"{code[: _SHOWN_CODE - 1]}…"
        return f"X  {short or _assumed(state) or 'none'}"
    if len(tensors) > 1:
        return f"X  {len(tensors)} inputs"
    (tensor,) = tensors
    dtype = tensor.dtype or default_dtype(tensor.make)
    return f"X  {shape_text(tensor.shape)}  {dtype} {tensor.make}"


def _assumed(state: State) -> str:
    """What the model ran on although the file gives nothing."""
    report = state.shown
    if report is None or not any(each.code == "input-assumed" for each in report.problems):
        return ""
    shapes = {tensor.id: tensor.shape for tensor in report.tensors}
    if len(report.inputs) == 1:
        return f"{shape_text(shapes.get(report.inputs[0].tensor))} assumed"
    return f"{len(report.inputs)} inputs assumed"


def _code(outline: Outline) -> str:
    assignment = input_assignment(outline)
    return text_of(assignment.value) if assignment is not None else ""


def _tensors(outline: Outline) -> tuple[InputTensor, ...] | None:
    assignment = input_assignment(outline)
    return inputs_of(assignment.value) if assignment is not None else None


class InputEditor(QFrame):
    """Writes each change into the code at once; Esc or a click beside it closes it."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("pane")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName("Input of the model")
        self.setFixedWidth(_WIDTH)
        self._session = session
        self._rows: list[InputRow] = []
        self._layout = QVBoxLayout(self)
        self._note = label("", "muted", wrap=True)
        self._inputs = QVBoxLayout()
        self._inputs.setSpacing(8)
        self.add = QPushButton("Add input", self)
        self.add.setIcon(icon("add"))
        self.form = QPushButton("Use the fields", self)
        self.code = InputLine("Expression of X", "torch.rand(2, 20)", self)
        self.seed = InputLine("Seed", "0", self)
        self._dice = QToolButton(self)
        self._dice.setIcon(icon("seed"))
        self._dice.setToolTip("Another seed")
        self._dice.setAccessibleName("Another seed")
        self._build()
        self._connect()
        self.set_theme(theme)
        self._draw(session.state)

    def open_below(self, button: QWidget) -> None:
        """Show the editor under a button, within the screen."""
        if self.parentWidget() is not button.window():  # where a popup without one is refused
            self.setParent(button.window(), Qt.WindowType.Popup)
        self._draw(self._session.state)
        self._fit()
        corner = button.mapToGlobal(QPoint(0, button.height() + 4))
        screen = button.screen().availableGeometry()
        left = max(min(corner.x(), screen.right() - self.width()), screen.left())
        top = max(min(corner.y(), screen.bottom() - self.height()), screen.top())
        self.move(left, top)
        self.show()
        first = self._rows[0].shape if self._rows else self.code.editor
        first.setFocus()
        first.selectAll()

    def set_theme(self, theme: Theme) -> None:
        """Show the editor in other colors."""
        self.setStyleSheet(style_sheet(theme))

    @property
    def rows(self) -> tuple[InputRow, ...]:
        """The form of each input, in order."""
        return tuple(self._rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.hide()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return handled

    def _fit(self) -> None:
        """As high as its parts, whose sentences come and go."""
        wrapped = self._layout.totalHeightForWidth(_WIDTH)
        self.setFixedHeight(max(wrapped, self._layout.totalSizeHint().height()))

    def _build(self) -> None:
        seed = QHBoxLayout()
        seed.setSpacing(4)
        seed.addWidget(self.seed, 1)
        seed.addWidget(self._dice, 0, Qt.AlignmentFlag.AlignTop)
        below = QFormLayout()
        below.setHorizontalSpacing(8)
        below.setVerticalSpacing(8)
        for words, field, buddy in (("X =", self.code, self.code), ("seed", seed, self.seed)):
            name = label(words)
            name.setBuddy(buddy)
            name.setContentsMargins(0, 3, 0, 0)
            below.addRow(name, field)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.form)
        buttons.addStretch()
        self._layout.setContentsMargins(16, 16, 16, 16)
        self._layout.setSpacing(12)
        self._layout.addWidget(self._note)
        self._layout.addLayout(self._inputs)
        self._layout.addLayout(buttons)
        self._layout.addLayout(below)

    def _connect(self) -> None:
        self.add.clicked.connect(self._on_add)
        self.form.clicked.connect(self._on_form)
        self.code.typed.connect(self._on_code)
        self.seed.typed.connect(self._on_seed)
        self._dice.clicked.connect(self._on_dice)
        for line in (self.code, self.seed):
            line.asked.connect(self._on_asked)
        self._session.changed.connect(self._on_changed)

    # Drawing

    def _on_changed(self, before: State, after: State) -> None:
        if self.isVisible() and before.outline is not after.outline:
            self._draw(after)

    def _draw(self, state: State) -> None:
        tensors, code = _tensors(state.outline), _code(state.outline)
        self._note.setText("" if tensors else _CODE if code else _MISSING)
        self._note.setVisible(not tensors)
        self.add.setVisible(tensors is not None)
        self.form.setVisible(tensors is None)
        self.form.setText("Use the fields" if code else "Add X")
        self._show_rows(tensors or ())
        self.code.show_text(code)
        seed = seed_of(state.outline)
        self.seed.show_text("" if seed is None else str(seed))
        self.setEnabled(state.syntax is None)

    def _show_rows(self, tensors: tuple[InputTensor, ...]) -> None:
        while len(self._rows) > len(tensors):
            row = self._rows.pop()
            self._inputs.removeWidget(row)
            row.hide()
            row.deleteLater()
        for tensor in tensors[len(self._rows) :]:
            row = InputRow(tensor, self)
            row.changed.connect(self._on_rows)
            row.asked.connect(self._on_asked)
            row.removed.connect(self._on_removed)
            self._inputs.addWidget(row)
            self._rows.append(row)
        for row, tensor in zip(self._rows, tensors, strict=True):
            row.show_tensor(tensor, may_be_removed=len(tensors) > 1)

    # Writing

    def _on_rows(self) -> None:
        self._session.apply(SetInput(code_of(tuple(row.tensor for row in self._rows))))

    def _on_removed(self) -> None:
        rest = tuple(row.tensor for row in self._rows if row is not self.sender())
        self._session.apply(SetInput(code_of(rest)))

    def _on_add(self) -> None:
        tensors = tuple(row.tensor for row in self._rows)
        self._session.apply(SetInput(code_of((*tensors, tensors[-1]))))
        self._rows[-1].setFocus()

    def _on_form(self) -> None:
        shape = _live_shape(self._session.state) or _USUAL
        self._session.apply(SetInput(code_of((InputTensor(shape),))))

    def _on_code(self, text: str) -> None:
        self.code.show_verdict(self._applied(SetInput(text)))

    def _on_seed(self, text: str) -> None:
        if not text.strip():
            return
        digits = text.strip()
        if not (digits.isascii() and digits.isdecimal() and int(digits) <= _LARGEST_SEED):
            self.seed.show_verdict(Verdict("error", "A seed is a whole number, 0 or more."))
            return
        self.seed.show_verdict(self._applied(SetSeed(int(digits))))

    def _on_dice(self) -> None:
        self._session.apply(SetSeed(random.randrange(10_000)))

    def _applied(self, edit: Edit) -> Verdict | None:
        """Apply an edit; why not, if it does not fit."""
        try:
            self._session.preview(edit)
        except EditError as error:
            return Verdict("error", str(error))
        self._session.apply(edit)
        return None

    def _on_asked(self, asked: str) -> None:
        history = self._session.history
        history.undo() if asked == "undo" else history.redo()


def _live_shape(state: State) -> tuple[int, ...] | None:
    """The shape that the model last ran on."""
    report = state.shown
    if report is None or not report.inputs:
        return None
    wanted = report.inputs[0].tensor
    return next((each.shape for each in report.tensors if each.id == wanted), None)
