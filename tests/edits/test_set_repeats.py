import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.edits.edit import EditError
from inspector.edits.repeats import Repeat, repeat_at
from inspector.edits.scopes import FIRST, Around, Turn
from inspector.edits.set_repeats import SetRepeats
from tests.edits.editing import after, at, changed_lines

BLOCK = "class Block(nn.Module):\n    pass\n\n\n"


def repeat(
    text: str, *modules: tuple[str, str, str], piece: str = "Block(32)", turn: Turn = FIRST
) -> Repeat:
    """What repeats a piece, made within modules given as (class, construction, member)."""
    around = tuple(
        Around(own, at(text, made) if made else None, member) for own, made, member in modules
    )
    found = repeat_at(text, at(text, piece), around, turn)
    assert found is not None
    return found


def changed(text: str, found: Repeat, times: int) -> list[str]:
    """The lines that change when what was found is repeated so often."""
    assert found.count is not None, found.refusal
    return changed_lines(text, after(text, SetRepeats(found.count, times)))


WRITTEN_THERE = [
    ("net = nn.Sequential(*[Block(32) for _ in range(6)])", "range(6)", 6),
    ("net = nn.Sequential(*(Block(32) for _ in range(6)))", "range(6)", 6),
    ("net = nn.ModuleList([Block(32) for i in range(6)])", "range(6)", 6),
    ("net = nn.ModuleList(Block(32) for i in range(6))", "range(6)", 6),
    ('net = nn.ModuleDict({f"b{i}": Block(32) for i in range(6)})', "range(6)", 6),
    ("net = nn.ModuleList([copy.deepcopy(Block(32)) for _ in range(6)])", "range(6)", 6),
    ("net = nn.TransformerEncoder(Block(32), num_layers=6)", "num_layers=6", 6),
    ("net = nn.TransformerEncoder(Block(32), 6)", "num_layers=6", 6),
    ("net = nn.ModuleList([Block(32) for i in range(6) ])  # six", "range(6)", 6),
]


@pytest.mark.parametrize(("line", "expression", "count"), WRITTEN_THERE)
def test_a_number_in_the_expression_itself_is_changed_there(
    line: str, expression: str, count: int
) -> None:
    text = f"{BLOCK}{line}\n"
    found = repeat(text)
    assert found.expression == expression
    assert found.count is not None
    assert (found.count.value, found.count.where) == (count, "")
    assert changed(text, found, 8) == [f"-{line}", f"+{line.replace('6', '8')}"]


IN_LOOPS = [
    "        for i in range(4):\n            layers.append(Block(32))\n",
    "        for _ in range(4):\n            self.layers.append(Block(32))\n",
    '        for i in range(4):\n            self.add_module(f"block{i}", Block(32))\n',
    '        for i in range(4):\n            setattr(self, f"block{i}", Block(32))\n',
    "        for i in range(4):\n            block = Block(32)\n            layers += [block]\n",
]


@pytest.mark.parametrize("lines", IN_LOOPS)
def test_the_head_of_a_loop_is_changed(lines: str) -> None:
    text = f"{BLOCK}class Net(nn.Module):\n    def __init__(self):\n{lines}"
    (head, *_) = lines.splitlines()
    found = repeat(text)
    assert found.expression == "range(4)"
    assert changed(text, found, 7) == [f"-{head}", f"+{head.replace('4', '7')}"]


def test_a_range_that_begins_later_goes_round_less_often() -> None:
    text = f"{BLOCK}net = nn.Sequential(*[Block(32) for i in range(1, 6)])\n"
    found = repeat(text)
    assert found.count is not None
    assert found.count.value == 5
    assert changed(text, found, 3)[1:] == [
        "+net = nn.Sequential(*[Block(32) for i in range(1, 4)])"
    ]


