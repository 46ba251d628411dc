"""Files of every kind, executed: what comes back is always a report."""

import os
import random
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
import torch

from inspector.engine.api import trace_file
from inspector.engine.build import run
from inspector.protocol.messages import Run
from inspector.report.model import Failure, Problem, Report
from tests.engine.drawn import code

IMPORTS = "import torch\nfrom torch import nn\n"


def ran(text: str, **request: object) -> Report:
    return run(Run(0, IMPORTS + text, **request))  # type: ignore[arg-type]


def failure(text: str, **request: object) -> Failure:
    found = ran(text, **request).failure
    assert found is not None
    return found


def test_the_stages_are_told_as_they_begin() -> None:
    stages: list[str] = []
    run(Run(0, IMPORTS + "net = nn.ReLU()\nX = torch.rand(2)"), stages.append)
    assert stages == ["source", "build", "input", "forward"]


def test_a_seed_gives_the_numbers_that_the_plain_script_gives() -> None:
    text = "net = nn.Sequential(nn.LazyLinear(4), nn.Dropout(0.5), nn.LazyLinear(1))\n"
    text += "X = torch.rand(1, 3)"
    names: dict[str, object] = {}
    torch.manual_seed(7)
    exec(IMPORTS + "import warnings\nwarnings.simplefilter('ignore')\n" + text, names)
    expected = names["net"](names["X"]).item()  # type: ignore[operator]
    report = ran(text, seed=7)
    value = report.tensors[report.outputs[0]].value
    assert value == f"{expected:.4g}"
    assert value != report_value(ran(text, seed=8))


def report_value(report: Report) -> str | None:
    return report.tensors[report.outputs[0]].value


def test_random_and_numpy_are_seeded_too() -> None:
    random.seed(3)
    np.random.seed(3)
    expected = random.random() + np.random.rand()
    text = "import random, numpy as np\nnet = nn.Identity()\n"
    text += "X = torch.tensor([random.random() + np.random.rand()])"
    assert report_value(ran(text, seed=3)) == f"{expected:.4g}"


def test_nothing_of_the_process_is_changed_by_a_file(tmp_path: Path) -> None:
    before = (os.getcwd(), sys.path[:], dict(os.environ), torch.get_default_dtype(), sys.stdout)
    text = (
        f"import os, sys\nos.chdir({str(tmp_path)!r})\nsys.path.append('x')\n"
        "os.environ['Y'] = '1'\n"
        "torch.set_default_dtype(torch.float64)\ntorch.set_grad_enabled(False)\n"
        "net = nn.Linear(2, 2)\nX = torch.rand(1, 2)"
    )
    report = ran(text)
    assert report.failure is None
    assert report.tensors[0].dtype == "float64"
    assert before == (
        *(os.getcwd(), sys.path[:], dict(os.environ), torch.get_default_dtype(), sys.stdout),
    )
    assert torch.is_grad_enabled()
    assert "__model__" not in sys.modules


def test_a_file_imports_its_neighbours_as_they_are_now(tmp_path: Path) -> None:
    main, block = tmp_path / "main.py", tmp_path / "block.py"
    main.write_text(IMPORTS + "from block import make\nnet = make()\nX = torch.rand(1, 2)")
    for width in (3, 4):
        block.write_text(IMPORTS + f"def make():\n    return nn.Linear(2, {width})\n#{' ' * width}")
        report = trace_file(main)
        assert report.failure is None
        assert report.tensors[report.outputs[0]].shape == (1, width)
    assert "block" not in sys.modules


def test_what_stands_under_the_main_guard_does_not_run() -> None:
    assert (
        ran("net = nn.ReLU()\nX = torch.rand(2)\nif __name__ == '__main__':\n    exit()").failure
        is None
    )


def test_the_text_can_inspect_its_own_source() -> None:
    text = (
        "import inspect\n"
        "class Net(nn.Module):\n"
        "    def forward(self, x):\n"
        "        return x + len(inspect.getsource(type(self)))\n"
        "net = Net()\nX = torch.zeros(1)"
    )
    length = len(text.split("\n", 1)[1].split("net =")[0])
    assert report_value(ran(text)) == f"{float(length):.4g}"


