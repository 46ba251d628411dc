import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor, QImage

from inspector.canvas.export.pictures import export_picture
from inspector.canvas.export.whole import MARGIN
from inspector.look.theme import DARK
from inspector.report.model import Failure, Report
from tests.canvas.scenes import scene
from tests.graph.models import CHIMERA
from tests.graph.notation import report
from tests.graph.writing.models import column

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def application(qapp: object) -> None:
    """Fonts need one."""


def words(path: Path) -> list[str]:
    """The texts of an SVG."""
    found = ElementTree.parse(path).iter(f"{SVG}text")
    return [(element.text or "").strip() for element in found]


def test_an_svg_holds_every_word_as_text(tmp_path: Path) -> None:
    out = tmp_path / "model.svg"
    export_picture(report(CHIMERA), out, depth=3)
    found = words(out)
    for word in ("chimera", "rand_weight", "FixedHiddenMLP", "@", "2 × 20", "scalar", "call 2/2"):
        assert word in found


def test_an_svg_has_the_size_of_the_picture_and_a_ground(tmp_path: Path) -> None:
    out = tmp_path / "model.svg"
    export_picture(report(CHIMERA), out, depth=1, theme="dark")
    area = scene(CHIMERA, 1).area
    root = ElementTree.parse(out).getroot()
    width, height = area.width() + 2 * MARGIN, area.height() + 2 * MARGIN
    assert root.get("viewBox") == f"0 0 {width:g} {height:g}"
    assert f'fill="{DARK.canvas}"' in out.read_text()


def test_a_depth_shows_so_many_levels(tmp_path: Path) -> None:
    out = tmp_path / "model.svg"
    export_picture(report(CHIMERA), out, depth=1)
    assert "NestMLP" in words(out)
    assert "rand_weight" not in words(out)
    export_picture(report(CHIMERA), out, depth=0)
    assert "NestMLP" not in words(out)


def test_a_png_has_twice_the_size(tmp_path: Path) -> None:
    out = tmp_path / "model.png"
    export_picture(report(CHIMERA), out, depth=1, theme="dark")
    image, area = QImage(str(out)), scene(CHIMERA, 1).area
    assert image.width() == 2 * (area.width() + 2 * MARGIN)
    assert image.height() == 2 * (area.height() + 2 * MARGIN)
    assert image.pixelColor(1, 1) == QColor(DARK.canvas)


def test_a_picture_too_tall_for_its_format_is_made_smaller(tmp_path: Path) -> None:
    export_picture(report(column(700)), tmp_path / "tall.png")
    assert 30_000 < QImage(str(tmp_path / "tall.png")).height() <= 32_000
    export_picture(report(column(700)), tmp_path / "tall.pdf")
    box = re.search(rb"/MediaBox \[([\d. ]+)\]", (tmp_path / "tall.pdf").read_bytes())
    assert box is not None
    assert 14_000 < float(box[1].split()[3]) <= 14_400


def test_a_png_has_the_size_that_is_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "model.png"
    export_picture(report(CHIMERA), out, depth=1, scale=3)
    assert QImage(str(out)).width() == 3 * (scene(CHIMERA, 1).area.width() + 2 * MARGIN)


def test_a_scale_that_makes_too_many_pixels_is_refused_before_anything_is_written(
    tmp_path: Path,
) -> None:
    out = tmp_path / "tall.png"
    with pytest.raises(ValueError, match=r"At 4 × .* more than an image can hold") as refused:
        export_picture(report(column(700)), out, scale=4)
    assert not out.exists()
    largest = re.search(r"([\d.]+) × is the largest that fits", str(refused.value))
    assert largest is not None
    export_picture(report(column(700)), out, scale=float(largest[1]))
    assert 31_000 < QImage(str(out)).height() <= 32_000


def test_a_pdf_is_one_page_of_the_pictures_size(tmp_path: Path) -> None:
    out = tmp_path / "model.pdf"
    export_picture(report(CHIMERA), out, depth=1)
    data, area = out.read_bytes(), scene(CHIMERA, 1).area
    assert data.startswith(b"%PDF")
    width = (area.width() + 2 * MARGIN) * 0.75
    assert f"/MediaBox [0 0 {width:.0f}".encode() in data.replace(b".000000", b"")
    assert b"/Count 1" in data


def test_names_in_a_picture_are_text_whatever_they_are(tmp_path: Path) -> None:
    out = tmp_path / "model.svg"
    export_picture(report("input X 2\nnet Net X -> y 2\nreturn y").__class__(
        model="<script>&", calls=report(CHIMERA).calls, tensors=report(CHIMERA).tensors
    ), out, depth=0)  # fmt: skip
    assert "<script>&" in words(out)


@pytest.mark.parametrize("name", ["model.gif", "model"])
def test_another_ending_is_refused_with_those_that_are_known(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=r"\.svg, \.png, \.pdf"):
        export_picture(report(CHIMERA), tmp_path / name)
    assert not (tmp_path / name).exists()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="cannot be written: No such file"):
        export_picture(report(CHIMERA), tmp_path / "gone" / "model.svg")


def test_a_report_in_which_nothing_ran_has_no_picture(tmp_path: Path) -> None:
    failed = Report(failure=Failure("build", "NameError", "name 'nn' is not defined"))
    with pytest.raises(ValueError, match="name 'nn' is not defined"):
        export_picture(failed, tmp_path / "model.svg")


def test_a_process_of_its_own_draws_without_a_display_and_without_torch(tmp_path: Path) -> None:
    out = tmp_path / "model.svg"
    code = (
        "import runpy, sys\n"
        "try:\n    runpy.run_module('inspector.canvas.export.pictures', run_name='__main__')\n"
        "except SystemExit as done:\n    sys.exit(3 if 'torch' in sys.modules else done.code)"
    )
    names = {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}
    environment = {name: value for name, value in os.environ.items() if name not in names}
    done = subprocess.run(
        [sys.executable, "-c", code, str(out), "--depth", "1", "--theme", "dark"],
        input=report(CHIMERA).to_json().encode(),
        env=environment,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "FixedHiddenMLP" in words(out)


def test_the_process_explains_itself_in_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "inspector.canvas.export.pictures", str(tmp_path / "model.svg")],
        input=b"{",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr
