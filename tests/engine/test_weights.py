"""Weights as a file, and scripts that load it: what they compute is what was run, to the bit."""

import runpy
from pathlib import Path

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import load_file

from inspector.edits.export import exported, with_weights
from inspector.engine.weights import store_weights
from inspector.protocol.messages import Run, StoreWeights, WeightsStored
from tests.edits.editing import example

HEAD = "import torch\nfrom torch import nn\nX = torch.rand(4, 6)\n"
TIED = (
    HEAD + "class Net(nn.Module):\n"
    "    def __init__(self):\n"
    "        super().__init__()\n"
    "        self.first = nn.Linear(6, 6)\n"
    "        self.lazy = nn.LazyLinear(6)\n"
    "        self.last = nn.Linear(6, 6, bias=False)\n"
    "        self.last.weight = self.first.weight\n"
    "    def forward(self, X):\n"
    "        return self.last(self.lazy(self.first(X)))\n"
    "net = Net()\n"
)
COUNTING = (
    HEAD + "class Net(nn.Module):\n"
    "    def __init__(self):\n"
    "        super().__init__()\n"
    "        self.norm = nn.BatchNorm1d(6)\n"
    "        self.lazy_norm = nn.LazyBatchNorm1d()\n"
    "        self.register_buffer('count', torch.zeros((), dtype=torch.int64))\n"
    "    def forward(self, X):\n"
    "        self.count += 1\n"
    "        return self.lazy_norm(self.norm(X)) * self.count\n"
    "net = Net()\n"
)
VIEWS = (
    HEAD + "class Net(nn.Module):\n"
    "    def __init__(self):\n"
    "        super().__init__()\n"
    "        whole = torch.rand(6, 6)\n"
    "        self.top = nn.Parameter(whole[:4])\n"
    "        self.bottom = nn.Parameter(whole[2:].t())\n"
    "    def forward(self, X):\n"
    "        return X @ self.top.T @ self.bottom[:4]\n"
    "net = Net()\n"
)


def stored(text: str, file: Path, device: str = "cpu") -> WeightsStored:
    return store_weights(StoreWeights(1, Run(0, text, device=device), str(file)))


def output_of(script: Path) -> torch.Tensor:
    """What the model of a script gives in plain Python."""
    names = runpy.run_path(str(script))
    model = next(names[name] for name in ("net", "model", "chimera") if name in names)
    output: torch.Tensor = model(names["X"])
    return output.detach()


def scripts(text: str, folder: Path) -> tuple[Path, Path]:
    """A script, and the one that begins with other weights of the same script from a file."""
    plain, loading = folder / "plain.py", folder / "loading.py"
    script = exported(text)
    done = stored(script, folder / "loading.safetensors")
    assert done.error == ""
    plain.write_text(script)
    # With another seed everything that the file did not bring would be another.
    seeded_otherwise = script.replace("net = Net()", "torch.manual_seed(7)\nnet = Net()")
    loading.write_text(with_weights(seeded_otherwise, "loading.safetensors", done.tied))
    return plain, loading


@pytest.mark.parametrize("text", [TIED, COUNTING, VIEWS], ids=["tied", "counting", "views"])
def test_a_script_computes_the_same_from_the_file_whatever_its_seed(
    text: str, tmp_path: Path
) -> None:
    plain, loading = scripts(text, tmp_path)
    assert "manual_seed(7)" in loading.read_text()
    assert torch.equal(output_of(plain), output_of(loading))


def test_what_is_shared_stands_once_and_its_other_names_in_the_metadata(tmp_path: Path) -> None:
    file = tmp_path / "net.safetensors"
    assert stored(TIED, file) == WeightsStored(1, str(file), tied=True)
    assert {name: tuple(each.shape) for name, each in load_file(file).items()} == {
        "first.weight": (6, 6),
        "first.bias": (6,),
        "lazy.weight": (6, 6),
        "lazy.bias": (6,),
    }
    with safe_open(file, "pt") as opened:
        assert opened.metadata() == {"format": "pt", "last.weight": "first.weight"}


def test_buffers_are_those_from_before_the_forward(tmp_path: Path) -> None:
    file = tmp_path / "net.safetensors"
    assert stored(COUNTING, file).tied is False
    found = load_file(file)
    assert found["count"].item() == found["norm.num_batches_tracked"].item() == 0
    for name in ("norm", "lazy_norm"):
        assert torch.equal(found[f"{name}.running_mean"], torch.zeros(6))
        assert torch.equal(found[f"{name}.running_var"], torch.ones(6))


def test_a_lazy_norm_that_is_the_model_itself_has_seen_nothing_either(tmp_path: Path) -> None:
    file = tmp_path / "net.safetensors"
    assert stored(HEAD + "net = nn.LazyBatchNorm1d()\n", file).error == ""
    assert torch.equal(load_file(file)["running_mean"], torch.zeros(6))


def test_a_model_without_weights_has_an_empty_file(tmp_path: Path) -> None:
    file = tmp_path / "net.safetensors"
    assert stored(HEAD + "net = nn.ReLU()\n", file).error == ""
    assert load_file(file) == {}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("net = nn.Linear(5, 2)\n", "The model does not run: "),
        ("net = nn.Linear(6, 2\n", "The model does not run: "),
        (
            "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
            "        self.idle = nn.LazyLinear(2)\n    def forward(self, X): return X\n"
            "net = Net()\n",
            "`idle.weight` has no shape yet: its module is lazy and is never called.",
        ),
        (
            "class Net(nn.Module):\n    def get_extra_state(self): return {'a': 1}\n"
            "    def forward(self, X): return X\nnet = Net()\n",
            "`_extra_state` is no tensor, and safetensors holds nothing else.",
        ),
        (
            "class Net(nn.Module):\n    def state_dict(self, **_): raise KeyError('x')\n"
            "    def forward(self, X): return X\nnet = Net()\n",
            "state_dict() of the model fails: ",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_stored_is_a_sentence(text: str, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "net.safetensors"
    assert stored(HEAD + text, file).error.startswith(reason)
    assert not file.exists()


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    done = stored(HEAD + "net = nn.Linear(6, 2)\n", tmp_path / "gone" / "net.safetensors")
    assert done.error.startswith("The weights cannot be written: ")
    assert "No such file" in done.error


def test_shapes_alone_are_no_weights(tmp_path: Path) -> None:
    done = stored(HEAD + "net = nn.Linear(6, 2)\n", tmp_path / "net.safetensors", "meta")
    assert done.error == "The model ran on the meta device, which has shapes alone."


def test_the_chapter_s_chimera_is_the_same_as_one_class_and_from_its_file(tmp_path: Path) -> None:
    outputs = []
    for name, class_name in (("chain", ""), ("whole", "Whole")):
        script = exported(example("chimera"), class_name=class_name)
        done = stored(script, tmp_path / f"{name}_loading.safetensors")
        (tmp_path / f"{name}.py").write_text(script)
        loading = with_weights(script, f"{name}_loading.safetensors", done.tied)
        (tmp_path / f"{name}_loading.py").write_text(loading)
        outputs += [output_of(tmp_path / f"{name}.py"), output_of(tmp_path / f"{name}_loading.py")]
    assert all(torch.equal(outputs[0], each) for each in outputs)
