import pytest

from inspector.edits.edit import EditError
from inspector.edits.export import exported, with_weights
from tests.edits.editing import changed_lines, example


def test_a_script_seeds_builds_runs_and_prints() -> None:
    net = example("net")
    assert changed_lines(net, exported(net, seed=3)) == [
        "+torch.manual_seed(3)",
        "+",
        '+if __name__ == "__main__":',
        "+    output = net(X)",
        '+    print("output", tuple(output.shape))',
    ]


def test_several_inputs_and_outputs() -> None:
    text = "import torch\nnet = f()\nX = (torch.rand(1, 2), a)\n"
    script = exported(text, outputs=2)
    assert "output = net(*X)" in script
    assert "for tensor in output:" in script
    assert "output = net(**X)" in exported(text.replace("(torch.rand(1, 2), a)", "{'a': 1}"))


def test_a_dict_is_one_input_where_no_forward_has_parameters_of_these_names() -> None:
    text = (
        "import torch\nfrom torch import nn\n"
        "class Net(nn.Module):\n    def forward(self, batch):\n        return batch['x']\n"
        "net = Net()\n"
    )
    assert "output = net(X)" in exported(text, input_code="{'x': torch.rand(2)}")
    assert "output = net(**X)" in exported(text, input_code="{'batch': torch.rand(2)}")
    spread = text.replace("(self, batch)", "(self, **batch)")
    assert "output = net(**X)" in exported(spread, input_code="{'x': torch.rand(2)}")


def test_an_expression_and_an_assumed_input_become_lines() -> None:
    text = "from torch import nn\nclass A(nn.Module):\n    pass\n"
    script = exported(text, "A()", "torch.rand(2, 3)")
    assert "\nmodel = A()\nX = torch.rand(2, 3)\n" in script
    assert "import torch\n" in script


def test_a_chosen_variable_is_the_model_that_runs() -> None:
    text = "import torch\nmodel = f()\nother = g()\nX = torch.rand(2)\n"
    assert "    output = other(X)\n" in exported(text, "other")


def test_weights_are_loaded_before_the_run_from_beside_the_script() -> None:
    script = exported(example("net"))
    assert changed_lines(script, with_weights(script, "net.safetensors", tied=False)) == [
        "+from pathlib import Path",
        "+from safetensors.torch import load_file",
        '+net.load_state_dict(load_file(Path(__file__).with_name("net.safetensors")))',
    ]
    loading = with_weights(script, "net.safetensors", tied=True)
    assert "    strict=False,\n" in loading


def test_a_file_may_be_called_anything() -> None:
    script = with_weights(exported(example("net")), 'my "é".safetensors', tied=False)
    assert r'with_name("my \"é\".safetensors")' in script


def test_what_is_no_script_has_no_place_to_load_weights() -> None:
    with pytest.raises(EditError, match="does not end with a run"):
        with_weights(example("net"), "net.safetensors", tied=False)


def test_the_seed_of_the_file_is_kept() -> None:
    text = "import torch\ntorch.manual_seed(5)\nnet = f()\nX = torch.rand(2)\n"
    assert exported(text, seed=3).count("manual_seed") == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x = = 1", "not Python"),
        ("from .blocks import Block\nnet = Block()\nX = 1\n", "from the package around it"),
        ("net = f()\n", "has no X"),
        ("X = 1\n", "makes no model"),
    ],
)
def test_what_cannot_run_by_itself_says_why(text: str, sentence: str) -> None:
    with pytest.raises(EditError, match=sentence):
        exported(text)
