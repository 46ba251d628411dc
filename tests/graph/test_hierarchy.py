"""The tree of the chapter's models as text: before anything ran, live, and after a failure."""

from functools import cache
from pathlib import Path

from inspector.engine.api import trace_file
from inspector.graph.hierarchy import hierarchy
from inspector.graph.rows import Row, Rows
from inspector.outline.read import get
from inspector.report.model import Report
from inspector.report.place import Place
from inspector.resource_files import resource
from inspector.source.lines import Lines

FILE = "<model>"


def drawn(rows: Rows) -> str:
    """One line a row: name, class, output and parameters; below it what is in it."""

    def lines(row: Row, indent: str) -> list[str]:
        facts = [row.name, row.type, row.output]
        if row.kind == "module" and row.parameters is not None:
            facts.append(f"{row.parameters}")
        facts += [f"!{row.severity}"] if row.severity else []
        text = indent + " ".join(fact for fact in facts if fact)
        return [text, *(x for each in rows.children(row.key) for x in lines(each, indent + "  "))]

    return "\n".join(lines(rows.root, "")) + "\n" if rows.root else ""


def static(text: str) -> Rows:
    return hierarchy(get(text), None, FILE)


@cache
def report(text: str) -> Report:
    return trace_file(text)


def live(text: str) -> Rows:
    return hierarchy(get(text), report(text), FILE)


def example(name: str) -> str:
    return Path(resource("examples", f"{name}.py")).read_text(encoding="utf-8")


def test_the_tree_stands_before_anything_ran() -> None:
    assert (
        drawn(static(example("chimera")))
        == """\
chimera Sequential
  0 NestMLP
    net Sequential
      0 LazyLinear
      1 ReLU
      2 LazyLinear
      3 ReLU
    linear LazyLinear
  1 LazyLinear
  2 FixedHiddenMLP
    rand_weight constant
    linear LazyLinear
    relu F.relu
    linear call 2
    while
      /=
    sum sum
"""
    )


def test_running_adds_shapes_and_parameters() -> None:
    # LazyLinear(64) on 20 features: 20 * 64 + 64 = 1344; then 64 * 32 + 32 = 2080;
    # 32 * 16 + 16 = 528; 16 * 20 + 20 = 340; 20 * 20 + 20 = 420.
    rows = live(example("chimera"))
    assert (
        drawn(rows).split("    while × ")[0]
        == """\
chimera Sequential scalar 4712
  0 NestMLP 2 × 16 3952
    net Sequential 2 × 32 3424
      0 LazyLinear 2 × 64 1344
      1 ReLU 2 × 64 0
      2 LazyLinear 2 × 32 2080
      3 ReLU 2 × 32 0
    linear LazyLinear 2 × 16 528
  1 LazyLinear 2 × 20 340
  2 FixedHiddenMLP scalar 420
    rand_weight constant 20 × 20
    linear LazyLinear 2 × 20 420
    relu F.relu 2 × 20
    linear call 2 2 × 20
"""
    )


def test_modules_added_in_a_loop_are_rows_at_the_code_that_made_them() -> None:
    text = example("my_sequential")
    rows = live(text)
    assert (
        drawn(rows)
        == """\
net MySequential 2 × 10 7946
  0 LazyLinear 2 × 256 5376
  1 ReLU 2 × 256 0
  2 LazyLinear 2 × 10 2570
"""
    )
    lines = Lines(text)
    sites = [lines.slice(row.site) for row in rows if row.site]
    assert sites[1:] == ["nn.LazyLinear(256)", "nn.ReLU()", "nn.LazyLinear(10)"]


def test_children_handed_to_the_constructor_of_sequential_are_rows_of_their_class() -> None:
    text = """\
import torch
from torch import nn


class Head(nn.Sequential):
    def __init__(self, width):
        layers = [nn.Linear(20, width), nn.ReLU()]
        super().__init__(*layers)
        self.scale = nn.Parameter(torch.ones(3))


net = Head(8)
X = torch.rand(2, 20)
"""
    # 20 * 8 + 8 = 168, and 3 of the class's own.
    rows = live(text)
    assert (
        drawn(rows)
        == """\
net Head 2 × 8 171
  0 Linear 2 × 8 168
  1 ReLU 2 × 8 0
  scale parameter 3
"""
    )
    assert drawn(static(text)).count("Linear") == 1
    holder = rows.root and rows.root.container
    assert holder is not None
    assert Lines(text).slice(holder) == "[nn.Linear(20, width), nn.ReLU()]"


def test_modules_in_a_plain_list_are_shown_but_not_counted() -> None:
    assert (
        drawn(live(example("modules_in_a_list")))
        == """\
net ListSequential 2 × 10 0 !warning
  for × 3
    layer layer 2 × 10
  layers[0] LazyLinear 2 × 256 5376
  layers[1] ReLU 2 × 256 0
  layers[2] LazyLinear 2 × 10 2570
"""
    )


def test_modules_given_to_a_constructor_are_rows_where_forward_uses_them() -> None:
    assert (
        drawn(live(example("parallel")))
        == """\
net Parallel 2 × 24 504
  net1 Sequential 2 × 16 336
    0 LazyLinear 2 × 16 336
    1 ReLU 2 × 16 0
  net2 LazyLinear 2 × 8 168
  cat torch.cat 2 × 24
"""
    )


