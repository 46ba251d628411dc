"""The verb report in this process: columns, stored reports, comparisons and exit statuses."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from safetensors.torch import load_file

from inspector.__main__ import main

HEAD = "import torch\nfrom torch import nn\nX = torch.rand(2, 6)\n"
NET = "net = nn.Sequential(nn.Linear(6, 4), nn.ReLU())\n"
WIDER = "net = nn.Sequential(nn.Linear(6, 5), nn.ReLU())\n"
BROKEN = "net = nn.Sequential(nn.Linear(6, 4), nn.Linear(5, 2))\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in {"net": NET, "wider": WIDER, "broken": BROKEN}.items():
        (tmp_path / f"{name}.py").write_text(HEAD + text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


def store(name: str, capsys: pytest.CaptureFixture[str], *words: str) -> None:
    """Save a report as ``NAME.json``."""
    main(["report", f"{name}.py", "--format", "json", *words])
    Path(f"{name}.json").write_text(capsys.readouterr().out)


def test_the_columns_are_those_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "net.py", "--columns", "inputs,output,macs,bytes"]) == 0
    assert capsys.readouterr().out.splitlines()[:5] == [
        "Module           Input  Output  MAC      Bytes",
        "──────────────────────────────────────────────",
        "net: Sequential  2 × 6  2 × 4    48  112 bytes",  # 2 · 6 · 4, and 4 · (24 + 4)
        "├─ 0: Linear     2 × 6  2 × 4    48  112 bytes",
        "└─ 1: ReLU       2 × 4  2 × 4     0          —",
    ]


def test_the_operations_of_torch_are_noted_when_their_column_is_asked_for(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", str(folder / "net.py"), "--columns", "aten"]) == 0
    assert "addmm" in capsys.readouterr().out


def test_equal_neighbors_fold_on_request(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("deep.py").write_text(HEAD + "net = nn.Sequential(*[nn.Linear(6, 6) for _ in range(9)])")
    assert main(["report", "deep.py", "--fold", "--columns", "parameters"]) == 0
    assert "└─ 0 … 8: 9 × Linear         378\n" in capsys.readouterr().out  # 9 · (36 + 6)


def test_an_unknown_column_is_status_two_with_those_that_there_are(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["report", "net.py", "--columns", "output,weights"])
    assert ended.value.code == 2
    assert "no column 'weights'; the columns are inputs, output" in capsys.readouterr().err


def test_nothing_differs_between_a_file_and_its_stored_report(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store("net", capsys)
    assert main(["report", "net.py", "--against", "net.json"]) == 0
    assert capsys.readouterr().out.startswith("Nothing differs.")


def test_what_differs_is_told_and_is_status_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "wider.py", "--against", "net.py"]) == 1
    assert "    arguments   out_features=4 → out_features=5\n" in capsys.readouterr().out
    assert main(["report", "wider.py", "--against", "net.py", "--format", "markdown"]) == 1
    line = "| ~ | `0` | `Linear` | arguments | out_features=4 | out_features=5 |\n"
    assert line in capsys.readouterr().out


def test_another_input_differs_in_shapes_and_costs_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store("net", capsys)
    words = ("--against", "net.json", "--input", "3,6", "--format", "json")
    assert main(["report", "net.py", *words]) == 1
    told = json.loads(capsys.readouterr().out)
    facts = {change["fact"] for module in told["modules"] for change in module["changes"]}
    assert (told["differs"], facts) == (True, {"inputs", "outputs", "flops"})


def test_a_model_that_fails_can_be_compared(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "broken.py", "--against", "net.py"]) == 1
    assert "✗ It fails now\n  RuntimeError in `1`:" in capsys.readouterr().out
    assert main(["report", "broken.py", "--against", "broken.py"]) == 0


def test_a_stored_report_is_printed_as_if_it_had_just_run(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store("broken", capsys)
    assert main(["report", "broken.json"]) == 1
    assert "✗ The forward fails in `1` (Linear)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("report", "net.py", "--against", "gone.py"), "gone.py cannot be read"),
        (("report", "net.py", "--against", "gone.json"), "gone.json cannot be read"),
        (("report", "other.json"), "other.json is not a report of this program"),
        (("export", "net.json", "-o", "x.py"), "net.json is a report, which has no code."),
    ],
)
def test_what_cannot_be_used_is_status_two_and_a_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str
) -> None:
    store("net", capsys)
    Path("other.json").write_text("{}")
    assert main(words) == 2
    assert sentence in capsys.readouterr().err


def test_a_check_on_the_meta_device_says_what_it_could_not_know(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = "    def forward(self, x):\n        return x if x.sum() > 0 else x[0]\nnet = Net()\n"
    Path("asking.py").write_text(HEAD + "class Net(nn.Module):\n" + steps)
    assert main(["check", "asking.py", "--device", "meta"]) == 0
    out, err = capsys.readouterr()
    assert out == "asking.py: net runs and returns (6,).\n"
    assert err == (
        "`x.sum() > 0` needs real numbers, and the meta device has none: it was assumed to be "
        "False.\n"
    )


def test_an_exported_script_tells_the_shapes_on_request(folder: Path) -> None:
    text = (
        "class Net(nn.Module):\n    def forward(self, X):\n        return X.sum(0)\nnet = Net()\n"
    )
    Path("own.py").write_text(HEAD + text)
    assert main(["export", "own.py", "-o", "plain.py"]) == 0
    assert main(["export", "own.py", "-o", "shapes.py", "--shapes"]) == 0
    assert "        return X.sum(0)\n" in Path("plain.py").read_text()
    assert "        return X.sum(0)  # 6\n" in Path("shapes.py").read_text()


CHAIN = "net = nn.Sequential(nn.LazyLinear(4), nn.ReLU(), nn.Linear(4, 2))\n"
NUMBERS = (
    "import runpy, sys\n"
    "for script in sys.argv[1:]:\n"
    "    names = runpy.run_path(script)\n"
    "    print(names['net'](names['X']).tolist())\n"
)
"""What the models of scripts give in plain Python, to the bit."""


def numbers(*scripts: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", NUMBERS, *scripts], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_chain_is_exported_as_one_class_with_the_same_numbers_and_with_shapes(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("chain.py").write_text(HEAD + CHAIN)
    assert main(["export", "chain.py", "-o", "plain.py"]) == 0
    assert main(["export", "chain.py", "-o", "one.py", "--as-class", "Net", "--shapes"]) == 0
    told = capsys.readouterr().err
    assert told == "The parameters have other names: 0 is linear, 1 is relu, 2 is linear2.\n"
    assert "        X = self.relu(X)  # 2 × 4\n" in Path("one.py").read_text()
    plain, one = numbers("plain.py", "one.py")
    assert plain == one


def test_weights_are_stored_beside_the_script_that_loads_them(folder: Path) -> None:
    Path("chain.py").write_text(HEAD + CHAIN)
    assert main(["export", "chain.py", "-o", "plain.py", "--seed", "3"]) == 0
    words = ("--weights", "--as-class", "Net", "--seed", "3")
    assert main(["export", "chain.py", "-o", "both.py", *words]) == 0
    assert sorted(load_file("both.safetensors")) == [
        "linear.bias", "linear.weight", "linear2.bias", "linear2.weight",
    ]  # fmt: skip
    plain, both = numbers("plain.py", "both.py")
    assert plain == both


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("--as-class", "Net"), 2, "model is not made by a bare nn.Sequential"),
        (("--as-class", "2d"), 2, "no name in Python"),
        (("--weights",), 1, "`idle.weight` has no shape yet"),
        (("--weights", "--device", "meta"), 1, "`idle.weight` has no shape yet"),
    ],
)
def test_an_export_that_cannot_be_is_a_sentence_and_no_script(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    status: int,
    sentence: str,
) -> None:
    idle = (
        "class Own(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.idle = nn.LazyLinear(2)\n    def forward(self, x): return x\nmodel = Own()\n"
    )
    Path("own.py").write_text(HEAD + idle)
    assert main(["export", "own.py", "-o", "out.py", *words]) == status
    assert sentence in capsys.readouterr().err
    assert not Path("out.py").exists()
