import pytest

from inspector.edits.edit import EditError
from inspector.edits.extract_steps import ExtractSteps
from inspector.outline.read import get
from tests.edits.editing import after, at, class_of, example

MLP = example("mlp")
HEAD = """\
import torch
from torch import nn
from torch.nn import functional as F


class Net(nn.Module):
    def __init__(self, width, p=0.1):
        super().__init__()
"""
NET = f"""{HEAD}\
        hidden = 4 * width
        self.scale = 0.5
        self.a = nn.Linear(20, hidden)
        self.b = nn.Linear(hidden, width)
        self.out = nn.Linear(width, 10)
        self.w = nn.Parameter(torch.ones(width))

    def forward(self, X, mask=None):
        h = self.a(X)
        h = F.relu(h) * self.scale
        n = h.shape[0]
        k = self.b(h) + self.w
        y = self.out(k)
        return y * n + self.w.sum()


net = Net(8)
X = torch.rand(2, 20)
"""
PIECES = (
    "nn.Linear(20, hidden)", "F.relu(h)", "F.relu(h) * self.scale", "h.shape[0]",
    "nn.Linear(hidden, width)", "self.b(h) + self.w",
)  # fmt: skip


def extract(text: str, *pieces: str, name: str = "Block") -> str:
    return after(text, ExtractSteps(tuple(at(text, piece) for piece in pieces), name))


def net(init: str, forward: str) -> str:
    """A class with these lines in its constructor and its forward."""
    made = "".join(f"        {line}\n" for line in init.splitlines())
    steps = "".join(f"        {line}\n" for line in forward.splitlines())
    return f"{HEAD}{made}\n    def forward(self, X):\n{steps}\n\nnet = Net(8)\n"


AB = "self.a = nn.Linear(20, width)\nself.b = nn.ReLU()"
A, B = "nn.Linear(20, width)", "nn.ReLU()"


def test_steps_become_a_class_of_what_they_read_and_what_is_used_afterwards() -> None:
    text = extract(NET, *PIECES)
    assert (
        class_of(text, "Block")
        == """\
class Block(nn.Module):
    def __init__(self, hidden, width):
        super().__init__()
        self.scale = 0.5
        self.a = nn.Linear(20, hidden)
        self.b = nn.Linear(hidden, width)

    def forward(self, X, w):
        h = self.a(X)
        h = F.relu(h) * self.scale
        n = h.shape[0]
        k = self.b(h) + w
        return n, k
"""
    )
    rest = class_of(text, "Net")
    assert "        hidden = 4 * width\n        self.block = Block(hidden, width)\n" in rest
    assert "        n, k = self.block(X, self.w)\n        y = self.out(k)\n" in rest


def test_the_new_class_stands_right_before_the_old_one() -> None:
    text = extract(NET, *PIECES)
    assert text.index("class Block") < text.index("class Net")
    assert text.startswith("import torch\nfrom torch import nn\n")


def test_a_straight_line_ends_in_a_return_of_its_last_step() -> None:
    text = net(AB, "h = self.a(X)\nh = F.relu(h)\nh = self.b(h)\nreturn h.sum()")
    changed = extract(text, A, "F.relu(h)", B)
    assert class_of(changed, "Block").endswith(
        "        h = self.a(X)\n        h = F.relu(h)\n        return self.b(h)\n"
    )
    assert "        h = self.block(X)\n        return h.sum()\n" in changed


def test_the_inner_part_of_an_expression_is_extracted() -> None:
    changed = extract(MLP, "nn.LazyLinear(256)", "F.relu(self.hidden(X))", name="Head")
    assert class_of(changed, "Head").endswith("        return F.relu(self.hidden(X))\n")
    assert "return self.out(self.head(X))" in changed
    assert "        self.head = Head()\n        self.out" in changed


def test_the_outer_part_of_an_expression_takes_what_the_inner_one_gives() -> None:
    changed = extract(MLP, "nn.LazyLinear(10)", "F.relu(self.hidden(X))", name="Tail")
    assert class_of(changed, "Tail").endswith(
        "    def forward(self, X):\n        return self.out(F.relu(X))\n"
    )
    assert "return self.tail(self.hidden(X))" in changed


def test_steps_that_call_no_module_become_a_class_without_a_constructor() -> None:
    changed = extract(MLP, "F.relu(self.hidden(X))", name="Act")
    assert class_of(changed, "Act").startswith("class Act(nn.Module):\n    def forward(self, X):")
    assert "        self.act = Act()\n\n" in changed


def test_a_whole_loop_goes_along_with_the_value_that_it_may_leave_as_it_was() -> None:
    loop = "for layer in self.layers:\n            X = layer(X)"
    text = net(
        "self.layers = nn.ModuleList([nn.Linear(20, 20)])",
        "for layer in self.layers:\n    X = layer(X)\nreturn X * 2",
    )
    changed = extract(text, loop, name="Stack")
    assert class_of(changed, "Stack").endswith(
        "    def forward(self, X):\n"
        "        for layer in self.layers:\n"
        "            X = layer(X)\n"
        "        return X\n"
    )
    assert "        X = self.stack(X)\n        return X * 2\n" in changed


def test_what_is_bound_in_a_comprehension_is_no_value_of_the_forward() -> None:
    text = net(AB, "h = torch.cat([self.a(x) for x in X])\nx = self.b(h)\nreturn x + h")
    changed = extract(text, "torch.cat([self.a(x) for x in X])", A)
    assert "def forward(self, X):\n        return torch.cat([self.a(x) for x in X])" in changed


