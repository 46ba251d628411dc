import pytest

from inspector.edits.edit import EditError
from inspector.edits.write_out import WriteOut, with_value
from tests.edits.editing import after, at


def written(text: str, piece: str) -> str:
    """The text with the repetition around the first `piece` written out."""
    return after(text, WriteOut(at(text, piece)))


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (
            "net = nn.Sequential(a, *[nn.Linear(8, 8) for _ in range(2)], b)",
            "net = nn.Sequential(a, nn.Linear(8, 8), nn.Linear(8, 8), b)",
        ),
        (
            "net = nn.Sequential(*(nn.Linear(8, i) for i in range(1, 3)))",
            "net = nn.Sequential(nn.Linear(8, 1), nn.Linear(8, 2))",
        ),
        (
            "net = nn.ModuleList([nn.Linear(8, 8 * i) for i in range(2)])  # two",
            "net = nn.ModuleList([nn.Linear(8, 8 * 0), nn.Linear(8, 8 * 1)])  # two",
        ),
        (
            "net = nn.ModuleList(nn.Linear(8, 8) for i in range(2))",
            "net = nn.ModuleList([nn.Linear(8, 8), nn.Linear(8, 8)])",
        ),
    ],
)
def test_a_comprehension_becomes_its_items(before: str, expected: str) -> None:
    assert written(f"{before}\nX = 1\n", before[before.index("nn.L") : before.index(" for")]) == (
        f"{expected}\nX = 1\n"
    )


def test_a_loop_becomes_its_turns() -> None:
    text = (
        "class Net(nn.Module):\n"
        "    def __init__(self):\n"
        "        for i in range(3):\n"
        '            self.add_module(f"block{i}", nn.Linear(8, i))\n'
        "        self.i = 0\n"
    )
    assert written(text, "nn.Linear(8, i)") == (
        "class Net(nn.Module):\n"
        "    def __init__(self):\n"
        '        self.add_module("block0", nn.Linear(8, 0))\n'
        '        self.add_module("block1", nn.Linear(8, 1))\n'
        '        self.add_module("block2", nn.Linear(8, 2))\n'
        "        self.i = 0\n"
    )


@pytest.mark.parametrize(
    ("clauses", "reason"),
    [
        ("for _ in range(n)", "holds no plain number"),
        ("for size in sizes", "holds no plain number"),
        ("for i in range(3) if i", "holds no plain number"),
        ("for _ in range(65)", "too many"),
    ],
)
def test_what_has_no_plain_number_is_not_written_out(clauses: str, reason: str) -> None:
    with pytest.raises(EditError, match=reason):
        written(f"net = nn.Sequential(*[nn.ReLU() {clauses}])\n", "nn.ReLU()")


def test_what_stands_there_once_is_no_repetition() -> None:
    with pytest.raises(EditError, match="stands there once"):
        written("net = nn.Sequential(nn.ReLU())\n", "nn.ReLU()")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("f(i, i=i, x=o.i, y='i')", "f(7, i=7, x=o.i, y='i')"),
        ('f"a{i}b"', '"a7b"'),
        ('f"{i:02d}{j}"', 'f"{7:02d}{j}"'),
        ("é + i", "é + 7"),
    ],
)
def test_only_the_name_itself_is_replaced(code: str, expected: str) -> None:
    assert with_value(code, "i", 7) == expected
