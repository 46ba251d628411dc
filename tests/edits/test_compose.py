import pytest

from inspector.edits.cargo import (
    Cargo,
    EndSpot,
    ItemSpot,
    LineSpot,
    RootSpot,
    StepSpot,
    attribute_for,
    module,
)
from inspector.edits.clipboard import Paste
from inspector.edits.code import ReplaceCode
from inspector.edits.compose import Copy, Duplicate, Insert, Move, Remove
from inspector.edits.containers import NEW_CLASS, PARALLEL, RESIDUAL
from inspector.edits.edit import EditError
from inspector.edits.names import RenameMember
from inspector.edits.several import MoveSeveral
from inspector.edits.share import Unshare
from inspector.edits.unwrap import Unwrap
from inspector.outline.expressions import expression
from inspector.outline.read import OutlineError
from tests.edits.editing import EMPTY, after, at, changed_lines, class_of, example

DROPOUT = module("Dropout", "nn.Dropout(0.5)")
GELU = Cargo("gelu", template="F.gelu({x})")


def test_a_module_becomes_an_item_of_a_chain() -> None:
    text = after(EMPTY, Insert(DROPOUT, ItemSpot(at(EMPTY, "nn.Sequential()"), 0)))
    assert changed_lines(EMPTY, text) == [
        "-model = nn.Sequential()",
        "+model = nn.Sequential(nn.Dropout(0.5))",
    ]


def test_a_file_without_a_model_gets_one_with_its_imports_and_an_input() -> None:
    assert after("", Insert(DROPOUT, RootSpot())) == (
        "import torch\n"
        "from torch import nn\n"
        "model = nn.Sequential(nn.Dropout(0.5))\n"
        "X = torch.rand(2, 20)\n"
    )


def test_a_module_in_a_class_is_made_in_init_and_called_in_forward() -> None:
    mlp = example("mlp")
    text = after(mlp, Insert(DROPOUT, StepSpot(at(mlp, "self.hidden(X)"), after=True)))
    assert changed_lines(mlp, text) == [
        "+        self.dropout = nn.Dropout(0.5)",
        "-        return self.out(F.relu(self.hidden(X)))",
        "+        return self.out(F.relu(self.dropout(self.hidden(X))))",
    ]


def test_an_operation_before_a_call_wraps_what_flows_into_it() -> None:
    mlp = example("mlp")
    text = after(mlp, Insert(GELU, StepSpot(at(mlp, "self.hidden(X)"), after=False)))
    assert "return self.out(F.relu(self.hidden(F.gelu(X))))" in text


def test_an_operation_after_a_whole_statement_is_a_statement_of_its_own() -> None:
    fixed = example("fixed_hidden_mlp")
    text = after(fixed, Insert(GELU, StepSpot(at(fixed, "self.linear(X)", 1), after=True)))
    assert changed_lines(fixed, text) == ["+        X = F.gelu(X)"]
    assert text.index("X = F.gelu(X)") > text.index("# The same module again")


SEVERAL = """import torch
from torch import nn

class Reader(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(8, 8)
        self.attention = nn.MultiheadAttention(8, 2)
        self.out = nn.Linear(8, 1)

    def forward(self, X):
        _, (hidden, cell) = self.lstm(X)
        attended, _ = self.attention(X, X, X)
        return self.out(attended + self.lstm(hidden)[0])
"""


@pytest.mark.parametrize(
    ("step", "lines"),
    [
        ("self.lstm(X)", ["+        hidden = F.gelu(hidden)"]),
        ("self.attention(X, X, X)", ["+        attended = F.gelu(attended)"]),
        (
            "self.lstm(hidden)",
            [
                "-        return self.out(attended + self.lstm(hidden)[0])",
                "+        return self.out(attended + F.gelu(self.lstm(hidden)[0]))",
            ],
        ),
    ],
)
def test_after_a_module_that_gives_several_values_stands_what_takes_the_first_that_is_used(
    step: str, lines: list[str]
) -> None:
    text = after(SEVERAL, Insert(GELU, StepSpot(at(SEVERAL, step), after=True)))
    assert changed_lines(SEVERAL, text)[-len(lines) :] == lines