def test_a_number_less_one_is_reckoned_back() -> None:
    text = f"{BLOCK}depth = 6\nnet = nn.Sequential(*[Block(32) for i in range(depth - 1)])\n"
    found = repeat(text)
    assert found.count is not None
    assert (found.count.value, found.count.where) == (5, "the variable depth")
    assert changed(text, found, 7) == ["-depth = 6", "+depth = 8"]


NET = f"""{BLOCK}class Net(nn.Module):
    def __init__(self, width, depth=6, *, bias=True):
        super().__init__()
        self.depth = depth
        self.layers = nn.ModuleList([Block(32) for _ in range(depth)])


"""


def test_an_argument_where_the_model_is_made_comes_before_the_default() -> None:
    text = f"{NET}net = Net(64, depth=3)\n"
    found = repeat(text, ("", "", "0"), ("Net", "Net(64, depth=3)", "layers"))
    assert found.count is not None
    assert (found.count.value, found.count.where) == (3, "depth in Net(…)")
    assert changed(text, found, 5) == ["-net = Net(64, depth=3)", "+net = Net(64, depth=5)"]


def test_a_default_that_nothing_else_depends_on_is_changed() -> None:
    text = f"{NET}net = Net(64)\n"
    found = repeat(text, ("", "", "0"), ("Net", "Net(64)", "layers"))
    assert found.count is not None
    assert found.count.where == "the default of depth in Net"
    assert changed(text, found, 8) == [
        "-    def __init__(self, width, depth=6, *, bias=True):",
        "+    def __init__(self, width, depth=8, *, bias=True):",
    ]


def test_a_default_of_several_models_stays_and_this_one_is_given_its_own() -> None:
    text = f"{NET}old = Net(32)\nnet = Net(64)\n"
    found = repeat(text, ("", "", "0"), ("Net", "Net(64)", "layers"))
    assert found.count is not None
    assert found.count.where == "depth, given where this one is made"
    assert changed(text, found, 8) == ["-net = Net(64)", "+net = Net(64, depth=8)"]


def test_the_arguments_of_one_model_are_not_those_of_another() -> None:
    text = f"{NET}old = Net(32, 2)\nnet = Net(64, 3)\n"
    found = repeat(text, ("", "", "0"), ("Net", "Net(64, 3)", "layers"))
    assert changed(text, found, 4) == ["-net = Net(64, 3)", "+net = Net(64, 4)"]


def test_what_is_kept_in_self_is_followed() -> None:
    text = NET.replace("range(depth)", "range(self.depth)") + "net = Net(64, 3)\n"
    found = repeat(text, ("", "", "0"), ("Net", "Net(64, 3)", "layers"))
    assert changed(text, found, 4) == ["-net = Net(64, 3)", "+net = Net(64, 4)"]


def test_an_argument_is_followed_through_the_classes_around() -> None:
    outer = (
        "class Outer(nn.Module):\n    def __init__(self, n):\n        self.net = Net(1, n)\n\n\n"
    )
    text = f"{NET}{outer}model = Outer(2)\n"
    around = (("", "", "0"), ("Net", "Net(1, n)", "layers"), ("Outer", "Outer(2)", "net"))
    found = repeat(text, *around)
    assert found.count is not None
    assert found.count.where == "n in Outer(…)"
    assert changed(text, found, 9) == ["-model = Outer(2)", "+model = Outer(9)"]


def test_the_constructor_of_a_base_is_followed() -> None:
    sub = "class Deep(Net):\n    def __init__(self):\n        super().__init__(1, depth=24)\n\n\n"
    text = f"{NET}{sub}net = Deep()\n"
    found = repeat(text, ("", "", "0"), ("Deep", "Deep()", "layers"))
    assert changed(text, found, 12) == [
        "-        super().__init__(1, depth=24)",
        "+        super().__init__(1, depth=12)",
    ]


