import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from inspector.panels.palette_model import PaletteModel
from inspector.session.component import Component, Section, from_mime

LINEAR = Component("module", "torch.nn.Linear", "Linear", "y = Wx + b.", "linear")
RELU = Component("module", "torch.nn.ReLU", "ReLU", "Zero or more.", "activation")
CAT = Component("function", "torch.cat", "cat", "Joins tensors.", "function")
SECTIONS = (Section("Modules", (LINEAR, RELU)), Section("Functions", (CAT,)))


@pytest.fixture
def model() -> PaletteModel:
    model = PaletteModel()
    model.show_sections(SECTIONS)
    return model


def drawn(model: QAbstractItemModel, parent: QModelIndex | None = None, depth: int = 0) -> str:
    parent = parent or QModelIndex()
    lines: list[str] = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        lines.append("  " * depth + str(index.data()))
        below = drawn(model, index, depth + 1)
        lines += [below] if below else []
    return "\n".join(lines)


def test_components_stand_in_their_sections(model: PaletteModel) -> None:
    assert drawn(model) == "Modules\n  Linear\n  ReLU\nFunctions\n  cat"


def test_what_a_search_found_stands_in_one_list(model: PaletteModel) -> None:
    model.show_found((CAT, LINEAR))
    assert drawn(model) == "cat\nLinear"
    model.show_sections(SECTIONS)
    assert drawn(model).startswith("Modules\n  Linear")


def test_it_keeps_the_rules_of_a_model(model: PaletteModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model, force_py=True)
    model.show_found((CAT, LINEAR))
    qtmodeltester.check(model, force_py=True)


def test_an_index_of_before_is_harmless(model: PaletteModel) -> None:
    old = model.index(1, 0, model.index(0, 0))
    model.show_sections(SECTIONS[1:])
    assert model.component(old) is None


def test_a_component_can_be_dragged_and_a_section_cannot(model: PaletteModel) -> None:
    section = model.index(0, 0)
    linear = model.index(0, 0, section)
    assert from_mime(model.mimeData([linear])) == LINEAR
    assert from_mime(model.mimeData([section])) is None


def test_a_summary_is_a_tooltip_in_plain_words(model: PaletteModel) -> None:
    odd = Component("own", "A", "A", "Takes a <b> & gives it back.")
    model.show_found((odd,))
    text = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert text == "<qt>A<br>Takes a &lt;b&gt; &amp; gives it back.</qt>"