BLOCK = """import torch
from torch import nn

class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.attention = nn.MultiheadAttention(8, 2)
        self.feed = nn.Linear(8, 8)

    def forward(self, X, memory):
        attended, _ = self.attention(X, X, X)
        crossed, _ = self.attention(attended, memory, memory)
        return X + self.feed(attended) + crossed
"""


def test_in_a_line_only_the_step_at_its_end_takes_what_is_put_there() -> None:
    line = LineSpot((at(BLOCK, "X", 4),))
    assert changed_lines(BLOCK, after(BLOCK, Insert(DROPOUT, line))) == [
        "+        self.dropout = nn.Dropout(0.5)",
        "-        return X + self.feed(attended) + crossed",
        "+        return self.dropout(X) + self.feed(attended) + crossed",
    ]


def test_what_a_step_takes_several_times_is_made_once() -> None:
    norm = module("LayerNorm", "nn.LayerNorm(8)")
    before = after(BLOCK, Insert(norm, StepSpot(at(BLOCK, "self.attention(X, X, X)"), False)))
    assert changed_lines(BLOCK, before) == [
        "+        self.norm = nn.LayerNorm(8)",
        "-        attended, _ = self.attention(X, X, X)",
        "+        norm = self.norm(X)",
        "+        attended, _ = self.attention(norm, norm, norm)",
    ]
    line = LineSpot((at(BLOCK, "memory", 1), at(BLOCK, "memory", 2)))
    assert changed_lines(BLOCK, after(BLOCK, Insert(GELU, line)))[-2:] == [
        "+        gelu = F.gelu(memory)",
        "+        crossed, _ = self.attention(attended, gelu, gelu)",
    ]


def test_a_module_moves_into_a_line_but_not_into_its_own() -> None:
    text = after(BLOCK, Insert(DROPOUT, LineSpot((at(BLOCK, "attended", 2),))))
    site = at(text, "nn.Dropout(0.5)")
    moved = after(text, Move(site, LineSpot((at(text, "X", 4),)), "dropout"))
    assert "return self.dropout(X) + self.feed(attended) + crossed" in moved
    with pytest.raises(EditError, match=r"dropout is there already\."):
        after(text, Move(site, LineSpot((at(text, "self.dropout(attended)"),)), "dropout"))


def test_a_loop_does_not_go_into_a_line() -> None:
    loop = Cargo("for", statement="for _ in range(2):\n    {x} = F.relu({x})")
    with pytest.raises(EditError, match=r"for cannot stand in a line; put it before or after"):
        after(BLOCK, Insert(loop, LineSpot((at(BLOCK, "X", 4),))))


def test_an_operation_after_a_loop_and_in_it() -> None:
    fixed = example("fixed_hidden_mlp")
    loop = at(fixed, "while X.abs().sum() > 1:\n            X /= 2")
    behind = after(fixed, Insert(GELU, StepSpot(loop, after=True)))
    assert "            X /= 2\n        X = F.gelu(X)\n        return" in behind
    inside = after(fixed, Insert(GELU, EndSpot("FixedHiddenMLP", loop)))
    assert "            X /= 2\n            X = F.gelu(X)\n        return" in inside


def test_fixed_hidden_mlp_is_composed_part_by_part() -> None:
    text = EMPTY
    chain = at(text, "nn.Sequential()")
    block = module("FixedHiddenMLP", "FixedHiddenMLP()", NEW_CLASS.format(name="FixedHiddenMLP"))
    text = after(text, Insert(block, ItemSpot(chain, 0)))
    end = EndSpot("FixedHiddenMLP")
    constant = expression("torch.rand((20, 20))")
    for cargo in (
        module("LazyLinear", "nn.LazyLinear(20)"),
        Cargo("constant", constant, attribute="rand_weight", is_value=True),
        Cargo("matmul", template="{x} @ self.rand_weight"),
        Cargo("add", template="{x} + 1"),
        Cargo("relu", template="F.relu({x})"),
        Cargo("linear", template="self.linear({x})"),
        Cargo("while", statement="while {x}.abs().sum() > 1:\n    {x} = {x} / 2\n"),
        Cargo("sum", template="{x}.sum()"),
    ):
        text = after(text, Insert(cargo, end))
    assert (
        class_of(text, "FixedHiddenMLP")
        == """\
class FixedHiddenMLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.LazyLinear(20)
        self.rand_weight = torch.rand((20, 20))

    def forward(self, X):
        X = self.linear(X)
        X = X @ self.rand_weight
        X = X + 1
        X = F.relu(X)
        X = self.linear(X)
        while X.abs().sum() > 1:
            X = X / 2
        X = X.sum()
        return X
"""
    )
    assert "from torch.nn import functional as F" in text