CONFIG = f"""{BLOCK}@dataclass
class Config:
    width: int = 64  # channels
    depth: int = 12  # blocks


class Net(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.layers = nn.ModuleList([Block(32) for _ in range(config.depth)])


"""
CONFIGURED = [
    ("net = Net(Config(depth=3))", ["-net = Net(Config(depth=3))", "+net = Net(Config(depth=5))"]),
    ("net = Net(Config(32, 3))", ["-net = Net(Config(32, 3))", "+net = Net(Config(32, 5))"]),
    ("c = Config(depth=3)\nnet = Net(c)", ["-c = Config(depth=3)", "+c = Config(depth=5)"]),
    ("net = Net(Config())", ["-    depth: int = 12  # blocks", "+    depth: int = 5  # blocks"]),
    (
        "net = Net(config=Config)",
        ["-    depth: int = 12  # blocks", "+    depth: int = 5  # blocks"],
    ),
    (
        "b = Config()\nnet = Net(Config())",
        ["-net = Net(Config())", "+net = Net(Config(depth=5))"],
    ),
    (
        "net = Net(SimpleNamespace(depth=3))",
        ["-net = Net(SimpleNamespace(depth=3))", "+net = Net(SimpleNamespace(depth=5))"],
    ),
]


@pytest.mark.parametrize(("lines", "expected"), CONFIGURED)
@pytest.mark.parametrize("read", ["config.depth", "self.config.depth"])
def test_a_field_of_a_configuration_is_changed_where_it_is_given(
    lines: str, expected: list[str], read: str
) -> None:
    text = f"{CONFIG.replace('range(config.depth)', f'range({read})')}{lines}\n"
    made = lines[lines.index("Net(") :]
    found = repeat(text, ("", "", "0"), ("Net", made, "layers"))
    assert changed(text, found, 5) == expected


def test_a_dict_of_settings_is_followed() -> None:
    text = f'{NET}SETTINGS = {{"width": 8, "depth": 3}}\nnet = Net(**SETTINGS)\n'
    found = repeat(text, ("", "", "0"), ("Net", "Net(**SETTINGS)", "layers"))
    assert changed(text, found, 4)[1:] == ['+SETTINGS = {"width": 8, "depth": 4}']


RESNET = f"""{BLOCK}class ResNet(nn.Module):
    def __init__(self, block, layers):
        super().__init__()
        self.layer1 = self._make_layer(block, 64, layers[0])
        self.layer2 = self._make_layer(block, 128, layers[1], stride=2)
        self.layer3 = self._make_layer(block, 256, blocks=4)

    def _make_layer(self, block, planes, blocks, stride=1):
        layers = [block(planes, stride)]
        for _ in range(1, blocks):
            layers.append(block(planes))
        return nn.Sequential(*layers)


model = ResNet(Block, [2, 3, 4, 5])
"""


@pytest.mark.parametrize(
    ("member", "count", "expected"),
    [
        ("layer1", 1, "model = ResNet(Block, [7, 3, 4, 5])"),
        ("layer2", 2, "model = ResNet(Block, [2, 7, 4, 5])"),
        ("layer3", 3, "        self.layer3 = self._make_layer(block, 256, blocks=7)"),
    ],
)
def test_the_call_of_a_helper_is_known_by_the_member_it_makes(
    member: str, count: int, expected: str
) -> None:
    around = (("", "nn.Sequential(*layers)", "1"), ("ResNet", RESNET.splitlines()[-1][8:], member))
    found = repeat(RESNET, *around, piece="block(planes)")
    assert found.expression == "range(1, blocks)"
    assert found.count is not None
    assert found.count.value == count
    assert changed(RESNET, found, 6)[1:] == [f"+{expected}"]


def test_one_number_of_a_default_tuple_is_changed() -> None:
    text = RESNET.replace("block, layers):", "block, layers=(3, 4, 6, 3)):")
    text = text.replace("ResNet(Block, [2, 3, 4, 5])", "ResNet(Block)")
    around = (("", "", "1"), ("ResNet", "ResNet(Block)", "layer2"))
    assert changed(text, repeat(text, *around, piece="block(planes)"), 5)[1:] == [
        "+    def __init__(self, block, layers=(3, 6, 6, 3)):"
    ]


