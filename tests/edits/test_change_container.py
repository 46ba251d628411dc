"""Containers whose class is changed: what they hold, and how it is laid out, stays."""

import pytest

from inspector.edits.arguments import ChangeType
from inspector.edits.edit import EditError
from tests.edits.editing import after, at, changed_lines

NET = """\
from collections import OrderedDict

from torch import nn


class Residual(nn.Sequential):
    def forward(self, X):
        return X + super().forward(X)


class Parallel(nn.ModuleList):
    def __init__(self, *modules, dim=-1):
        super().__init__(modules)
        self.dim = dim


class Net(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.net = {}
"""


def changed(made: str, type_: str, file: str = NET) -> list[str]:
    text = file.replace("{}", made)
    return changed_lines(text, after(text, ChangeType(at(text, made), type_)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("nn.ModuleList([nn.GELU(), nn.ReLU()])", "nn.Sequential(nn.GELU(), nn.ReLU())"),
        ("nn.ModuleList([nn.ReLU() for _ in 'ab'])", "nn.Sequential(*[nn.ReLU() for _ in 'ab'])"),
        ("nn.ModuleList(layers)", "nn.Sequential(*layers)"),
        ("nn.ModuleList()", "nn.Sequential()"),
        ("nn.ModuleList([nn.ReLU(), *layers])", "nn.Sequential(nn.ReLU(), *layers)"),
        ("nn.ModuleDict({'a': nn.ReLU()})", "nn.Sequential(OrderedDict({'a': nn.ReLU()}))"),
        ("nn.ModuleDict([('a', nn.ReLU())])", "nn.Sequential(OrderedDict([('a', nn.ReLU())]))"),
        ("nn.ModuleDict(OrderedDict(a=nn.ReLU()))", "nn.Sequential(OrderedDict(a=nn.ReLU()))"),
        ("Residual(nn.ReLU(), nn.Tanh())", "nn.Sequential(nn.ReLU(), nn.Tanh())"),
        ("Parallel(nn.ReLU(), nn.Tanh())", "nn.ModuleList([nn.ReLU(), nn.Tanh()])"),
    ],
)  # fmt: skip
def test_the_modules_are_kept_there_and_back(one: str, other: str) -> None:
    for before, now in ((one, other), (other, one)):
        assert changed(before, now.partition("(")[0]) == [
            f"-        self.net = {before}",
            f"+        self.net = {now}",
        ]


ITEMS = """
            nn.Linear(8, 8),
            # then
            nn.ReLU(),  # last
        """


def test_modules_on_lines_of_their_own_keep_these_and_their_comments() -> None:
    assert changed(f"nn.ModuleList([{ITEMS}])", "nn.Sequential") == [
        "-        self.net = nn.ModuleList([",
        "+        self.net = nn.Sequential(",
        "-        ])",
        "+        )",
    ]
    assert changed(f"nn.Sequential({ITEMS})", "nn.ModuleList") == [
        "-        self.net = nn.Sequential(",
        "+        self.net = nn.ModuleList([",
        "-        )",
        "+        ])",
    ]


def test_modules_with_names_keep_their_lines_too() -> None:
    made = "nn.ModuleDict({\n            'a': nn.ReLU(),  # first\n        })"
    assert changed(made, "nn.Sequential") == [
        "-        self.net = nn.ModuleDict({",
        "+        self.net = nn.Sequential(OrderedDict({",
        "-        })",
        "+        }))",
    ]


def test_what_keeps_the_order_of_the_names_is_imported() -> None:
    file = NET.replace("from collections import OrderedDict\n\n", "")
    assert changed("nn.ModuleDict({'a': nn.ReLU()})", "nn.Sequential", file) == [
        "+from collections import OrderedDict",
        "+",
        "-        self.net = nn.ModuleDict({'a': nn.ReLU()})",
        "+        self.net = nn.Sequential(OrderedDict({'a': nn.ReLU()}))",
    ]


def test_other_arguments_stay_where_the_new_class_takes_them() -> None:
    assert changed("Parallel(nn.ReLU(), dim=1)", "Parallel") == []
    assert changed("Parallel(nn.ReLU(), dim=1)", "Residual")[1] == (
        "+        self.net = Residual(nn.ReLU())"
    )


@pytest.mark.parametrize(
    ("made", "type_", "reason"),
    [
        ("nn.Sequential(nn.ReLU())", "nn.ModuleDict", "finds modules by their names"),
        ("nn.ModuleDict({'a': nn.ReLU()})", "nn.ModuleList", "has no names for its modules"),
        ("nn.ModuleDict({'a': nn.ReLU()})", "Parallel", "has no names for its modules"),
        ("nn.Sequential(nn.ReLU())", "nn.Linear", "holds modules, and nn.Linear takes none"),
    ],
)
def test_what_would_lose_modules_or_names_says_so(made: str, type_: str, reason: str) -> None:
    with pytest.raises(EditError, match=reason):
        changed(made, type_)
