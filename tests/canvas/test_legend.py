import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.canvas.legend import Legend
from inspector.graph.measures import Measure
from inspector.graph.overlay import Overlay, Reading
from inspector.graph.scale import Scale
from inspector.look.theme import DARK

FLOPS = Overlay(
    Measure.FLOPS,
    {"/0": Reading("1.0 k", 1e3), "/1": Reading("1.0 M", 1e6), "/2": Reading("?")},
    Scale(1e3, 1e6),
    total="1.0 MFLOP",
)


@pytest.fixture
def legend(qtbot: QtBot) -> Legend:
    legend = Legend()
    qtbot.addWidget(legend)
    return legend


def test_a_legend_has_round_amounts_the_total_and_what_was_not_counted(legend: Legend) -> None:
    legend.show_overlay(FLOPS)
    assert legend.title.text() == "FLOPs"
    assert [text for _, text in legend.ramp.ticks] == ["1 k", "10 k", "100 k", "1 M"]
    assert [share for share, _ in legend.ramp.ticks] == pytest.approx([0, 1 / 3, 2 / 3, 1])
    assert [row.text for row in legend.swatches.swatches] == ["not counted"]
    assert legend.swatches.swatches[0].is_hatched
    assert (legend.total.text(), legend.remark.text()) == ("1.0 MFLOP in total", "log scale")
    legend.grab()


def test_a_legend_of_dtypes_names_those_that_there_are(legend: Legend) -> None:
    overlay = Overlay(
        Measure.DTYPE, {"/0": Reading("bool", dtype="bool")}, dtypes=("bool", "int64")
    )
    legend.set_theme(DARK)
    legend.show_overlay(overlay)
    assert [row.text for row in legend.swatches.swatches] == ["bool", "int64"]
    assert [row.fill for row in legend.swatches.swatches] == [
        DARK.dtype["bool"],
        DARK.dtype["integer"],
    ]
    assert not legend.ramp.isVisibleTo(legend)


def test_a_legend_of_kinds_names_the_families_in_the_picture(legend: Legend) -> None:
    legend.show_overlay(FLOPS)
    legend.show_families({"activation", "linear"})
    assert legend.title.text() == "Kind"
    assert [row.text for row in legend.swatches.swatches] == ["Linear, embedding", "Activation"]
    assert not legend.ramp.isVisibleTo(legend)
    assert not legend.total.isVisibleTo(legend)


def test_a_screen_reader_hears_what_the_colors_stand_for(legend: Legend) -> None:
    legend.show_overlay(FLOPS)
    assert legend.accessibleDescription() == (
        "FLOPs, 1 k, 10 k, 100 k, 1 M, not counted, 1.0 MFLOP in total, log scale"
    )


def test_the_legend_is_as_large_as_what_it_says(legend: Legend) -> None:
    legend.show_overlay(FLOPS)
    QApplication.processEvents()
    wide = legend.sizeHint()
    legend.show_overlay(Overlay(Measure.DTYPE, dtypes=("bool", "int8", "int16", "int32", "int64")))
    QApplication.processEvents()
    tall = legend.sizeHint()
    assert tall.height() > wide.height()
    assert tall.width() < wide.width()


def test_the_close_button_tells(legend: Legend, qtbot: QtBot) -> None:
    legend.show_overlay(FLOPS)
    with qtbot.waitSignal(legend.closed):
        legend.close_button.click()
