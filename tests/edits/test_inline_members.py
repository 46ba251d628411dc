"""A class that is no chain, written out among the members and steps of the class around it."""

import textwrap

import pytest

from inspector.edits.edit import EditError
from inspector.edits.inline import InlineClass
from tests.edits.editing import after, at, class_of

HEAD = "from torch import nn\nfrom torch.nn import functional as F\n\n\n"


def file(*parts: str) -> str:
    """A file of classes, each written with the indentation of a test."""
    return HEAD + "\n\n".join(textwrap.dedent(part).strip() + "\n" for part in parts)


def inlined(text: str, piece: str) -> str:
    return after(text, InlineClass(at(text, piece)))


BLOCK = """
    class Block(nn.Module):
        def __init__(self, width, stride=1, downsample=None):
            super().__init__()
            self.conv = nn.Conv2d(width, width, 3, stride)
            self.downsample = downsample
            self.stride = stride

        def forward(self, x):
            identity = x
            out = self.conv(x)
            if self.downsample is not None:
                identity = self.downsample(x)
            out += identity
            return F.relu(out)
"""


def net(made: str, *steps: str) -> str:
    """A class that keeps a block, and calls it in its steps."""
    body = "\n".join(f"        {step}" for step in steps)
    return (
        "class Net(nn.Module):\n    def __init__(self, width=8):\n        super().__init__()\n"
        f"        self.block = {made}\n\n    def forward(self, x):\n{body}\n"
    )


def test_members_and_steps_take_the_place_of_the_class_and_what_is_decided_goes() -> None:
    text = file(BLOCK, net("Block(2 * width)", "x = self.block(x)", "return x.mean()"))
    assert inlined(text, "Block(2 * width)") == file(
        """
        class Net(nn.Module):
            def __init__(self, width=8):
                super().__init__()
                block_width = 2 * width
                self.block_conv = nn.Conv2d(block_width, block_width, 3, 1)

            def forward(self, x):
                identity = x
                out = self.block_conv(x)
                out += identity
                x = F.relu(out)
                return x.mean()
        """
    )


def test_a_module_that_is_given_is_made_first_and_its_branch_is_taken() -> None:
    made = "Block(width, downsample=nn.Conv2d(width, width, 1))"
    text = file(BLOCK, net(made, "return self.block(x)"))
    changed = class_of(inlined(text, made), "Net")
    assert "downsample = nn.Conv2d(width, width, 1)\n        self.block_conv = " in changed
    assert "if " not in changed
    assert "identity = self.block_downsample(x)" in changed
    assert changed.endswith("return F.relu(out)\n")


def test_what_the_code_does_not_decide_stays_a_branch() -> None:
    text = file(BLOCK, net("Block(width, downsample=pick(width))", "return self.block(x)"))
    changed = inlined(text, "Block(width, downsample=pick(width))")
    assert "        if self.block_downsample is not None:\n" in changed


def test_a_class_that_is_used_elsewhere_stays() -> None:
    text = file(BLOCK, net("Block(width)", "return self.block(x)"), "model = Block(3)")
    changed = inlined(text, "Block(width)")
    assert class_of(changed, "Block") == class_of(text, "Block")
    assert changed.endswith("model = Block(3)\n")


def test_a_variable_that_is_still_needed_makes_that_of_the_class_take_its_name() -> None:
    steps = ("out = x + 1", "h = self.block(x)", "return h * out")
    changed = class_of(inlined(file(BLOCK, net("Block(8)", *steps)), "Block(8)"), "Net")
    assert changed.endswith(
        "        out = x + 1\n"
        "        identity = x\n"
        "        block_out = self.block_conv(x)\n"
        "        block_out += identity\n"
        "        h = F.relu(block_out)\n"
        "        return h * out\n"
    )


def test_what_runs_before_the_call_in_its_statement_still_does() -> None:
    changed = inlined(file(BLOCK, net("Block(8)", "return noise(x) + self.block(x)")), "Block(8)")
    assert changed.index("value = noise(x)") < changed.index("identity = x")
    assert changed.endswith("return value + F.relu(out)\n")


def test_an_input_that_is_more_than_a_name_is_computed_once() -> None:
    changed = inlined(file(BLOCK, net("Block(8)", "return self.block(x / 2)")), "Block(8)")
    assert "        x = x / 2\n        identity = x\n        out = self.block_conv(x)\n" in changed


def test_each_call_of_a_shared_block_is_written_out() -> None:
    changed = inlined(file(BLOCK, net("Block(8)", "return self.block(self.block(x))")), "Block(8)")
    assert changed.count("self.block_conv(x)") == 2
    assert "self.block(" not in changed


SEVERAL = """
    class Split(nn.Module):
        expansion = 2

        def __init__(self, width, dropout=0.0, norm=None):
            super().__init__()
            norm = norm or nn.LayerNorm
            self.norm = norm(width * self.expansion)
            self.drop = nn.Dropout(dropout) if dropout > 0 else nn.Identity()
            self.register_buffer("scale", torch.ones(1))

        def halves(self, x):
            first, second = x.chunk(self.expansion, dim=-1)
            return first, second * self.scale

        def forward(self, x):
            first, second = self.halves(self.norm(x))
            return self.drop(first), second
"""


def test_own_methods_constants_buffers_and_several_results_are_written_out_as_well() -> None:
    text = file(SEVERAL, net("Split(4)", "left, right = self.block(x)", "return left - right"))
    assert class_of(inlined(text, "Split(4)"), "Net") == textwrap.dedent(
        """\
        class Net(nn.Module):
            def __init__(self, width=8):
                super().__init__()
                self.block_norm = nn.LayerNorm(4 * 2)
                self.block_drop = nn.Identity()
                self.register_buffer("block_scale", torch.ones(1))

            def forward(self, x):
                first, second = self.block_norm(x).chunk(2, dim=-1)
                first, second = first, second * self.block_scale
                left, right = self.block_drop(first), second
                return left - right
        """
    )