@pytest.mark.parametrize(
    ("text", "stage", "kind", "words"),
    [
        ("net = nn.Sequential(", "source", "SyntaxError", "Line 3 is not valid Python"),
        ("def f():\nreturn", "source", "IndentationError", "Line 4"),
        ("x = '\0'", "source", "SyntaxError", "null bytes"),
        ("(" * 300, "source", "SyntaxError", "parentheses"),
        ("raise ValueError('no')", "build", "ValueError", "The code raises ValueError: no."),
        ("1 / 0", "build", "ZeroDivisionError", "`1 / 0` failed: division by zero."),
        ("exit()", "build", "SystemExit", "ended the program"),
        ("input()", "build", "EOFError", "waits for input()"),
        ("", "build", "NoModel", "no model in this file"),
        ("a = 3", "build", "NoModel", "no model in this file"),
        ("class Net(nn.Module):\n    def __init__(self, n): pass", "build", "NoModel", "arguments"),
        ("class A(nn.Module): pass\nclass B(nn.Module): pass", "build", "NoModel", "`B()`, `A()`"),
        ("import no_such_package", "build", "ModuleNotFoundError", "`no_such_package`"),
        ("net = nn.Linear(20)", "build", "TypeError", "`out_features` is missing"),
        ("net = nn.Linear(20, 3, bais=1)", "build", "TypeError", "no argument `bais`"),
        ("net = nn.Linear(2, 2)\nX = torch.rand(3)", "forward", "RuntimeError", "got 3 in (3,)"),
    ],
)
def test_every_mistake_has_its_stage_and_its_sentence(
    text: str, stage: str, kind: str, words: str
) -> None:
    found = failure(text)
    assert (found.stage, found.type) == (stage, kind)
    assert words in found.explanation


def test_binary_rubbish_and_a_huge_text_are_refused_in_words() -> None:
    assert run(Run(0, "\x7fELF\x02\x01")).failure is not None
    assert run(Run(0, "x = " + "1 + " * 100_000 + "1")).failure is not None


def test_the_place_of_a_mistake_is_the_expression() -> None:
    text = "net = nn.Sequential(nn.ReLU(), nn.Linear(20))"
    assert code(IMPORTS + text, failure(text).source) == "nn.Linear(20)"


def test_columns_count_bytes_also_in_syntax_errors() -> None:
    text = "größe = 'ä' 3"
    found = failure(text)
    assert found.source is not None
    assert found.source.line == 3
    assert code(IMPORTS + text, found.source) in ("'ä' 3", "3")


def test_a_model_that_raises_in_its_constructor_is_a_failure_at_the_raise() -> None:
    text = (
        "class Net(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.size = int('x')\n"
        "net = Net()"
    )
    found = failure(text)
    assert code(IMPORTS + text, found.source) == "int('x')"
    assert "invalid literal" in found.message


def test_a_flood_of_prints_is_cut(capsys: pytest.CaptureFixture[str]) -> None:
    report = ran("for i in range(100_000): print('flood', i)\nnet = nn.ReLU()\nX = torch.rand(1)")
    output = capsys.readouterr()
    assert report.failure is None
    assert output.out == ""
    assert len(output.err) < 201_000
    assert output.err.rstrip().endswith("[output cut after 200 kB]")


def test_a_file_that_starts_a_thread_is_run_and_does_not_wait_for_it() -> None:
    text = (
        "import threading, time\n"
        "threading.Thread(target=time.sleep, args=(0.5,), daemon=True).start()\n"
        "net = nn.ReLU()\nX = torch.rand(1)"
    )
    start = time.perf_counter()
    assert ran(text).failure is None
    assert time.perf_counter() - start < 0.5
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(2)


def too_large(text: str) -> Problem:
    """What is said of a model that can only be shown on the meta device."""
    report = ran(text)
    assert (report.device, report.failure) == ("meta", None)
    return next(problem for problem in report.problems if problem.code == "too-large")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "net = nn.ReLU()\nX = torch.rand(1000000, 1000000)",
            "torch.rand(1000000, 1000000) would need 4.0 TB",
        ),
        (
            "net = nn.Linear(10**6, 10**6)",
            "`nn.Linear(10**6, 10**6)`: torch.empty(1000000, 1000000)",
        ),
        ("net = nn.LazyLinear(10**12)\nX = torch.rand(2, 4)", "16.0 TB"),
        ("net = nn.ReLU()\nX = torch.zeros(1).repeat(10**12)", "4.0 TB"),
        ("net = nn.ReLU()\nX = torch.randint(0, 9, (10**12,))", "8.0 TB"),
    ],
)
def test_a_tensor_that_does_not_fit_is_refused_with_its_size(text: str, words: str) -> None:
    found = too_large(text)
    assert words in found.message
    assert "free" in found.message