def test_the_attributes_of_the_old_constructor_become_arguments_of_the_new() -> None:
    init = "self.width = width\nself.a = nn.Linear(20, self.width)\nself.b = nn.ReLU()"
    text = net(init, "h = self.b(self.a(X))\nreturn h * self.width")
    changed = extract(text, "nn.Linear(20, self.width)", B)
    assert "    def __init__(self, width):\n" in class_of(changed, "Block")
    assert "        self.a = nn.Linear(20, width)\n" in class_of(changed, "Block")
    assert "        self.block = Block(self.width)\n" in changed


def test_a_member_of_another_class_may_have_the_same_name() -> None:
    other = "class Other(nn.Module):\n    def forward(self, X):\n        return self.a(X)\n\n\n"
    text = net(AB, "return self.b(self.a(X))").replace("class Net", f"{other}class Net")
    assert "self.block = Block(width)" in extract(text, A, B)
    heir = text.replace("class Other(nn.Module)", "class Other(Net)").replace(other, "") + other
    with pytest.raises(EditError, match="as well, in Other"):
        extract(heir.replace("Other(nn.Module)", "Other(Net)"), A, B)


def test_comments_go_along_with_their_lines() -> None:
    text = net(
        "self.a = nn.Linear(20, width)  # in\nself.b = nn.ReLU()",
        "h = self.a(X)  # wide\nh = self.b(h)\nreturn h * 2",
    )
    changed = extract(text, A, B)
    assert "        self.a = nn.Linear(20, width)  # in\n" in class_of(changed, "Block")
    assert "        h = self.a(X)  # wide\n" in class_of(changed, "Block")


def test_the_mode_of_a_model_is_that_of_its_parts() -> None:
    text = net(AB, "h = F.dropout(self.a(X), 0.5, self.training)\nreturn self.b(h)")
    changed = extract(text, A, "F.dropout(self.a(X), 0.5, self.training)")
    assert "    def forward(self, X):\n        return F.dropout(" in class_of(changed, "Block")


BETWEEN = net(
    "self.a = nn.Linear(20, width)\nself.c = nn.Linear(20, 4)\nself.b = nn.ReLU()",
    "return self.b(self.a(X)) + self.c(X).sum()",
)


@pytest.mark.parametrize(
    ("text", "pieces", "note"),
    [
        (MLP, ("nn.LazyLinear(256)",), "In a state_dict they are now within “block”."),
        (MLP, ("F.relu(self.hidden(X))",), ""),
        (BETWEEN, (A, B), "c is made before block now: the random numbers"),
    ],
)
def test_what_is_different_afterwards_is_said(
    text: str, pieces: tuple[str, ...], note: str
) -> None:
    edit = ExtractSteps(tuple(at(text, piece) for piece in pieces), "Block")
    assert note in edit.note(get(text))
    assert bool(note) == bool(edit.note(get(text)))


@pytest.mark.parametrize(
    ("text", "pieces", "reason"),
    [
        (NET, ("nn.Linear(20, hidden)", "self.b(h) + self.w"), r"F\.relu comes between them"),
        (MLP, ("nn.LazyLinear(256)", "nn.LazyLinear(10)"), r"F\.relu comes between them"),
        (net(AB, "return torch.add(self.a(X), self.b(X))"), (A, B), "add takes what they give"),
        (net(AB, "h = self.b(X)\nreturn self.a(h) + self.b.x"), (B,), "used elsewhere as well"),
        (net(AB + "\nself.a.bias = None", "return self.a(X)"), (A,), "as well, in __init__"),
        (net(AB, "self.last = self.a(X)\nreturn X"), (A,), r"keeps self\.last for Net"),
        (net(AB, "return self.a(X) + helper(self)"), ("helper(self)",), "Net itself"),
        (net(AB, "return self.twice(self.a(X))"), ("self.twice(self.a(X))", A), "not found"),
        (net(AB, "if X.any():\n    X = self.a(X)\nreturn X"), (A,), "It is within “if”"),
        (net(AB, "if X.any():\n    return X\nreturn self.a(X)"), ("if X.any():", A), "no|middle"),
        (net("if p:\n    self.a = nn.Linear(20, width)", "return self.a(X)"), (A,), "under an"),
        (
            net("self.a = nn.Linear(20, width)\nwidth = 3\nself.b = nn.ReLU()",
                "return self.b(self.a(X))"),
            (A, B),
            "width changes in __init__ between them",
        ),
        (net(AB, "h = [self.a(x) for x in X]\nreturn h"), (A,), "for each item"),
        (net(AB, "h = torch.cat([self.a(x) for x in X])\nreturn h"),
         ("torch.cat([self.a(x) for x in X])",), "for each item"),
        (net(AB, "h = torch.add(X, self.a(X) if p else X)\nreturn h"),
         ("torch.add(X, self.a(X) if p else X)",), "under a condition"),
        (net(AB, "h = self.a(X)\nreturn self.b(X)"), (A,), "Nothing that they compute is used"),
    ],
)  # fmt: skip
def test_what_is_no_piece_is_refused_with_the_reason(
    text: str, pieces: tuple[str, ...], reason: str
) -> None:
    if pieces[0].startswith("if "):
        pieces = ("if X.any():\n            return X", *pieces[1:])
    with pytest.raises(EditError, match=reason):
        extract(text, *pieces)
