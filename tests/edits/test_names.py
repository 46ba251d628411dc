import pytest

from inspector.edits.cargo import Cargo, EndSpot
from inspector.edits.compose import Insert
from inspector.edits.edit import EditError
from inspector.edits.names import RenameClass, RenameMember, RenameVariable
from inspector.outline.expressions import expression
from tests.edits.editing import after, at, changed_lines, example


def test_a_member_is_renamed_with_all_its_uses() -> None:
    fixed = example("fixed_hidden_mlp")
    text = after(fixed, RenameMember(at(fixed, "nn.LazyLinear(20)"), "dense"))
    assert changed_lines(fixed, text) == [
        "-        self.linear = nn.LazyLinear(20)",
        "+        self.dense = nn.LazyLinear(20)",
        "-        X = self.linear(X)",
        "+        X = self.dense(X)",
        "-        X = self.linear(X)",
        "+        X = self.dense(X)",
    ]


def test_a_constant_is_renamed_inside_operators() -> None:
    fixed = example("fixed_hidden_mlp")
    text = after(fixed, RenameMember(at(fixed, "torch.rand((20, 20))"), "mix"))
    assert "X @ self.mix + 1" in text
    assert "rand_weight" not in text


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "A name is needed"),
        ("1st", "no name in Python"),
        ("a b", "no name in Python"),
        ("class", "a word of Python"),
        ("forward", "every module has already"),
        ("training", "every module has already"),
        ("_x", "every module has already"),
        ("rand_weight", "has an attribute “rand_weight” already"),
    ],
)
def test_names_that_would_break_the_class_are_refused(name: str, sentence: str) -> None:
    fixed = example("fixed_hidden_mlp")
    with pytest.raises(EditError, match=sentence):
        after(fixed, RenameMember(at(fixed, "nn.LazyLinear(20)"), name))


@pytest.mark.parametrize(
    "holds",
    [
        "self.first, self.taken = 1, 2",
        "self.taken = self.other = nn.ReLU()",
        "self.add_module('taken', nn.ReLU())",
        "self.register_buffer(name='taken', tensor=None)",
        "print(self.taken)",
    ],
)
def test_a_name_that_is_taken_in_any_way_is_not_given_twice(holds: str) -> None:
    text = f"""\
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.act = nn.ReLU()
        {holds}

    def forward(self, X):
        return self.act(X)


class Heir(Net):
    pass
"""
    with pytest.raises(EditError, match="has an attribute “taken” already"):
        after(text, RenameMember(at(text, "nn.ReLU()"), "taken"))
    new = Cargo("Tanh", expression("nn.Tanh()"), attribute="taken")
    assert "        self.taken2 = nn.Tanh()\n" in after(text, Insert(new, EndSpot("Net")))
    assert "        self.taken2 = nn.Tanh()\n" in after(text, Insert(new, EndSpot("Heir")))


def test_children_of_a_chain_have_no_names_of_their_own() -> None:
    net = example("net")
    with pytest.raises(EditError, match="named by their position"):
        after(net, RenameMember(at(net, "nn.ReLU()"), "act"))


def test_the_key_of_a_module_dict_is_renamed() -> None:
    text = 'from torch import nn\nnet = nn.ModuleDict({"a": nn.ReLU(), "b": nn.ReLU()})\n'
    site = at(text, "nn.ReLU()")
    assert '{"act": nn.ReLU(), "b": nn.ReLU()}' in after(text, RenameMember(site, "act"))
    with pytest.raises(EditError, match="a “b” already"):
        after(text, RenameMember(site, "b"))


def test_a_class_is_renamed_with_all_its_uses_but_not_in_strings() -> None:
    text = example("nest_mlp").replace(
        "net = NestMLP()", 'net = NestMLP()  # NestMLP\ns = "NestMLP"'
    )
    renamed = after(text, RenameClass("NestMLP", "Deep"))
    assert "class Deep(nn.Module):" in renamed
    assert "net = Deep()  # NestMLP" in renamed
    assert 's = "NestMLP"' in renamed
    with pytest.raises(EditError, match="has a “nn” already"):
        after(text, RenameClass("NestMLP", "nn"))


def test_the_variable_of_the_model_is_renamed() -> None:
    net = example("net")
    assert changed_lines(net, after(net, RenameVariable("net", "model")))[1].startswith("+model = ")


def test_a_rename_reaches_the_fields_of_f_strings_and_classes_that_inherit() -> None:
    text = (
        "class A(nn.Module):\n"
        "    def __init__(self):\n"
        "        self.dim = 8\n"
        "    def check(self, X):\n"
        '        raise ValueError(f"self.dim is {self.dim!r:>{self.dim}}, {{self.dim}}")\n'
        "class B(A):\n"
        "    def forward(self, X):\n"
        "        return g(X, 'self.dim',  # it's self.dim\n"
        "                 self.dim + 1)\n"
    )
    renamed = after(text, RenameMember(at(text, "8"), "width"))
    assert 'f"self.dim is {self.width!r:>{self.width}}, {{self.dim}}")' in renamed
    assert "g(X, 'self.dim',  # it's self.dim\n                 self.width + 1)" in renamed