def test_a_factory_shows_all_that_it_made_and_how_many_share_the_line() -> None:
    rows = live(example("repeated_blocks"))
    blocks = [row for row in rows if row.type == "Block"]
    assert [(row.key, row.parameters, row.instances) for row in blocks] == [
        (f"/1/{n}", 32 * 32 + 32, 4) for n in range(4)
    ]
    assert rows.root is not None
    assert rows.root.parameters == 20 * 32 + 32 + 4 * 1056 + 32 * 10 + 10


BROKEN = """\
import torch
from torch import nn

net = nn.Sequential(nn.Linear(20, 8), nn.ReLU(), nn.Linear(9, 4), nn.Linear(4, 2))
X = torch.rand(2, 20)
"""


def test_after_a_failure_everything_upstream_keeps_its_shape_and_the_rest_its_place() -> None:
    assert (
        drawn(live(BROKEN))
        == """\
net Sequential 290
  0 Linear 2 × 8 168
  1 ReLU 2 × 8 0
  2 Linear 40 !error
  3 Linear 10
""".replace("290", str(168 + 40 + 10))
    )


DECIDING = """\
import torch
from torch import nn


class Net(nn.Module):
    def forward(self, x):
        if x.sum() > 100:
            x = x.relu()
        for _ in range(3):
            if x.sum() < 10:
                x = x * 2
        return x


model = Net()
X = torch.full((1, 4), 1.0)
"""


def test_an_if_tells_whether_its_condition_held() -> None:
    # The sum is 4: not over 100; then below 10 at 4 and at 8, and no longer at 16.
    rows = [row for row in live(DECIDING) if row.name == "if"]
    assert [row.output for row in rows] == ["False", "True × 2, False × 1"]


def test_a_failing_constructor_marks_its_row() -> None:
    text = BROKEN.replace("nn.ReLU()", "nn.ReLU(inplace=1, wrong=2)")
    marked = [row.name for row in live(text) if row.severity == "error"]
    assert marked == ["1"]


def test_a_class_that_holds_itself_ends() -> None:
    text = (
        "from torch import nn\nclass A(nn.Module):\n    def __init__(self):\n"
        "        self.a = A()\n    def forward(self, X):\n        return self.a(X)\nmodel = A()\n"
    )
    assert drawn(static(text)) == "model A\n  a A\n"


def test_a_thousand_levels_are_no_deeper_than_the_stack() -> None:
    depth = 60  # Python's own parser ends soon after
    text = "model = " + "nn.Sequential(" * depth + ")" * depth + "\nfrom torch import nn\n"
    assert len(static(text)) == depth


def test_a_place_finds_its_row_and_a_span_the_innermost() -> None:
    text = example("nest_mlp")
    rows = live(text)
    row = rows.at(Place("net.2"))
    assert row is not None
    assert row.arguments == "32"
    lines = Lines(text)
    start = text.index("64")
    inner = rows.at_span(lines.span(start, start + 2))
    assert inner is not None
    assert inner.place == Place("net.0")


def test_an_expression_chosen_by_the_user_is_the_root() -> None:
    text = example("mlp").replace("net = MLP()\n", "")
    found = hierarchy(get(text), trace_file(text, "MLP()"), FILE, "MLP()")
    assert drawn(found).splitlines()[0].startswith("MLP() MLP 2 × 10")


MADE_IN_CODE = """\
import torch
from torch import nn


def block(width):
    return nn.Linear(8, width)


class Net(nn.Module):
    def __init__(self, kind):
        super().__init__()
        self.added = nn.Sequential()
        for _ in range(2):
            self.added.append(nn.Tanh())
        self.mapped = nn.Sequential(*map(lambda width: nn.Linear(8, width), (8, 8)))
        self.alike = nn.Sequential(block(8), block(8))
        match kind:
            case "relu":
                self.act = nn.ReLU()

    def forward(self, X):
        return self.act(self.alike(self.mapped(self.added(X))))


net = Net("relu")
X = torch.rand(2, 8)
"""


def test_what_loops_and_functions_add_is_shown_and_told_from_a_helper_called_twice() -> None:
    rows = [row for row in live(MADE_IN_CODE) if row.kind == "module"]
    assert [(row.place.path, row.repeats, row.site and row.site.line) for row in rows] == [
        ("", 1, 25),
        ("added", 1, 12),
        ("added.0", 2, 14),
        ("added.1", 2, 14),
        ("mapped", 1, 15),
        ("mapped.0", 2, 15),
        ("mapped.1", 2, 15),
        ("alike", 1, 16),
        ("alike.0", 1, 6),
        ("alike.1", 1, 6),
        ("act", 1, None),
    ]
    (act,) = (row for row in rows if row.name == "act")
    assert act.origin is not None
    assert act.origin.line == 19  # code in a match is not taken apart


def test_a_chosen_class_is_shown_before_it_ran() -> None:
    text = "class Net(nn.Module):\n    def __init__(self):\n        self.out = nn.Linear(2, 3)\n"
    text = f"from torch import nn\n{text}    def forward(self, x):\n        return self.out(x)\n"
    rows = hierarchy(get(text), None, "file.py", "Net()")
    assert [(row.name, row.type) for row in rows] == [("Net()", "Net"), ("out", "Linear")]
    assert rows.root is not None
    assert rows.root.site is None
