"""The menu Export Script: where the script goes, and what is written beside it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox

from inspector.engine.weights import store_weights
from inspector.protocol.messages import StoreWeights, WeightsStored
from inspector.session.engine_client import Ended, EngineState
from inspector.session.files import open_file
from tests.app.conftest import Hand
from tests.edits.editing import example
from tests.fakes import FakeEngine


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the dialog says that the script goes."""
    path = tmp_path / "out.py"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    return path


@pytest.fixture
def warnings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What boxes say, which close at once."""
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.informativeText()))
    return said


def engine(hand: Hand) -> FakeEngine:
    found = hand.session.engine
    assert isinstance(found, FakeEngine)
    return found


def test_the_engine_writes_the_weights_and_then_the_script_is_written(
    hand: Hand, out: Path, warnings: list[str]
) -> None:
    hand.open(example("net"))
    hand.contents.actions["export_weights"].trigger()
    assert not out.exists()
    ((run, file),) = engine(hand).stores
    assert file == str(out.with_suffix(".safetensors"))
    engine(hand).weights_stored.emit(store_weights(StoreWeights(1, run, file)))
    assert 'load_file(Path(__file__).with_name("out.safetensors"))' in out.read_text()
    assert hand.told[-1] == "Exported out.py and out.safetensors."
    assert warnings == []


def test_without_weights_there_is_no_script_and_a_reason(
    hand: Hand, out: Path, warnings: list[str], tmp_path: Path
) -> None:
    export = hand.contents.actions["export_weights"]
    hand.open(example("net"))
    export.trigger()
    engine(hand).weights_stored.emit(WeightsStored(1, "another.safetensors"))
    file = str(out.with_suffix(".safetensors"))
    engine(hand).weights_stored.emit(WeightsStored(2, file, error="The disk is full."))
    export.trigger()
    engine(hand).ended.emit(Ended("it was killed"))
    engine(hand).weights_stored.emit(WeightsStored(3, file))
    engine(hand).state = EngineState.RUNNING
    export.trigger()
    foreign = tmp_path / "foreign.py"
    foreign.write_text("import os\nos.getcwd()\n" + example("net"))
    hand.session.open(*open_file(foreign))
    export.trigger()
    assert warnings == [
        "The disk is full.",
        "The engine ended: it was killed.",
        "The engine is busy; try again when the run has ended.",
        "Its weights need a run, and the file may not run yet.",
    ]
    assert not out.exists()


def test_a_chain_is_exported_as_a_class_and_the_new_names_are_told(
    hand: Hand, out: Path, warnings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = iter(["Net", "Net"])
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: (next(names), True))
    hand.open(example("net"))
    hand.contents.actions["export_class"].trigger()
    assert "class Net(nn.Module):" in out.read_text()
    names_told = "Its parameters have other names: 0 is linear, 1 is relu, 2 is linear2."
    assert hand.told[-1] == f"Exported out.py. {names_told}"
    hand.open(example("mlp"))
    hand.contents.actions["export_class"].trigger()
    assert warnings == ["net is not made by a bare nn.Sequential; it has its class already."]
