from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from inspector.panels.tensor_model import ROW, TensorModel
from inspector.panels.tensor_rows import CallLine, Heading, KeptTensor

WEIGHT = KeptTensor("net", "weight", "parameter", 1, (2, 3), "float32", True, 6)
ROWS = (Heading("Parameters"), WEIGHT, Heading("Calls"), CallLine("1", "2 → 3", "21 µs"))


def test_it_keeps_the_rules_of_a_model(qtmodeltester: ModelTester) -> None:
    model = TensorModel()
    model.show_rows(ROWS)
    qtmodeltester.check(model, force_py=True)


def test_headings_cannot_be_selected() -> None:
    model = TensorModel()
    model.show_rows(ROWS)
    selectable = [
        bool(model.flags(model.index(i)) & Qt.ItemFlag.ItemIsSelectable) for i in range(4)
    ]
    assert selectable == [False, True, False, True]


def test_a_tooltip_says_the_whole_row() -> None:
    model = TensorModel()
    model.show_rows(ROWS)
    index = model.index(1)
    assert index.data(ROW) == WEIGHT
    assert index.data(Qt.ItemDataRole.ToolTipRole) == (
        "<qt>net.weight, 2 × 3, 6 elements, float32, trainable</qt>"
    )
