"""A file of a package is opened as the part of it that it is."""

from pathlib import Path

import pytest

from inspector.engine.api import trace_file
from inspector.engine.build import run
from inspector.engine.script.package import module_name_of, package_of
from inspector.protocol.messages import Run
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


def test_a_file_is_imported_by_its_name_in_the_package(net: Path, tmp_path: Path) -> None:
    assert module_name_of(str(net)) == "shapes.models.net"
    assert module_name_of(str(net.with_name("__init__.py"))) == "shapes.models"
    assert module_name_of(str(net.with_name("my-net.py"))) == ""
    assert module_name_of(str(tmp_path / "alone.py")) == ""


def test_relative_and_absolute_imports_of_the_own_package_work(net: Path) -> None:
    report = trace_file(net)
    assert width(report) == 6
    assert report.modules[-1].type == "shapes.layers.Twice"


def test_what_changes_elsewhere_in_the_package_is_seen_in_the_next_run(net: Path) -> None:
    trace_file(net)
    (net.parents[1] / "sizes.py").write_text("WIDTH = 40\n")
    assert width(trace_file(net)) == 80


REGISTRY = """\
MODELS = {}


def register(kind):
    assert kind.__name__ not in MODELS, f"{kind.__name__} is there already"
    MODELS[kind.__name__] = kind
    return kind
"""
REGISTERED = NET.replace("WIDTH\n\n", "WIDTH\nfrom ..registry import register\n\n", 1).replace(
    "class Net", "@register\nclass Net"
)


@pytest.fixture
def registered(net: Path) -> Path:
    """The same, but its package imports it and remembers each class once."""
    package = net.parents[1]
    (package / "registry.py").write_text(REGISTRY)
    (package / "__init__.py").write_text("from .models.net import Net\n")
    net.write_text(REGISTERED)
    return net


@pytest.mark.parametrize("times", [1, 2])
def test_a_file_that_its_package_imports_runs_once(registered: Path, times: int) -> None:
    for _ in range(times):
        report = trace_file(registered)
        assert width(report) == 6
        assert report.modules[0].type == "shapes.models.net.Net"


def test_a_package_among_the_installed_ones_is_imported_afresh_too(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "once"
    package.mkdir(parents=True)
    (package / "registry.py").write_text(REGISTRY)
    (package / "__init__.py").write_text("from .net import Net\n")
    path = package / "net.py"
    path.write_text(
        "import torch\nfrom torch import nn\nfrom .registry import register\n\n\n"
        "@register\nclass Net(nn.ReLU):\n    pass\n\n\nX = torch.rand(2)\n"
    )
    for _ in range(2):
        assert trace_file(path).failure is None


def test_the_rest_of_the_package_sees_the_text_as_it_is_here(registered: Path) -> None:
    user = registered.with_name("user.py")
    user.write_text("from .net import Net\n\n\ndef wide():\n    return Net(5)\n")
    text = REGISTERED.replace("self):", "self, out=2):", 1).replace("WIDTH, 2", "WIDTH, out")
    text += "def build():\n    from .user import wide\n    return wide()\n\n\nmodel = build()\n"
    assert width(run(Run(0, text, str(registered)))) == 15


def test_what_fails_in_the_package_is_told_where_the_text_imports_it(net: Path) -> None:
    (net.parents[1] / "__init__.py").write_text("import no_such_thing\n")
    failure = trace_file(net).failure
    assert failure is not None
    assert failure.source is not None
    assert failure.source.line == 4
    assert "no_such_thing" in failure.message


def test_a_text_that_needs_nothing_of_a_broken_package_runs(net: Path) -> None:
    (net.parents[1] / "__init__.py").write_text("import no_such_thing\n")
    net.write_text("import torch\nfrom torch import nn\nmodel = nn.ReLU()\nX = torch.rand(2)\n")
    assert trace_file(net).failure is None


def test_a_package_that_fails_after_it_has_imported_the_text_does_not_matter(net: Path) -> None:
    package = net.parents[1] / "__init__.py"
    package.write_text("from .models import net\nimport no_such_thing\n")
    assert width(trace_file(net)) == 6


def test_what_fails_in_the_text_while_its_package_imports_it_is_told(registered: Path) -> None:
    registered.write_text(REGISTERED + "1 / 0\n")
    failure = trace_file(registered).failure
    assert failure is not None
    assert (failure.type, failure.source and failure.source.line) == ("ZeroDivisionError", 20)
