import pytest

from inspector.edits.completion import complete
from inspector.outline.read import get
from tests.edits.editing import example


def suggested(text: str, before: str = "") -> list[str]:
    """What is suggested at the end of a text, whose outline is that of the text before it."""
    return [
        each.text for each in complete(before + text, len(before + text), get(before)).suggestions
    ]


IMPORTS = "import torch\nfrom torch import nn\nfrom torch.nn import functional as F\n"


def test_the_modules_of_torch_come_after_nn_and_a_dot() -> None:
    found = suggested("model = nn.LayerN", IMPORTS)
    assert found == ["LayerNorm"]
    everything = suggested("nn.", IMPORTS)
    assert {"Linear", "Conv2d", "MultiheadAttention"} <= set(everything)
    assert everything == sorted(everything, key=str.lower)


def test_functions_come_after_the_name_that_the_file_gives_them() -> None:
    assert "relu" in suggested("F.re", IMPORTS)
    assert "relu" not in suggested("nn.re", IMPORTS)
    assert "softmax" in suggested("fun.softm", "from torch.nn import functional as fun\n")


def test_case_does_not_matter_and_what_is_complete_is_not_suggested() -> None:
    assert "Linear" in suggested("nn.lin", IMPORTS)
    assert "Linear" not in suggested("nn.Linear", IMPORTS)


def test_the_arguments_of_a_call_that_are_not_given_yet() -> None:
    assert suggested("nn.Dropout(", IMPORTS)[:2] == ["p=", "inplace="]
    assert suggested("nn.Dropout(p=0.5, inp", IMPORTS) == ["inplace="]
    assert "p=" not in suggested("nn.Sequential(nn.Dropout(0.5), ", IMPORTS)


def test_the_arguments_of_a_class_of_the_file() -> None:
    before = "class Block(nn.Module):\n    def __init__(self, width, depth=2):\n        pass\n"
    completion = complete(before + "Block(", len(before) + 6, get(before))
    assert [(each.text, each.detail) for each in completion.suggestions[:2]] == [
        ("width=", "required"),
        ("depth=", "default 2"),
    ]


def test_the_members_of_the_class_come_after_self() -> None:
    mlp = example("mlp")
    end = mlp.index("self.hidden(X)") + len("self.")
    found = complete(mlp, end, get(mlp))
    assert [each.text for each in found.suggestions] == ["hidden", "out", "forward"]
    assert found.start == end


def test_names_of_the_file_come_for_a_word() -> None:
    assert suggested("fo", "def fold(x):\n    return x\nforty = 40\n") == ["fold", "forty", "for"]


FORWARD = """\
class Net(nn.Module):
    def forward(self, tokens: Tensor, mask=None):
        batch, length = tokens.shape
        for layer in self.layers:
            total = 3
            """


def test_the_variables_of_the_function_come_before_other_names() -> None:
    assert suggested(f"{FORWARD}to") == ["tokens", "total"]
    assert suggested(f"{FORWARD}la") == ["layer", "lambda"]
    assert suggested(f"{FORWARD}le") == ["length", "len"]


def test_the_methods_of_tensors_come_after_a_variable_of_the_forward() -> None:
    assert suggested(f"{FORWARD}tokens.transp") == ["transpose"]
    assert suggested(f"{FORWARD}unknown.transp") == []


def test_variables_of_another_function_are_not_suggested() -> None:
    text = "def first(alpha):\n    return alpha\n\n\ndef second(beta):\n    alp"
    assert suggested(text) == []


@pytest.mark.parametrize("text", ["# nn.Li", "'nn.Li", 'x = "a" + "nn.Li'])
def test_comments_and_strings_are_left_alone(text: str) -> None:
    assert suggested(text, IMPORTS) == []


def test_what_is_replaced_begins_after_the_last_dot() -> None:
    assert complete("nn.Lin", 6, get("from torch import nn\n")).start == 3
