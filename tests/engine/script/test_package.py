"""A file of a package is opened as the part of it that it is."""

from pathlib import Path

import pytest

from inspector.engine.api import trace_file
from inspector.engine.script.package import package_of
from inspector.report.model import Report

LAYERS = "from torch import nn\n\n\nclass Twice(nn.Linear):\n    pass\n"
NET = """\
import torch
from torch import nn

from ..layers import Twice
from shapes.sizes import WIDTH


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.twice = Twice(WIDTH, 2)

    def forward(self, x):
        return self.twice(x)


X = torch.rand(1, WIDTH)
"""


@pytest.fixture
def net(tmp_path: Path) -> Path:
    """``shapes/models/net.py``, which imports from the packages around it."""
    package = tmp_path / "shapes"
    (package / "models").mkdir(parents=True)
    for folder in (package, package / "models"):
        (folder / "__init__.py").touch()
    (package / "layers.py").write_text(LAYERS)
    (package / "sizes.py").write_text("WIDTH = 3\n")
    path = package / "models" / "net.py"
    path.write_text(NET)
    return path


def width(report: Report) -> int | None:
    assert report.failure is None, report.failure.message
    return report.modules[-1].parameters[0].numel


def test_a_package_is_all_folders_above_that_say_they_are_one(net: Path, tmp_path: Path) -> None:
    assert package_of(str(net)) == (str(tmp_path), "shapes.models")
    alone = tmp_path / "alone.py"
    assert package_of(str(alone)) == (str(tmp_path), "")


def test_relative_and_absolute_imports_of_the_own_package_work(net: Path) -> None:
    report = trace_file(net)
    assert width(report) == 6
    assert report.modules[-1].type == "shapes.layers.Twice"


def test_what_changes_elsewhere_in_the_package_is_seen_in_the_next_run(net: Path) -> None:
    trace_file(net)
    (net.parents[1] / "sizes.py").write_text("WIDTH = 40\n")
    assert width(trace_file(net)) == 80