def test_a_list_of_modules_brings_the_loop_that_runs_it() -> None:
    text = after(
        EMPTY,
        Insert(module("Block", "Block()", NEW_CLASS.format(name="Block")), RootSpot()),
    )
    loop = "for module in {self}:\n    {x} = module({x})\n"
    cargo = Cargo("ModuleList", expression("nn.ModuleList([])"), attribute="layers", statement=loop)
    text = after(text, Insert(cargo, EndSpot("Block")))
    assert "self.layers = nn.ModuleList([])" in text
    assert "        for module in self.layers:\n            X = module(X)\n        return X" in text


def test_containers_that_torch_lacks_bring_their_class_once() -> None:
    chain = at(EMPTY, "nn.Sequential()")
    text = after(EMPTY, Insert(module("Residual", "Residual()", RESIDUAL), ItemSpot(chain, 0)))
    chain = at(text, "nn.Sequential(Residual())")
    text = after(text, Insert(module("Residual", "Residual()", RESIDUAL), ItemSpot(chain, 1)))
    text = after(
        text,
        Insert(
            module("Parallel", "Parallel()", PARALLEL),
            ItemSpot(at(text, "nn.Sequential(Residual(), Residual())"), 0),
        ),
    )
    assert text.count("class Residual") == 1
    assert text.count("class Parallel") == 1
    assert "nn.Sequential(Parallel(), Residual(), Residual())" in text


@pytest.mark.parametrize(
    ("cargo", "sentence"),
    [
        (GELU, "gelu is an operation; it belongs into the forward"),
        (Cargo("constant", expression("1"), is_value=True), "constant is a value"),
        (Cargo("ModuleList", expression("f()"), statement="pass"), "only keeps modules"),
    ],
)
def test_what_is_no_module_is_refused_by_a_chain(cargo: Cargo, sentence: str) -> None:
    with pytest.raises(EditError, match=sentence):
        after(EMPTY, Insert(cargo, ItemSpot(at(EMPTY, "nn.Sequential()"), 0)))


def test_removing_an_item_takes_its_line() -> None:
    nest = example("nest_mlp")
    text = after(nest, Remove(at(nest, "nn.LazyLinear(32)"), "2"))
    assert changed_lines(nest, text) == ["-            nn.LazyLinear(32),"]


def test_removing_a_member_takes_its_calls_and_lets_their_input_flow_on() -> None:
    mlp = example("mlp")
    text = after(mlp, Remove(at(mlp, "nn.LazyLinear(256)"), "hidden"))
    assert changed_lines(mlp, text) == [
        "-        self.hidden = nn.LazyLinear(256)",
        "-        return self.out(F.relu(self.hidden(X)))",
        "+        return self.out(F.relu(X))",
    ]
    fixed = example("fixed_hidden_mlp")
    text = after(fixed, Remove(at(fixed, "nn.LazyLinear(20)"), "linear"))
    assert "self.linear" not in text


def test_removing_a_step_or_a_loop() -> None:
    mlp = example("mlp")
    assert "return self.out(self.hidden(X))" in after(
        mlp, Remove(at(mlp, "F.relu(self.hidden(X))"), "relu")
    )
    fixed = example("fixed_hidden_mlp")
    loop = "while X.abs().sum() > 1:\n            X /= 2"
    text = after(fixed, Remove(at(fixed, loop), "while"))
    assert "while" not in text
    assert "return X.sum()" in text


def test_the_last_statement_of_a_loop_leaves_a_pass() -> None:
    fixed = example("fixed_hidden_mlp")
    assert "> 1:\n            pass\n" in after(fixed, Remove(at(fixed, "X /= 2"), "/="))


def test_a_member_that_is_used_otherwise_is_not_removed() -> None:
    text = example("modules_in_a_list")
    with pytest.raises(EditError, match=r"also uses self\.layers other than by calling"):
        after(
            text, Remove(at(text, "[nn.LazyLinear(256), nn.ReLU(), nn.LazyLinear(10)]"), "layers")
        )


