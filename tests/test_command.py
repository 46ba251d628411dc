"""The command line, as other programs and people in a hurry use it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from inspector.command import Target, parse_verb, target
from inspector.resource_files import resource

CHIMERA = str(resource("examples", "chimera.py"))
MLP = str(resource("examples", "mlp.py"))


def run(*words: str, display: bool = False) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"}
    if not display:
        environment.pop("DISPLAY", None)
        environment.pop("WAYLAND_DISPLAY", None)
    return subprocess.run(
        [sys.executable, "-m", "inspector", *words],
        capture_output=True,
        text=True,
        env=environment,
    )


def test_a_target_is_a_file_and_perhaps_an_expression(tmp_path: Path) -> None:
    assert target("net.py") == Target(Path("net.py"), "")
    assert target("a/net.py:ResNet(50)") == Target(Path("a/net.py"), "ResNet(50)")
    odd = tmp_path / "a.py:b"
    odd.touch()
    assert target(str(odd)) == Target(odd, "")


def test_verbs_take_a_limit_of_seconds() -> None:
    assert parse_verb(["check", "net.py"]).seconds == 60
    assert parse_verb(["report", "net.py", "--seconds", "2.5"]).seconds == 2.5
    with pytest.raises(SystemExit):
        parse_verb(["draw", "net.py", "-o", "net.svg", "--seconds", "0"])


def test_version_and_help_answer_at_once() -> None:
    assert run("--version").stdout.startswith("inspector 0.")
    assert "report|draw|check|export" in run("--help").stdout


def test_without_a_display_one_line_says_so() -> None:
    done = run()
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "no display" in done.stderr


def test_report_as_text_and_json() -> None:
    assert "4,712 parameters" in run("report", CHIMERA).stdout
    done = run("report", f"{MLP}:MLP()", "--input", "4,8", "--format", "json")
    report = json.loads(done.stdout)
    assert report["format"] == 1
    assert report["model"] == "MLP()"
    shapes = [each["shape"] for each in report["tensors"] if each["id"] in report["outputs"]]
    assert shapes == [[4, 10]]


def test_what_a_model_prints_does_not_get_into_the_report(tmp_path: Path) -> None:
    loud = tmp_path / "loud.py"
    loud.write_text("print('hello')\n" + Path(MLP).read_text())
    done = run("report", str(loud), "--format", "json")
    assert json.loads(done.stdout)["failure"] is None
    assert "hello" in done.stderr


def test_check_says_that_it_runs_or_why_not(tmp_path: Path) -> None:
    assert run("check", CHIMERA).returncode == 0
    broken = tmp_path / "broken.py"
    broken.write_text(
        "import torch\nfrom torch import nn\n"
        "net = nn.Sequential(nn.Linear(20, 8), nn.Linear(9, 2))\nX = torch.rand(2, 20)\n"
    )
    done = run("check", str(broken))
    assert done.returncode == 1
    assert "broken.py:3" in done.stderr
    assert "needs a last dimension of 9 (in_features), got 8" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf", "html"])
def test_draw_writes_a_picture(suffix: str, tmp_path: Path) -> None:
    out = tmp_path / f"picture.{suffix}"
    assert run("draw", CHIMERA, "-o", str(out), "--depth", "2").returncode == 0
    heads = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF", "html": b"<!doctype html>"}
    head = heads[suffix]
    assert out.read_bytes().startswith(head)


def test_export_writes_a_script_that_runs(tmp_path: Path) -> None:
    out = tmp_path / "script.py"
    assert run("export", CHIMERA, "-o", str(out)).returncode == 0
    done = subprocess.run([sys.executable, "-W", "ignore", out], capture_output=True, text=True)
    assert done.stdout == "output ()\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("check", "missing.py"), "cannot be read: No such file"),
        (("report",), "required"),
        (("draw", MLP, "-o", "x.gif"), "must end in .svg, .png, .pdf, .html, .mmd or .graphml"),
        (("draw", MLP, "-o", "/nowhere/x.svg"), "x.svg"),
        (("draw", MLP, "-o", "/nowhere/x.mmd"), "x.mmd cannot be written: No such file"),
        (("draw", MLP, "-o", "x.png", "--scale", "9"), "'9' is not a number above 0, up to 4"),
        (("export", MLP, "-o", "/nowhere/x.py"), "cannot be written"),
        (("export", MLP, "-o", "x.safetensors"), "'x.safetensors' is a file of weights"),
        (("--nonsense",), "unrecognized arguments"),
    ],
)
def test_wrong_usage_is_status_two_and_a_sentence(words: tuple[str, ...], sentence: str) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
