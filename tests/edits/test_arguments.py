import pytest

from inspector.edits.arguments import ArgumentField, ChangeType, SetArgument, argument_fields
from inspector.edits.edit import EditError
from inspector.outline.read import get
from tests.edits.editing import after, at

LINEAR = "from torch import nn\nnet = nn.Linear(20, 10)\n"
SITE = at(LINEAR, "nn.Linear(20, 10)")


def fields(text: str, piece: str) -> dict[str, ArgumentField]:
    return {each.name: each for each in argument_fields(get(text), at(text, piece))}


def test_fields_tell_what_is_required_given_and_default() -> None:
    found = fields(LINEAR, "nn.Linear(20, 10)")
    assert list(found) == ["in_features", "out_features", "bias", "device", "dtype"]
    assert (found["in_features"].required, found["in_features"].given) == (True, "20")
    assert (found["bias"].required, found["bias"].given, found["bias"].default) == (
        False,
        None,
        "True",
    )
    assert (found["in_features"].type, found["bias"].type) == ("int", "bool")


def test_fields_of_a_class_of_the_file_come_from_its_init() -> None:
    text = (
        "from torch import nn\nclass Block(nn.Module):\n"
        "    def __init__(self, width, depth=2, *rest, name='x'): pass\nnet = Block(8, name='y')\n"
    )
    found = fields(text, "Block(8, name='y')")
    assert {name: each.given for name, each in found.items()} == {
        "width": "8",
        "depth": None,
        "name": "'y'",
    }


def test_the_modules_of_a_container_are_no_fields() -> None:
    text = "from torch import nn\nnet = nn.Sequential(nn.ReLU())\n"
    assert fields(text, "nn.Sequential(nn.ReLU())") == {}


def test_a_given_argument_changes_in_its_place() -> None:
    assert "nn.Linear(20, 64)" in after(LINEAR, SetArgument(SITE, "out_features", "64"))


def test_a_new_argument_is_written_by_name_unless_it_is_one_of_the_first() -> None:
    assert "nn.Linear(20, 10, bias=False)" in after(LINEAR, SetArgument(SITE, "bias", "False"))
    short = "from torch import nn\nnet = nn.Linear(20)\n"
    site = at(short, "nn.Linear(20)")
    assert "nn.Linear(20, 10)" in after(short, SetArgument(site, "out_features", "10"))
    assert "nn.Linear(20, bias=a or b)" in after(short, SetArgument(site, "bias", "a or b"))


def test_an_argument_goes_back_to_its_default_by_leaving_it_out() -> None:
    text = "from torch import nn\nnet = nn.Conv2d(3, 8, 3, 2, 1, bias=False)\n"
    site = at(text, "nn.Conv2d(3, 8, 3, 2, 1, bias=False)")
    assert "nn.Conv2d(3, 8, 3, 2, 1)" in after(text, SetArgument(site, "bias", None))
    assert "nn.Conv2d(3, 8, 3, 2, bias=False)" in after(text, SetArgument(site, "padding", None))
    assert "nn.Conv2d(3, 8, 3, 1, 1, bias=False)" in after(text, SetArgument(site, "stride", None))


def test_a_required_argument_cannot_be_left_out() -> None:
    with pytest.raises(EditError, match="in_features is required"):
        after(LINEAR, SetArgument(SITE, "in_features", None))


@pytest.mark.parametrize("text", ["", "1 +", "x = 3", "pass", "f(", "a b"])
def test_what_is_no_expression_is_refused(text: str) -> None:
    with pytest.raises(EditError, match="is not a Python expression"):
        after(LINEAR, SetArgument(SITE, "in_features", text))


def test_names_that_an_argument_needs_are_imported() -> None:
    text = after(LINEAR, SetArgument(SITE, "dtype", "torch.float64"))
    assert text == (
        "import torch\nfrom torch import nn\nnet = nn.Linear(20, 10, dtype=torch.float64)\n"
    )


def test_another_class_keeps_the_arguments_that_it_also_takes() -> None:
    text = "from torch import nn\nnet = nn.Linear(20, 10, bias=False)\n"
    site = at(text, "nn.Linear(20, 10, bias=False)")
    assert "net = nn.LazyLinear(10, bias=False)" in after(text, ChangeType(site, "nn.LazyLinear"))
    assert "net = nn.Identity()" in after(text, ChangeType(site, "nn.Identity"))
    with pytest.raises(EditError, match=r"neither in torch\.nn nor in this file"):
        after(text, ChangeType(site, "nn.Nothing"))


CONFIGURED = """\
from dataclasses import dataclass
from torch import nn


@dataclass
class Config:
    width: int
    depth: int = 12
    names: list = field(default_factory=list)


class Net(nn.Module):
    def __init__(self, config):
        super().__init__()


"""


@pytest.mark.parametrize(
    "lines", ["net = Net(Config(64))\n", "config = Config(width=64)\nnet = Net(config)\n"]
)
def test_the_fields_of_a_configuration_are_those_of_what_it_configures(lines: str) -> None:
    text = CONFIGURED + lines
    made = text[text.index("Net(", text.index("net =")) :].rstrip()
    fields = {each.name: each for each in argument_fields(get(text), at(text, made))}
    assert list(fields) == ["config", "config.width", "config.depth", "config.names"]
    assert (fields["config.width"].given, fields["config.width"].required) == ("64", True)
    assert (fields["config.depth"].given, fields["config.depth"].default) == (None, "12")
    depth = fields["config.depth"]
    assert depth.call is not None
    now = after(text, SetArgument(depth.call, depth.keyword, "6"))
    assert now == text.replace("64)", "64, depth=6)")