STAGES = f"""{BLOCK}class Net(nn.Module):
    def __init__(self, depths=[3, 3, 9, 3]):
        super().__init__()
        self.stages = nn.ModuleList()
        for HEAD:
            self.stages.append(nn.Sequential(*[Block(32) for j in range(COUNT)]))


net = Net()
"""


@pytest.mark.parametrize(
    ("head", "count"),
    [
        ("i in range(4)", "depths[i]"),
        ("depth in depths", "depth"),
        ("i, depth in enumerate(depths)", "depth"),
        ("i, depth in enumerate(depths)", "depths[i]"),
        ("width, depth in zip((1, 2, 3, 4), depths)", "depth"),
    ],
)
def test_the_turn_of_a_loop_around_chooses_the_number(head: str, count: str) -> None:
    text = STAGES.replace("HEAD", head).replace("COUNT", count)
    around = (("", "", "4"), ("", "", "2"), ("Net", "Net()", "stages"))
    found = repeat(text, *around, turn=Turn(of_parent=2))
    assert found.count is not None
    assert found.count.value == 9
    assert changed(text, found, 27)[1:] == ["+    def __init__(self, depths=[3, 3, 27, 3]):"]


def test_each_of_several_modules_of_one_class_has_its_own_number() -> None:
    text = (
        f"{BLOCK}class Stage(nn.Module):\n"
        "    def __init__(self, n):\n"
        "        for i in range(n):\n"
        '            self.add_module(f"b{i}", Block(32))\n\n\n'
        "class Net(nn.Module):\n"
        "    def __init__(self, depths):\n"
        "        self.stages = nn.Sequential()\n"
        "        for i, n in enumerate(depths):\n"
        "            self.stages.append(Stage(n))\n\n\n"
        "net = Net((6, 12, 24))\n"
    )
    stage = Around("Stage", at(text, "Stage(n)"), "b0", Turn(in_all=1, in_parent=1))
    around = (stage, Around("", None, "1"), Around("Net", at(text, "Net((6, 12, 24))"), "stages"))
    found = repeat_at(text, at(text, "Block(32)"), around)
    assert found is not None
    assert changed(text, found, 9)[1:] == ["+net = Net((6, 9, 24))"]


CLONES = f"""{BLOCK}def _get_clones(module, N):
    return nn.ModuleList([copy.deepcopy(module) for i in range(N)])


class Encoder(nn.Module):
    def __init__(self, layer, num_layers):
        super().__init__()
        self.layers = _get_clones(layer, num_layers)


"""


@pytest.mark.parametrize(
    "lines",
    ["net = Encoder(Block(32), 6)", "layer = Block(32)\nnet = Encoder(layer, num_layers=6)"],
)
def test_clones_of_one_module_are_counted(lines: str) -> None:
    text = f"{CLONES}{lines}\n"
    made = lines[lines.index("Encoder(") :]
    found = repeat(text, ("", "", "0"), ("Encoder", made, "layers"))
    assert found.expression == "range(N)"
    assert changed(text, found, 9)[1:] == [f"+net = {made.replace('6', '9')}"]


def test_what_a_factory_makes_is_counted_where_the_factory_is_given_its_number() -> None:
    helper = "def repeat(make, count):\n    return nn.Sequential(*[make() for _ in range(count)])\n"
    text = f"{BLOCK}{helper}\n\nnet = nn.Sequential(repeat(lambda: Block(32), 4))\n"
    found = repeat(text)
    assert found.expression == "range(count)"
    assert changed(text, found, 6)[1:] == ["+net = nn.Sequential(repeat(lambda: Block(32), 6))"]


COMPUTED = [
    ("range(len(sizes) - 1)", "The number is computed as “len(sizes)”."),
    ("range(2 * depth)", "The number is computed as “2 * depth”."),
    ("sizes", "It goes round once for each item of “sizes”."),
    ("range(N)", "“N” comes from outside this file."),
    ("range(loop)", "“loop” goes round in circles."),
    ("range(0, 6, 2)", "It goes round once for each item of “range(0, 6, 2)”."),
]


