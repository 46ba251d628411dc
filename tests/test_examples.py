"""Every shipped example: it runs, and taken home as a script it is the very same model."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from inspector.edits.export import exported
from inspector.engine.api import trace_file
from inspector.resource_files import resource

EXAMPLES = sorted(resource("examples").glob("*.py"), key=lambda path: path.name)
VARIABLE = {"chimera": "chimera", "welcome": "model"}

# Worked out by hand: a Linear from n to m features has n * m + m parameters.
PARAMETERS = {
    "net": (20 * 256 + 256) + (256 * 10 + 10),
    "mlp": (20 * 256 + 256) + (256 * 10 + 10),
    "my_sequential": (20 * 256 + 256) + (256 * 10 + 10),
    "fixed_hidden_mlp": 20 * 20 + 20,
    "nest_mlp": (20 * 64 + 64) + (64 * 32 + 32) + (32 * 16 + 16),
    "chimera": 3952 + (16 * 20 + 20) + 420,
    "modules_in_a_list": 0,
    "parallel": (20 * 16 + 16) + (20 * 8 + 8),
    "repeated_blocks": (20 * 32 + 32) + 4 * (32 * 32 + 32) + (32 * 10 + 10),
    "welcome": (20 * 64 + 64) + (64 * 10 + 10),
}
OUTPUTS = {
    "net": (2, 10),
    "mlp": (2, 10),
    "my_sequential": (2, 10),
    "fixed_hidden_mlp": (),
    "nest_mlp": (2, 16),
    "chimera": (),
    "modules_in_a_list": (2, 10),
    "parallel": (2, 24),
    "repeated_blocks": (2, 10),
    "welcome": (2, 10),
}


def names(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", EXAMPLES, ids=names)
def test_an_example_reports_what_was_worked_out_by_hand(path: Path) -> None:
    report = trace_file(path)
    assert report.failure is None
    assert report.totals.parameters == PARAMETERS[path.stem]
    (output,) = [each for each in report.tensors if each.id in report.outputs]
    assert output.shape == OUTPUTS[path.stem]


RUN = """
import runpy, sys, torch
names = runpy.run_path(sys.argv[1], run_name="__main__")
model, output = names[sys.argv[2]], names["output"]
torch.save({"state": model.state_dict(), "output": output.detach()}, sys.argv[3])
"""


@pytest.mark.parametrize("path", EXAMPLES, ids=names)
def test_an_exported_example_is_the_same_model_with_the_same_numbers(
    path: Path, tmp_path: Path
) -> None:
    script, result = tmp_path / "script.py", tmp_path / "result.pt"
    script.write_text(exported(path.read_text(encoding="utf-8"), seed=3), encoding="utf-8")
    variable = VARIABLE.get(path.stem, "net")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", RUN, script, variable, result],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"output {OUTPUTS[path.stem]}\n"
    exported_run: dict[str, Any] = torch.load(result, weights_only=True)

    torch.manual_seed(3)
    own: dict[str, Any] = {}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), own)
    output = own[variable](own["X"])
    assert list(exported_run["state"]) == list(own[variable].state_dict())
    assert torch.equal(exported_run["output"], output)
    report = trace_file(path, seed=3)
    value = next(each.value for each in report.tensors if each.id in report.outputs)
    if value is not None:  # a scalar: the number on the screen is the number of the script
        assert float(value) == pytest.approx(output.item(), rel=1e-3)
