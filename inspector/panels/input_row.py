"""One random input as a form: its shape, its distribution, its dtype."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from inspector.edits.inputs import DTYPES, MAKES, InputTensor, Make
from inspector.look.icons import icon
from inspector.panels.argument_check import Verdict
from inspector.panels.argument_choice import ChoiceBox
from inspector.panels.argument_code_line import CodeLine
from inspector.panels.input_shape import parse_shape, shape_field_text, size_warning
from inspector.panels.inspector_style import label, set_look

_INTEGERS = ("int64", "int32")
_TOOLTIP = Qt.ItemDataRole.ToolTipRole
_ABOUT = {
    "rand": "rand: even between 0 and 1",
    "randn": "randn: normal around 0",
    "zeros": "zeros",
    "ones": "ones",
    "randint": "randint: whole numbers",
}


def default_dtype(make: Make) -> str:
    """What torch takes if no dtype is given."""
    return "int64" if make == "randint" else "float32"


def dtypes_for(make: Make) -> tuple[str, ...]:
    """The dtypes that a distribution can have, its default first."""
    if make == "randint":
        return (*_INTEGERS, "float32", "float64")
    if make in ("rand", "randn"):
        return tuple(each for each in DTYPES if each not in (*_INTEGERS, "bool"))
    return DTYPES


class InputRow(QWidget):
    """Tells the input as a value at each change that makes sense."""

    changed = Signal()
    removed = Signal()
    asked = Signal(str)

    def __init__(self, tensor: InputTensor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tensor = tensor
        self._is_typing = False
        self.shape = CodeLine(self)
        self.shape.setAccessibleName("Shape")
        self.shape.setPlaceholderText("2, 20")
        self.make = ChoiceBox(self)
        self.make.setAccessibleName("Distribution")
        for make in MAKES:
            self.make.addItem(make)
            self.make.setItemData(self.make.count() - 1, _ABOUT[make], _TOOLTIP)
        self.dtype = ChoiceBox(self)
        self.dtype.setAccessibleName("Dtype")
        self.low, self.high = CodeLine(self), CodeLine(self)
        self.low.setAccessibleName("Lowest number")
        self.high.setAccessibleName("End of the numbers")
        self.remove = QToolButton(self)
        self.remove.setIcon(icon("close"))
        self.remove.setToolTip("Remove this input")
        self.remove.setAccessibleName("Remove this input")
        self._message = label("", "muted", wrap=True)
        self._build()
        self._connect()
        self._show()

    def show_tensor(self, tensor: InputTensor, may_be_removed: bool) -> None:
        """Show the input as it is now; a field being typed in stays unless the code moved on."""
        moved_on = tensor != self.tensor
        self.tensor = tensor
        self.remove.setVisible(may_be_removed)
        is_in_text = any(each.hasFocus() for each in (self.shape, self.low, self.high))
        if not self._is_typing and (moved_on or not is_in_text):
            self._show()

    @property
    def message(self) -> str:
        """The sentence below the fields; empty if there is none."""
        return self._message.text()

    def _build(self) -> None:
        fields = QGridLayout()
        fields.setHorizontalSpacing(8)
        fields.setVerticalSpacing(2)
        columns = (("shape", self.shape), ("distribution", self.make), ("dtype", self.dtype))
        for column, (words, field) in enumerate(columns):
            name = label(words, "muted")
            name.setBuddy(field)
            fields.addWidget(name, 0, column)
            fields.addWidget(field, 1, column)
        fields.addWidget(self.remove, 1, len(columns))
        for column, stretch in enumerate((5, 3, 3)):
            fields.setColumnStretch(column, stretch)
        self._range = QWidget(self)
        row = QHBoxLayout(self._range)
        row.setContentsMargins(0, 0, 0, 0)
        for words, end in (("from", self.low), ("up to, without", self.high)):
            name = label(words, "muted")
            name.setBuddy(end)
            row.addWidget(name)
            row.addWidget(end, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(fields)
        layout.addWidget(self._range)
        layout.addWidget(self._message)
        self.setFocusProxy(self.shape)

    def _connect(self) -> None:
        for line in (self.shape, self.low, self.high):
            line.typed.connect(self._on_typed)
            line.asked.connect(self.asked)
            line.left.connect(self._show)
        self.make.textActivated.connect(self._on_make)
        self.dtype.textActivated.connect(self._on_dtype)
        self.remove.clicked.connect(self.removed)

    def _show(self) -> None:
        tensor = self.tensor
        self.shape.show_value(shape_field_text(tensor.shape), None)
        self.make.setCurrentText(tensor.make)
        dtypes = dtypes_for(tensor.make)
        self.dtype.clear()
        self.dtype.addItems(dtypes if tensor.dtype in ("", *dtypes) else (tensor.dtype, *dtypes))
        self.dtype.setCurrentText(tensor.dtype or default_dtype(tensor.make))
        self._range.setVisible(tensor.make == "randint")
        self.low.show_value(str(tensor.low), None)
        self.high.show_value(str(tensor.high), None)
        self._show_verdict(None)
        self._warn()

    def _on_typed(self) -> None:
        field = self.shape
        try:
            shape = parse_shape(field.text())
            field = self.low
            low = _whole(field.text())
            field = self.high
            high = _whole(field.text())
            if self.tensor.make == "randint" and low >= high:
                raise ValueError(f"No number is {low} or more and below {high}.")
        except ValueError as error:
            self._show_verdict(Verdict("error", str(error)), field)
            return
        self._show_verdict(None)
        self._tell(replace(self.tensor, shape=shape, low=low, high=high))

    def _on_make(self, text: str) -> None:
        make: Make = next(each for each in MAKES if each == text)
        dtype = self.tensor.dtype if self.tensor.dtype in dtypes_for(make) else ""
        self._tell(replace(self.tensor, make=make, dtype=dtype))
        self._show()

    def _on_dtype(self, text: str) -> None:
        dtype = "" if text == default_dtype(self.tensor.make) else text
        self._tell(replace(self.tensor, dtype=dtype))

    def _tell(self, tensor: InputTensor) -> None:
        self.tensor = tensor
        self._is_typing = True
        self.changed.emit()
        self._is_typing = False
        self._warn()

    def _warn(self) -> None:
        """Say what a very large input costs."""
        dtype = self.tensor.dtype or default_dtype(self.tensor.make)
        warning = size_warning(self.tensor.shape, dtype)
        if warning:
            self._show_verdict(Verdict("warning", warning))

    def _show_verdict(self, verdict: Verdict | None, field: CodeLine | None = None) -> None:
        gravity = verdict.gravity if verdict is not None else ""
        sentence = verdict.sentence if verdict is not None else ""
        for line in (self.shape, self.low, self.high):
            is_meant = line is (field or self.shape)
            set_look(line, "gravity", gravity if is_meant else "")
            line.setAccessibleDescription(sentence if is_meant else "")
        set_look(self._message, "look", gravity or "muted")
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"“{text.strip()}” is not a whole number.") from None