@pytest.mark.parametrize(("iterated", "sentence"), COMPUTED)
def test_what_is_computed_says_so_and_where(iterated: str, sentence: str) -> None:
    line = f"net = nn.Sequential(*[Block(32) for _ in {iterated}])"
    text = f"{BLOCK}sizes = [1, 2]\ndepth = 3\nloop = loop[0]\n{line}\n"
    found = repeat(text)
    assert found.count is None
    assert found.refusal == sentence
    assert found.site == at(text, iterated, which=text.count(iterated) - 1)


def test_of_several_functions_that_make_models_the_one_counts_that_runs() -> None:
    making = (
        "def make(layers):\n    return ResNet(Block, layers)\n\n\n"
        "def small():\n    return make([2, 2])\n\n\n"
        "def large():\n    return make([3, 8])\n\n\n"
        "model = large()\n"
    )
    text = RESNET[: RESNET.index("model = ")] + making
    around = (("", "", "1"), ("ResNet", "ResNet(Block, layers)", "layer2"))
    found = repeat(text, *around, piece="block(planes)")
    assert changed(text, found, 9) == ["-    return make([3, 8])", "+    return make([3, 10])"]


def test_several_calls_of_a_helper_are_not_guessed_among() -> None:
    text = RESNET.replace("self.layer1 = ", "stem = ").replace("self.layer2 = ", "body = ")
    around = (("", "", "1"), ("ResNet", "ResNet(Block, [2, 3, 4, 5])", "features"))
    found = repeat(text, *around, piece="block(planes)")
    assert found.refusal == "3 calls of _make_layer give it “blocks”."


def test_what_runs_once_is_no_repeat() -> None:
    text = f"{BLOCK}net = nn.Sequential(Block(32))\n"
    assert repeat_at(text, at(text, "Block(32)")) is None


def test_the_parts_of_what_is_repeated_are_not_repeated_themselves() -> None:
    text = f"{BLOCK}net = nn.Sequential(*[nn.Sequential(Block(32)) for _ in range(3)])\n"
    inner = Around("", at(text, "nn.Sequential(Block(32))"), "0")
    assert repeat_at(text, at(text, "Block(32)"), (inner,)) is None
    assert repeat(text, piece="nn.Sequential(Block(32))").expression == "range(3)"


@pytest.mark.parametrize("times", [-1, 10_001])
def test_an_absurd_number_is_refused(times: int) -> None:
    text = f"{BLOCK}net = nn.Sequential(*[Block(32) for _ in range(6)])\n"
    with pytest.raises(EditError, match="between 0 and 10,000"):
        changed(text, repeat(text), times)


def test_functions_that_call_each_other_end() -> None:
    text = (
        f"{BLOCK}def grow(n):\n    return [Block(32) for _ in range(n)] + shrink(n)\n\n\n"
        "def shrink(n):\n    return grow(n)\n"
    )
    assert repeat(text).refusal == "No call in this file gives shrink its “n”."


def test_a_function_that_calls_itself_ends() -> None:
    text = f"{BLOCK}def grow(n):\n    grow(n)\n    return [Block(32) for _ in range(n)]\n"
    assert repeat(text).count is None


@given(st.sampled_from(WRITTEN_THERE), st.integers(0, 10_000), st.text("#'é\t ", max_size=6))
def test_only_the_line_of_the_number_changes_and_it_can_be_changed_back(
    idiom: tuple[str, str, int], times: int, comment: str
) -> None:
    line, _, count = idiom
    text = f"{BLOCK}# {comment}\n{line}  # {comment}\nX = 1  # {comment}"
    first = repeat(text).count
    assert first is not None
    now = after(text, SetRepeats(first, times))
    assert len(changed_lines(text, now)) in ((0,) if times == count else (2,))
    second = repeat(now).count
    assert second is not None
    assert second.value == times
    assert after(now, SetRepeats(second, count)) == text
