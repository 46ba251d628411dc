from inspector.edits.bypass import Bypass, Enable, bypassed
from inspector.outline.expressions import expression
from inspector.outline.read import get
from tests.edits.editing import after, at, changed_lines, example


def test_a_bypassed_module_stays_in_its_place_within_an_identity() -> None:
    net = example("net")
    text = after(net, Bypass(at(net, "nn.ReLU()"), "1"))
    assert "nn.Identity(nn.ReLU())" in text
    assert len(changed_lines(net, text)) == 2


def test_enabling_gives_back_the_first_text() -> None:
    net = example("net")
    text = after(net, Bypass(at(net, "nn.ReLU()"), "1"))
    assert after(text, Enable(at(text, "nn.Identity(nn.ReLU())"), "1")) == net


def test_a_file_that_imports_torch_nn_by_name_gets_the_name_it_can_reach() -> None:
    text = "import torch\nmodel = torch.nn.Sequential(torch.nn.ReLU())\n"
    changed = after(text, Bypass(at(text, "torch.nn.ReLU()"), "0"))
    assert "from torch import nn\n" in changed
    assert "nn.Identity(torch.nn.ReLU())" in changed


def test_only_an_identity_around_one_module_counts_as_a_bypass() -> None:
    outline = get("from torch import nn\n")
    assert bypassed(outline, expression("nn.Identity()")) is None
    assert bypassed(outline, expression("nn.Identity(54)")) is None
    assert bypassed(outline, expression("nn.Flatten(nn.ReLU())")) is None
    assert bypassed(outline, expression("nn.Identity(nn.ReLU())")) == expression("nn.ReLU()")
