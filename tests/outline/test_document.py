from inspector.outline.classes import classes, members, method, module_classes, parameters
from inspector.outline.document import imported_names, model_assignment, qualified
from inspector.outline.read import get


def model_of(text: str) -> str | None:
    found = model_assignment(get(text))
    return found.target if found else None


def test_the_model_is_model_then_net_then_the_last_module() -> None:
    assert model_of("net = f()\nmodel = g()\nchimera = nn.Sequential()\n") == "model"
    assert model_of("net = f()\nchimera = nn.Sequential()\n") == "net"
    assert model_of("a = nn.ReLU()\nchimera = nn.Sequential()\nX = torch.rand(2)\n") == "chimera"
    assert model_of("class N(nn.Module):\n    pass\nmine = N()\nX = torch.rand(2)\n") == "mine"
    assert model_of("X = torch.rand(2)\n") is None


def test_a_class_is_a_module_by_any_chain_of_bases() -> None:
    text = "class A(nn.Module): pass\nclass B(A): pass\nclass C: pass\nclass D(C, D): pass\n"
    assert [node.name for node in module_classes(get(text))] == ["A", "B"]


def test_constructor_parameters_tell_defaults_and_kinds() -> None:
    text = "class A:\n    def __init__(self, a, b=2, *rest, c, d='x', **more): pass\n"
    found = parameters(method(classes(get(text))["A"], "__init__"))
    assert [(p.name, p.default, p.kind, p.required) for p in found] == [
        ("a", None, "", True),
        ("b", "2", "", False),
        ("rest", None, "*", False),
        ("c", None, "", True),
        ("d", "'x'", "", False),
        ("more", None, "**", False),
    ]


def test_members_are_what_init_assigns_also_under_an_if() -> None:
    text = """\
class A(nn.Module):
    def __init__(self, deep):
        super().__init__()
        self.a = nn.Linear(1, 2)
        if deep:
            self.b: nn.Module = nn.ReLU()
        self.c.d = 3
        self.n += 1
"""
    assert list(members(classes(get(text))["A"])) == ["a", "b"]


def test_names_are_resolved_through_the_imports() -> None:
    imports = imported_names(get("import torch.nn as nn\nfrom torch.nn import functional as F\n"))
    assert qualified("nn.Linear", imports) == "torch.nn.Linear"
    assert qualified("F.relu", imports) == "torch.nn.functional.relu"
    assert qualified("Block", imports) == "Block"