def test_the_model_itself_is_not_removed() -> None:
    with pytest.raises(EditError, match="the model itself"):
        after(EMPTY, Remove(at(EMPTY, "nn.Sequential()"), "model"))


def test_one_module_of_a_repetition_is_not_removed_alone() -> None:
    text = "from torch import nn\nnet = nn.Sequential(*[nn.ReLU() for _ in range(3)])\n"
    with pytest.raises(EditError, match="makes several modules"):
        after(text, Remove(at(text, "nn.ReLU()"), "0"))


def test_a_module_moves_within_its_chain() -> None:
    net = example("net")
    chain = at(net, "nn.Sequential(nn.LazyLinear(256), nn.ReLU(), nn.LazyLinear(10))")
    text = after(net, Move(at(net, "nn.ReLU()"), ItemSpot(chain, 3), "1"))
    assert "net = nn.Sequential(nn.LazyLinear(256), nn.LazyLinear(10), nn.ReLU())" in text
    text = after(net, Move(at(net, "nn.ReLU()"), ItemSpot(chain, 0), "1"))
    assert "net = nn.Sequential(nn.ReLU(), nn.LazyLinear(256), nn.LazyLinear(10))" in text


def test_a_module_moves_from_a_chain_into_a_class_and_back() -> None:
    nest = example("nest_mlp")
    text = after(nest, Move(at(nest, "nn.ReLU()"), EndSpot("NestMLP"), "1"))
    assert "        self.relu = nn.ReLU()\n" in text
    assert "return self.relu(self.linear(self.net(X)))" in text
    inner = text[text.index("nn.Sequential(") : text.index("        )\n") + len("        )")]
    back = after(text, Move(at(text, "nn.ReLU()", 1), ItemSpot(at(text, inner), 1), "relu"))
    assert back == nest


def test_a_member_moves_within_its_forward() -> None:
    mlp = example("mlp")
    spot = StepSpot(at(mlp, "F.relu(self.hidden(X))"), after=True)
    text = after(mlp, Move(at(mlp, "nn.LazyLinear(256)"), spot, "hidden"))
    assert "return self.out(self.hidden(F.relu(X)))" in text


def test_nothing_moves_into_itself() -> None:
    nest = example("nest_mlp")
    inner = nest[nest.index("nn.Sequential(") : nest.index("        )\n") + len("        )")]
    with pytest.raises(EditError, match="into itself"):
        after(nest, Move(at(nest, inner), ItemSpot(at(nest, inner), 0), "net"))


def test_a_duplicate_stands_right_after_the_first() -> None:
    net = example("net")
    assert "nn.ReLU(), nn.ReLU()" in after(net, Duplicate(at(net, "nn.ReLU()"), "1"))
    mlp = example("mlp")
    text = after(mlp, Duplicate(at(mlp, "nn.LazyLinear(256)"), "hidden"))
    assert "        self.hidden2 = nn.LazyLinear(256)\n" in text
    assert "F.relu(self.hidden2(self.hidden(X)))" in text


def test_a_copy_leaves_the_first_where_it_is() -> None:
    nest = example("nest_mlp")
    text = after(nest, Copy(at(nest, "nn.ReLU()"), EndSpot("NestMLP"), "1"))
    assert text.count("nn.ReLU()") == 3


def test_operators_keep_their_meaning_when_something_is_put_around_them() -> None:
    text = (
        "import torch\nfrom torch import nn\n\n\nclass A(nn.Module):\n"
        "    def __init__(self):\n        super().__init__()\n        self.f = nn.ReLU()\n\n"
        "    def forward(self, X):\n        return X + self.f(X)\n\n\nmodel = A()\n"
    )
    square = Cargo("square", template="{x} ** 2")
    changed = after(text, Insert(square, EndSpot("A")))
    assert "return (X + self.f(X)) ** 2" in changed
    inner = after(text, Insert(square, StepSpot(at(text, "self.f(X)"), after=False)))
    assert "return X + self.f(X ** 2)" in inner