HEIR = """
    class Base(nn.Module):
        def __init__(self, width):
            super().__init__()
            self.first = nn.Linear(width, width)

        def forward(self, x):
            return self.first(x).relu()


    class Heir(Base):
        def __init__(self, width, **more):
            super().__init__(width)
            self.second = nn.Linear(width, 2, **more)

        def forward(self, x):
            return self.second(super().forward(x))
"""


def test_what_is_inherited_and_passed_on_is_written_out_as_well() -> None:
    text = file(HEIR, net("Heir(4, bias=False)", "return self.block(x)"))
    changed = class_of(inlined(text, "Heir(4, bias=False)"), "Net")
    assert "self.block_first = nn.Linear(4, 4)\n" in changed
    assert "self.block_second = nn.Linear(4, 2, bias=False)\n" in changed
    assert "return self.block_second(self.block_first(x).relu())\n" in changed


def test_other_uses_of_its_members_follow() -> None:
    text = file(BLOCK, net("Block(8)", "return self.block(x) + self.block.conv.bias.sum()"))
    assert "+ self.block_conv.bias.sum()" in inlined(text, "Block(8)")


def test_branches_that_all_return_become_branches_that_assign() -> None:
    text = file(
        """
        class Gate(nn.Module):
            def __init__(self):
                super().__init__()
                self.linear = nn.Linear(3, 3)

            def forward(self, x):
                if x.sum() > 0:
                    return self.linear(x)
                return x
        """,
        net("Gate()", "return self.block(x) * 2"),
    )
    assert inlined(text, "Gate()").endswith(
        "        if x.sum() > 0:\n"
        "            result = self.block_linear(x)\n"
        "        else:\n"
        "            result = x\n"
        "        return result * 2\n"
    )


def test_a_dict_that_the_class_around_has_already_is_not_made_again() -> None:
    text = file(
        """
        class Part(nn.Module):
            def __init__(self, device=None):
                super().__init__()
                dd = {"device": device}
                self.a = nn.Linear(3, 3, **dd)
                self.b = nn.Linear(3, 3, **dd)

            def forward(self, x):
                return self.b(x) + self.a(x)


        class Net(nn.Module):
            def __init__(self, device=None):
                dd = {"device": device}
                super().__init__()
                self.part = Part(**dd)

            def forward(self, x):
                return self.part(x)
        """
    )
    changed = inlined(text, "Part(**dd)")
    assert changed.count("dd = ") == 1
    assert "self.part_b = nn.Linear(3, 3, **dd)\n" in changed


REFUSED = [
    ("Block(*sizes)", ("return self.block(x)",), r"is given \*sizes"),
    ("wrap(Block(8))", ("return self.block(x)",), "as a member, as in self.block = Block"),
    ("Block(8)", ("return x",), r"Net never calls self\.block"),
    ("Block(8)", ("return run(self.block, self.block(x))",), "other than by calling it"),
    ("Block(8)", ("return self.block(x) if x.any() else x",), "only sometimes"),
    (
        "Block(8)",
        ("return x", "", "def other(net):", "    net.block = 3"),
        "The file says net.block",
    ),
    (
        "Block(8)",
        ("self.block.downsample = x", "return self.block(x)"),
        "says self.block.downsample",
    ),
    ("Block(8, 1, None, 4)", ("return self.block(x)",), "does not take 4"),
]


@pytest.mark.parametrize(("made", "steps", "reason"), REFUSED)
def test_what_would_be_another_model_is_refused(
    made: str, steps: tuple[str, ...], reason: str
) -> None:
    text = file(BLOCK, net(made, *steps))
    piece = "Block(8)" if "wrap" in made else made
    with pytest.raises(EditError, match=reason):
        inlined(text, piece)


BODIES = [
    ("for _ in range(3):\n    return x", "returns within a loop"),
    ("if x.any():\n    return x", "returns in several places"),
    ("return self.parameters()", "uses self.parameters, which belongs to the module"),
    ("return helper(self, x)", "passes itself on"),
    ("return apply(self.step, x)", "passes its method step on"),
    ("def inner():\n    return x\nreturn inner()", "defines inner within"),
    ("return self.step(x)", "calls itself"),
]


@pytest.mark.parametrize(("forward", "reason"), BODIES)
def test_a_forward_that_is_more_than_its_steps_is_refused(forward: str, reason: str) -> None:
    steps = textwrap.indent(forward, "        ")
    part = (
        "class Part(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.a = nn.Linear(3, 3)\n\n"
        "    def step(self, x):\n        return self.step(x)\n\n"
        f"    def forward(self, x):\n{steps}\n"
    )
    with pytest.raises(EditError, match=reason):
        inlined(file(part, net("Part()", "return self.block(x)")), "Part()")


def test_a_class_that_something_asks_for_is_refused() -> None:
    asks = "def init(m):\n    return isinstance(m, (Block, nn.Linear))"
    text = file(BLOCK, net("Block(8)", "return self.block(x)"), asks)
    with pytest.raises(EditError, match="isinstance"):
        inlined(text, "Block(8)")


def test_a_name_of_the_file_that_means_something_else_there_is_refused() -> None:
    text = file(BLOCK, net("Block(8)", "F = x * 2", "return self.block(F)"))
    with pytest.raises(EditError, match="F, which forward of Block uses, means something else"):
        inlined(text, "Block(8)")
