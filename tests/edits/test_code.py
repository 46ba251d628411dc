import pytest

from inspector.edits.code import AddImport, RegisterModules, ReplaceCode, SetHead, WrapCode
from inspector.edits.edit import EditError
from inspector.edits.fixes import edit_of
from inspector.report.model import Fix
from tests.edits.editing import after, at, changed_lines, example


def test_modules_in_a_plain_list_are_registered() -> None:
    text = example("modules_in_a_list")
    assert changed_lines(text, after(text, RegisterModules(at(text, "nn.ReLU()")))) == [
        "-        self.layers = [nn.LazyLinear(256), nn.ReLU(), nn.LazyLinear(10)]",
        "+        self.layers = nn.ModuleList([nn.LazyLinear(256), nn.ReLU(), nn.LazyLinear(10)])",
    ]


def test_modules_appended_to_a_list_are_registered_where_it_is_made() -> None:
    text = (
        "from torch import nn\nclass A(nn.Module):\n    def __init__(self):\n"
        "        super().__init__()\n        self.layers = []\n        for _ in range(3):\n"
        "            self.layers.append(nn.ReLU())\n"
    )
    changed = after(text, RegisterModules(at(text, "nn.ReLU()")))
    assert changed_lines(text, changed) == [
        "-        self.layers = []",
        "+        self.layers = nn.ModuleList([])",
    ]


def test_a_dict_of_modules_becomes_a_module_dict() -> None:
    text = (
        "from torch import nn\nclass A(nn.Module):\n    def __init__(self):\n"
        "        self.parts = {'a': nn.ReLU()}\n"
    )
    assert "nn.ModuleDict({'a': nn.ReLU()})" in after(text, RegisterModules(at(text, "nn.ReLU()")))


def test_an_expression_and_an_assignment_are_replaced() -> None:
    fixed = example("fixed_hidden_mlp")
    site = at(fixed, "F.relu(X @ self.rand_weight + 1)")
    assert "X = torch.tanh(X)" in after(fixed, ReplaceCode(site, "torch.tanh(X)"))
    assert "X /= 4" in after(fixed, ReplaceCode(at(fixed, "X /= 2"), "X /= 4"))
    with pytest.raises(EditError, match="not a Python expression"):
        after(fixed, ReplaceCode(site, "torch.tanh("))


def test_a_part_that_is_no_step_of_its_own_is_replaced() -> None:
    text = "def f(x, é):\n    return é['a'] * g(x['b']) + x['c'] * 2\n"
    for old, new in (("é['a']", "é[0]"), ("x['b']", "x[1]"), ("x['c']", "(x + 1)")):
        assert after(text, ReplaceCode(at(text, old), new)) == text.replace(old, new)
    with pytest.raises(EditError, match="changed since"):
        after(text, ReplaceCode(at(text, "f(x, é)"), "g"))


def test_the_head_of_a_loop_is_changed_but_not_its_kind() -> None:
    fixed = example("fixed_hidden_mlp")
    loop = at(fixed, "while X.abs().sum() > 1:\n            X /= 2")
    assert "while X.sum() > 9:\n" in after(fixed, SetHead(loop, "while X.sum() > 9:"))
    with pytest.raises(EditError, match="must begin with “while”"):
        after(fixed, SetHead(loop, "for x in y"))
    with pytest.raises(EditError, match="does not begin a loop"):
        after(fixed, SetHead(loop, "while"))


def test_a_function_is_applied_and_its_import_added() -> None:
    net = example("net")
    assert "F.relu(nn.ReLU())" in after(net, WrapCode(at(net, "nn.ReLU()"), "F.relu"))
    text = after("x = 1\n", AddImport("from torch.nn import functional as F"))
    assert text == "from torch.nn import functional as F\nx = 1\n"
    assert after(text, AddImport("from torch.nn import functional as F")) == text


def test_a_fix_inserts_before_a_module_in_a_chain_or_in_a_forward() -> None:
    net = example("net")
    site = list(at(net, "nn.LazyLinear(10)"))
    fix = Fix("Flatten", "insert_before", {"site": site, "call": None, "code": "nn.Flatten()"})
    assert "nn.ReLU(), nn.Flatten(), nn.LazyLinear(10)" in after(net, edit_of(fix))
    mlp = example("mlp")
    site = list(at(mlp, "nn.LazyLinear(10)"))
    call = list(at(mlp, "self.out(F.relu(self.hidden(X)))"))
    fix = Fix("Flatten", "insert_before", {"site": site, "call": call, "code": "nn.Flatten()"})
    assert "return self.out(self.flatten(F.relu(self.hidden(X))))" in after(mlp, edit_of(fix))


@pytest.mark.parametrize(
    "fix",
    [
        Fix("?", "unheard_of", {}),
        Fix("?", "set_argument", {"site": [1, 2]}),
        Fix("?", "set_argument", {"name": "x"}),
    ],
)
def test_a_fix_that_lacks_something_is_refused(fix: Fix) -> None:
    with pytest.raises(EditError):
        edit_of(fix)