def test_an_operation_of_two_operands_does_not_run_its_input_twice() -> None:
    mlp = example("mlp")
    cat = Cargo("cat", template="torch.cat(({x}, {x}), dim=-1)")
    text = after(mlp, Insert(cat, EndSpot("MLP")))
    assert (
        "        X = self.out(F.relu(self.hidden(X)))\n        return torch.cat((X, X), dim=-1)"
        in text
    )


def test_of_two_lines_that_say_the_same_the_one_that_was_chosen_goes() -> None:
    twice = """\
model = nn.Sequential(
    nn.ReLU(),  # the first
    nn.ReLU(),  # the second
)
"""
    assert changed_lines(twice, after(twice, Remove(at(twice, "nn.ReLU()", 0), "ReLU"))) == [
        "-    nn.ReLU(),  # the first"
    ]
    fixed = example("fixed_hidden_mlp").replace(
        "X = self.linear(X)", "X = self.linear(X)  # first", 1
    )
    assert changed_lines(fixed, after(fixed, Remove(at(fixed, "self.linear(X)", 0), "linear"))) == [
        "-        X = self.linear(X)  # first"
    ]


def test_what_python_takes_only_elsewhere_is_refused() -> None:
    fixed = example("fixed_hidden_mlp")
    spot = StepSpot(at(fixed, "self.linear(X)", 1), after=True)
    with pytest.raises(OutlineError, match="'async with' outside async function"):
        after(fixed, Paste("async with lock:\n    X = 2 * X\n", spot))
    with pytest.raises(OutlineError, match="'await' outside async function"):
        after(fixed, ReplaceCode(at(fixed, "X.sum()"), "await X"))


def test_a_member_that_every_branch_makes_is_not_removed_from_one_of_them() -> None:
    text = """\
class Net(nn.Module):
    def __init__(self, wide):
        super().__init__()
        if wide:
            self.layer = nn.Linear(8, 80)
        else:
            self.layer = nn.Linear(8, 8)

    def forward(self, X):
        return self.layer(X)
"""
    with pytest.raises(EditError, match="is made in 2 places"):
        after(text, Remove(at(text, "nn.Linear(8, 8)"), "layer"))
    with pytest.raises(EditError, match="is made in 2 places"):
        after(text, Unshare(at(text, "self.layer(X)"), "layer"))


def test_a_dict_that_is_filled_before_takes_no_item_beside_it() -> None:
    text = """\
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        layers: OrderedDict[str, nn.Module] = OrderedDict()
        layers["act"] = nn.ReLU()
        self.chain = nn.Sequential(layers)
"""
    spot = ItemSpot(at(text, "nn.Sequential(layers)"), 0)
    with pytest.raises(EditError, match="layers is filled before"):
        after(text, Insert(module("Tanh", "nn.Tanh()"), spot))


MADE_ASIDE = """\
from torch import nn


class Block(nn.Module):
    def __init__(self, shortcut):
        super().__init__()
        self.shortcut = shortcut


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.block = self._make(4)

    def _make(self, width):
        shortcut = nn.Linear(width, width)
        return Block(shortcut)
"""


@pytest.mark.parametrize("made", ["nn.Linear(width, width)", "Block(shortcut)"])
def test_what_a_helper_makes_and_hands_on_is_never_taken_for_a_step(made: str) -> None:
    site = at(MADE_ASIDE, made)
    for edit in (Remove(site, "it"), Duplicate(site, "it")):
        with pytest.raises(EditError, match="_make makes this and hands it on"):
            after(MADE_ASIDE, edit)


def test_what_a_loop_appends_is_several_modules() -> None:
    text = """\
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        layers = []
        for _ in range(3):
            layers.append(nn.ReLU())
        self.net = nn.Sequential(*layers)
"""
    with pytest.raises(EditError, match="makes several modules"):
        after(text, Remove(at(text, "nn.ReLU()"), "0"))


def test_what_a_forward_appends_stays_a_step() -> None:
    text = """\
class Net(nn.Module):
    def forward(self, x):
        found = []
        found.append(self.scale(x))
        return found
"""
    now = after(text, Remove(at(text, "self.scale(x)"), "scale"))
    assert changed_lines(text, now) == [
        "-        found.append(self.scale(x))",
        "+        found.append(x)",
    ]


