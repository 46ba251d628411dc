import os
import subprocess
import sys
from pathlib import Path

import networkx
import pytest

from inspector.canvas.export.shown import graph_at, indexed
from inspector.canvas.export.texts import write_text
from inspector.look.theme import DARK, LIGHT, Family
from inspector.report.drawing import DrawingError, draw
from inspector.report.model import Failure, Report
from tests.graph.models import CHIMERA
from tests.graph.notation import report

WITHOUT_QT = (
    "import runpy, sys\n"
    "sys.modules['PySide6'] = sys.modules['torch'] = None\n"
    "runpy.run_module('inspector.canvas.export.texts', run_name='__main__')\n"
)


@pytest.mark.parametrize(
    ("ending", "begins"),
    [(".html", "<!doctype html>"), (".mmd", "---\ntitle: "), (".graphml", "<?xml ")],
)
def test_a_text_needs_neither_qt_nor_torch_nor_a_display(
    tmp_path: Path, ending: str, begins: str
) -> None:
    out = tmp_path / f"model{ending}"
    names = {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_QT, str(out), "--depth", "1"],
        input=report(CHIMERA).to_json().encode(),
        env={name: value for name, value in os.environ.items() if name not in names},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert out.read_text(encoding="utf-8").startswith(begins)


def test_a_report_draws_itself_by_the_ending(tmp_path: Path) -> None:
    draw(report(CHIMERA), tmp_path / "model.graphml", depth=1)
    # X, chimera, its three children and the output.
    assert len(networkx.read_graphml(tmp_path / "model.graphml")) == 6


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(DrawingError, match=r"model\.html cannot be written: No such file"):
        draw(report(CHIMERA), tmp_path / "gone" / "model.html")


def test_a_report_in_which_nothing_ran_has_no_text_either(tmp_path: Path) -> None:
    failed = Report(failure=Failure("build", "NameError", "name 'nn' is not defined"))
    with pytest.raises(DrawingError, match="nothing to draw: name 'nn' is not defined"):
        draw(failed, tmp_path / "model.mmd")


def test_a_chart_has_the_colors_of_its_theme(tmp_path: Path) -> None:
    index = indexed(report(CHIMERA))
    for theme in (LIGHT, DARK):
        write_text(index, graph_at(index, 1), tmp_path / "model.mmd", theme)
        fill = theme.family_fill[Family.LINEAR]
        style = f"classDef linear fill:{fill},stroke:{theme.family[Family.LINEAR]}"
        assert style in (tmp_path / "model.mmd").read_text()
