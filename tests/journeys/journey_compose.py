"""A newcomer's first minutes, with a real pointer on a real X screen."""

from pathlib import Path

import pytest

from tests.journeys.hand import Application

EMPTY = """\
import torch
from torch import nn

model = nn.Sequential()

X = torch.rand(2, 20)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.py"
    path.write_text(EMPTY)
    return path


def test_a_module_is_dragged_in_its_shape_seen_undone_and_saved(
    application: Application, file: Path
) -> None:
    told = application.wait(lambda told: told["current"], "the empty model runs")

    # Search, and drag the first result into the tree.
    application.click(tuple(told["palette_search"]))
    application.type("lazylinear")
    told = application.wait(
        lambda told: told["palette_first"]["title"] == "LazyLinear", "the palette finds it"
    )
    root = tuple(told["rows"][""]["center"])
    application.drag(tuple(told["palette_first"]["center"]), root, shot="hovering")
    told = application.wait(
        lambda told: told["current"] and "/0" in told["rows"], "the module is in the tree"
    )
    assert told["rows"]["/0"]["output"] == "2 × 32"
    assert "nn.Sequential(nn.LazyLinear(32))" in told["text"]
    assert told["modified"]

    # Another one onto the picture.
    application.click(tuple(told["palette_search"]))
    application.key("ctrl+a")
    application.type("relu")
    told = application.wait(
        lambda told: told["palette_first"]["title"] == "ReLU", "the palette finds the next"
    )
    application.drag(tuple(told["palette_first"]["center"]), tuple(told["canvas"]), shot="canvas")
    told = application.wait(
        lambda told: told["current"] and "/1" in told["rows"], "the picture takes it"
    )
    assert "ReLU" in told["text"]
    application.shot("composed")

    # Undo one step, and save.
    application.key("ctrl+z")
    told = application.wait(lambda told: "ReLU" not in told["text"], "undo takes it away")
    application.key("ctrl+s")
    application.wait(lambda told: not told["modified"], "the file is saved")
    assert file.read_text() == EMPTY.replace("nn.Sequential()", "nn.Sequential(nn.LazyLinear(32))")


def test_siblings_are_reordered_by_dragging_in_the_tree(
    application: Application, file: Path
) -> None:
    application.wait(lambda told: told["current"], "the empty model runs")
    for name in ("Flatten", "Tanh"):
        told = application.told()
        application.click(tuple(told["palette_search"]))
        application.key("ctrl+a")
        application.type(name)
        application.wait(
            lambda told, name=name: told["palette_first"]["title"] == name, "it is found"
        )
        application.key("Return")
    told = application.wait(
        lambda told: told["current"] and "/1" in told["rows"], "both are in the tree"
    )
    assert "nn.Sequential(nn.Flatten(), nn.Tanh())" in told["text"]
    application.drag(
        tuple(told["rows"]["/0"]["center"]), tuple(told["rows"]["/1"]["below"]), shot="reorder"
    )
    application.wait(
        lambda told: "nn.Sequential(nn.Tanh(), nn.Flatten())" in told["text"], "they changed places"
    )