ORDERED = """\
from collections import OrderedDict

from torch import nn

net = nn.Sequential(
    OrderedDict(
        [
            ("conv", nn.Conv2d(3, 8, 3)),  # stem
            ("act", nn.ReLU()),
        ]
    )
)
net.add_module("last", nn.Tanh())
"""


def test_a_pair_of_an_ordered_dict_is_one_item() -> None:
    relu = at(ORDERED, "nn.ReLU()")
    assert changed_lines(ORDERED, after(ORDERED, Remove(relu, "act"))) == [
        '-            ("act", nn.ReLU()),'
    ]
    assert changed_lines(ORDERED, after(ORDERED, Duplicate(relu, "act"))) == [
        '+            ("act2", nn.ReLU()),'
    ]
    assert changed_lines(ORDERED, after(ORDERED, RenameMember(relu, "relu"))) == [
        '-            ("act", nn.ReLU()),',
        '+            ("relu", nn.ReLU()),',
    ]
    with pytest.raises(EditError, match="There is a “conv” already"):
        after(ORDERED, RenameMember(relu, "conv"))


def test_what_is_added_by_name_is_removed_with_its_statement_but_not_doubled() -> None:
    tanh = at(ORDERED, "nn.Tanh()")
    assert changed_lines(ORDERED, after(ORDERED, Remove(tanh, "last"))) == [
        '-net.add_module("last", nn.Tanh())'
    ]
    with pytest.raises(EditError, match="gives it a name of its own"):
        after(ORDERED, Duplicate(tanh, "last"))


def test_a_chain_with_names_is_not_unwrapped_into_items_without() -> None:
    text = ORDERED.replace("nn.ReLU()", "nn.Sequential(nn.ReLU())")
    now = after(text, Unwrap(at(text, "nn.Sequential(nn.ReLU())")))
    assert now == ORDERED


HEIRS = """\
from torch import nn
from elsewhere import Base


class Net(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.act = nn.ReLU()

    def forward(self, x, mask=None):
        return self.act(x)


class Heir(Net):
    pass


class Stranger(Base):
    pass


class Chain(nn.Sequential):
    def __init__(self):
        super().__init__(nn.ReLU())
"""


def test_what_is_added_to_an_heir_works_on_what_it_inherits() -> None:
    text = after(HEIRS, Insert(DROPOUT, EndSpot("Heir")))
    assert (
        class_of(text, "Heir")
        == """\
class Heir(Net):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.dropout = nn.Dropout(0.5)

    def forward(self, x, mask=None):
        return self.dropout(super().forward(x, mask))
"""
    )
    text = after(HEIRS, Insert(DROPOUT, EndSpot("Stranger")))
    assert "        return self.dropout(super().forward(x))\n" in text
    with pytest.raises(EditError, match="runs what it hands to super"):
        after(HEIRS, Insert(DROPOUT, EndSpot("Chain")))


def test_a_member_is_made_after_the_names_that_it_reads() -> None:
    text = """\
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
        width = 8
        layers = nn.Linear(width, width)
        self.head = nn.Sequential(layers)
        self.last = nn.Tanh()

    def forward(self, x):
        return self.last(self.head(self.conv(x)))
"""
    spot = StepSpot(at(text, "self.conv(x)"), after=True)
    now = after(text, Move(at(text, "nn.Sequential(layers)"), spot, "head"))
    assert now == text  # it flows there already, and cannot be made before its layers
    behind = StepSpot(at(text, "self.last(self.head(self.conv(x)))"), after=True)
    now = after(text, Move(at(text, "nn.Conv2d(3, 8, 3)"), behind, "conv"))
    assert "return self.conv(self.last(self.head(x)))" in now


def test_a_statement_that_only_does_something_moves_as_it_is() -> None:
    text = """\
import torch
import torch.nn.functional as F


class Net(nn.Module):
    def forward(self, x):
        torch._assert(x.dim() == 2, "flat")
        x = F.relu(x)
        return x
"""
    step = StepSpot(at(text, "F.relu(x)"), after=True)
    now = after(text, Move(at(text, 'torch._assert(x.dim() == 2, "flat")'), step, "_assert"))
    assert now.endswith("""\
        x = F.relu(x)
        torch._assert(x.dim() == 2, "flat")
        return x
""")