def test_a_result_that_does_not_fit_is_explained_as_well() -> None:
    text = (
        "class Net(nn.Module):\n"
        "    def forward(self, x):\n"
        "        return x.expand(10**6, 10**6) * 2\n"
        "net = Net()\nX = torch.rand(1)"
    )
    found = too_large(text)
    assert found.message.startswith(
        "`x.expand(10**6, 10**6) * 2` on (1000000, 1000000) needs 4.0 TB at once for a result of "
        "shape (1000000, 1000000);"
    )


def test_what_failed_in_forward_keeps_everything_before_it() -> None:
    report = ran("net = nn.Sequential(nn.Linear(4, 8), nn.Linear(9, 2))\nX = torch.rand(3, 4)")
    assert [module.path for module in report.modules] == ["", "0", "1"]
    assert [call.failed for call in report.calls] == [False, False, True]
    assert report.tensors[report.calls[1].outputs[0]].shape == (3, 8)


def test_without_a_loop_that_ends_the_loop_is_named() -> None:
    text = (
        "class Net(nn.Module):\n"
        "    def forward(self, x):\n"
        "        while True:\n"
        "            pass\n"
        "net = Net()\nX = torch.rand(1)"
    )
    found = failure(text)
    assert (found.type, found.module) == ("EndlessLoop", "")
    assert "The loop `while True` in line 5 had gone round" in found.explanation
    assert code(IMPORTS + text, found.source).startswith("while True:")


def test_endless_recursion_is_explained() -> None:
    text = (
        "class Net(nn.Module):\n    def forward(self, x):\n        return self(x)\n"
        "net = Net()\nX = torch.rand(1)"
    )
    found = failure(text)
    assert found.type == "RecursionError"
    assert "`self(x)` calls itself without end" in found.explanation


def test_a_deep_copied_module_keeps_the_place_of_its_original() -> None:
    text = (
        "import copy\nfirst = nn.Linear(2, 2)\n"
        "net = nn.Sequential(*[copy.deepcopy(first) for _ in range(2)])\nX = torch.rand(1, 2)"
    )
    report = ran(text)
    places = {code(IMPORTS + text, module.source) for module in report.modules[1:]}
    assert places == {"nn.Linear(2, 2)"}


def test_torchs_own_copies_keep_it_too() -> None:
    text = (
        "layer = nn.TransformerEncoderLayer(4, 2, 8, batch_first=True)\n"
        "net = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)\nX = torch.rand(1, 3, 4)"
    )
    report = ran(text)
    copied = next(module for module in report.modules if module.path == "layers.1")
    assert code(IMPORTS + text, copied.source).startswith("nn.TransformerEncoderLayer(")
    inner = next(module for module in report.modules if module.path == "layers.1.linear1")
    assert inner.source is not None
    assert inner.source.file.endswith("transformer.py")


@pytest.mark.parametrize(
    "text",
    [
        "raise ValueError('\\ud800')",
        "class Silent(Exception):\n    def __str__(self): raise Exception\nraise Silent",
        "class Net(nn.ReLU):\n    def extra_repr(self): return '\\ud800'\n"
        "net = Net()\nX = torch.rand(1)",
        "class Net(nn.Module):\n    def forward(self, x): return x * 0 + x.clamp(max=10**400)\n"
        "net = Net()\nX = torch.rand(1)",
        "class Bag(dict):\n    def items(self): raise KeyError\n"
        "net = nn.ReLU()\nnet.bag = Bag(a=1)\nX = torch.rand(1)",
    ],
)
def test_what_cannot_be_said_does_not_stop_the_report(text: str) -> None:
    assert ran(text).to_json()


def test_a_file_finds_a_command_line_without_arguments() -> None:
    text = (
        "import argparse\nfrom torch import nn\n"
        "parser = argparse.ArgumentParser()\n"
        "parser.add_argument('--width', type=int{})\n"
        "net = nn.Linear(2, parser.parse_args().width)\n"
    )
    assert trace_file(text.format(", default=3")).failure is None
    failure = trace_file(text.format(", required=True")).failure
    assert failure is not None
    assert "reads the command line" in failure.explanation


def test_what_only_notebooks_have_says_so() -> None:
    failure = trace_file("get_ipython().run_line_magic('matplotlib', 'inline')").failure
    assert failure is not None
    assert "in notebooks only" in failure.hint


def test_overloads_of_a_class_do_not_stay_for_the_next_text() -> None:
    text = """\
import torch
from torch import nn

class Net(nn.Module):
    @torch.jit._overload_method
    def forward(self, x: list[torch.Tensor]) -> torch.Tensor:
        pass

    def forward(self, x):
        return x

model = Net()
X = torch.rand(2)
"""
    assert trace_file(text).failure is None
    assert trace_file(f"# one line more\n{text}").failure is None
