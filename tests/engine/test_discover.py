from pathlib import Path

import pytest

from inspector.engine.discover import discover
from inspector.protocol.messages import Discover

LAYERS = '''\
from torch import nn
from torch.nn import Linear


class Scale(nn.Module):
    """Multiplies by a number. And nothing else."""

    def __init__(self, factor, learn=False):
        super().__init__()


class Wide(nn.Linear):
    pass


class _Hidden(nn.Module):
    pass


Alias = Scale
number = 3
'''


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_the_public_module_classes_of_a_package_are_told_with_their_arguments(
    folder: Path,
) -> None:
    (folder / "discovered_layers.py").write_text(LAYERS)
    found = discover(Discover(3, "discovered_layers"))
    assert (found.id, found.package, found.error) == (3, "discovered_layers", "")
    scale, wide = found.entries  # no Linear, which torch offers; no private name; no alias
    assert (scale.qualified, scale.family) == ("discovered_layers.Scale", "container")
    assert scale.summary == "Multiplies by a number."
    assert [(each.name, each.default) for each in scale.parameters] == [
        ("factor", None),
        ("learn", "False"),
    ]
    assert wide.family == "linear"
    assert [each.name for each in wide.parameters][:2] == ["in_features", "out_features"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("import no_such_package_at_all\n", "There is no package `no_such_package_at_all`"),
        ("raise SystemExit(3)\n", "cannot be imported: SystemExit: 3"),
        ("1 / 0\n", "cannot be imported: ZeroDivisionError: division by zero"),
        ("x = 1\n", "offers no modules"),
    ],
)
def test_a_package_that_gives_nothing_says_why(folder: Path, text: str, reason: str) -> None:
    name = f"discovered_{abs(hash(text))}"
    (folder / f"{name}.py").write_text(text)
    assert reason in discover(Discover(1, name)).error
    assert not discover(Discover(1, name)).entries


def test_a_package_that_is_not_there_says_so() -> None:
    assert "no package `nowhere_to_be_found`" in discover(Discover(1, "nowhere_to_be_found")).error