LISTED = """\
class Head(nn.Sequential):
    def __init__(self):
        layers = [
            nn.Conv2d(3, 8, 3),
            nn.ReLU(),
        ]
        super().__init__(*layers)
"""


def test_modules_in_a_list_by_itself_are_items() -> None:
    relu = at(LISTED, "nn.ReLU()")
    assert changed_lines(LISTED, after(LISTED, Remove(relu, "1"))) == ["-            nn.ReLU(),"]
    assert changed_lines(LISTED, after(LISTED, Duplicate(relu, "1"))) == ["+            nn.ReLU(),"]


def test_a_list_or_dict_is_no_module_that_could_stand_alone() -> None:
    text = "layers = OrderedDict()\nnet = nn.Sequential(layers)\n"
    with pytest.raises(EditError, match="come from elsewhere"):
        after(text, Unwrap(at(text, "nn.Sequential(layers)")))


def test_a_member_that_init_goes_on_to_use_is_not_taken_away() -> None:
    text = """\
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(9, 4)
        self.head = nn.Linear(4, 9)
        self.head.weight = self.embed.weight

    def forward(self, x):
        return self.head(self.embed(x))
"""
    with pytest.raises(EditError, match=r"__init__ also uses self\.embed"):
        after(text, Remove(at(text, "nn.Embedding(9, 4)"), "embed"))


def test_a_name_made_of_a_class_keeps_relu_one_word() -> None:
    assert attribute_for("Conv2dReLU") == "conv2d_relu"
    assert attribute_for("GELU") == "gelu"


BRANCHES = """from torch import nn


class Stem(nn.Module):
    def __init__(self, deep, act):
        super().__init__()
        if act == "relu":
            layer = nn.ReLU
        elif act == "gelu":
            layer = nn.GELU
        else:
            raise ValueError(act)
        self.act = layer()
        if deep:
            width = 8
            self.conv = nn.Conv2d(3, width, 3)
        else:
            self.conv = nn.Conv2d(3, 4, 7)

    def forward(self, X):
        return self.act(self.conv(X))
"""


def test_what_has_a_value_in_one_branch_only_is_not_read_behind_it() -> None:
    with pytest.raises(EditError, match="width has a value only in a branch or loop of __init__"):
        after(BRANCHES, Duplicate(at(BRANCHES, "nn.Conv2d(3, width, 3)"), "conv"))


def test_what_every_branch_that_goes_on_gives_a_value_can_be_read_behind_it() -> None:
    text = after(BRANCHES, Duplicate(at(BRANCHES, "layer()"), "act"))
    assert changed_lines(BRANCHES, text) == [
        "+        self.act2 = layer()",
        "-        return self.act(self.conv(X))",
        "+        return self.act2(self.act(self.conv(X)))",
    ]


def test_a_method_moves_without_parentheses_around_what_it_is_called_of() -> None:
    text = """\
class Net(nn.Module):
    def forward(self, x):
        x = x.relu()
        x = x.mean(0)
        y = x + 1
        return y
"""
    step = StepSpot(at(text, "x.mean(0)"), after=True)
    now = after(text, Move(at(text, "x.relu()"), step, "relu"))
    assert "        x = x.mean(0)\n        x = x.relu()\n" in now
    step = StepSpot(at(text, "x + 1"), after=True)
    now = after(text, Copy(at(text, "x.relu()"), step, "relu"))
    assert "        y = x + 1\n        y = y.relu()\n" in now


SHARED = """\
from torch import nn


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.relu = nn.ReLU()
        self.norm = nn.BatchNorm1d(8)
        self.conv = nn.Linear(8, 8)

    def forward(self, x):
        out = self.conv(x)
        out = self.relu(out)
        out = self.norm(out)
        out += x
        return self.relu(out)
"""


@pytest.mark.parametrize("of_several", [False, True])
def test_of_a_member_that_is_called_twice_one_call_moves(of_several: bool) -> None:
    made, spot = at(SHARED, "nn.ReLU()"), StepSpot(at(SHARED, "self.norm(out)"), after=True)
    edit = MoveSeveral((made,), spot, "relu") if of_several else Move(made, spot, "relu")
    assert after(SHARED, edit) == SHARED.replace(
        "        out = self.relu(out)\n        out = self.norm(out)\n",
        "        out = self.norm(out)\n        out = self.relu(out)\n",
    )
