"""The laws of the lens, on small texts by hand and on the files of an installed package."""

import random
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.outline.emit import Emitter, nodes_of
from inspector.outline.expressions import expression
from inspector.outline.index import Index
from inspector.outline.nodes import Argument, Assign, Call, Class, Function, Outline, code
from inspector.outline.put import put
from inspector.outline.read import OutlineError, get
from inspector.resource_files import resource


def edited(before: str, meant: str) -> str:
    """What becomes of `before` if its outline is exchanged for that of `meant`."""
    written = put(before, get(before), get(meant))
    assert get(written) == get(meant)
    return written


NEST = resource("examples", "nest_mlp.py").read_text()


def test_an_argument_changes_in_its_line_alone() -> None:
    assert edited(NEST, NEST.replace("LazyLinear(16)", "LazyLinear(160)")) == NEST.replace(
        "LazyLinear(16)", "LazyLinear(160)"
    )


def test_comments_beside_and_between_arguments_stay() -> None:
    before = "m = f(\n    a(1),  # one\n    # about b\n    b(2),\n)\n"
    assert edited(before, "m = f(a(1), b(3))") == before.replace("b(2)", "b(3)")
    assert edited(before, "m = f(a(1), b(2), c(3))") == before.replace(
        "b(2),\n", "b(2),\n    c(3),\n"
    )


@pytest.mark.parametrize(
    ("before", "meant", "after"),
    [
        ("m = f(\n    a(1)\n)\n", "m = f()", "m = f()\n"),
        ("m = f(\n    a(1),\n    b(2)\n)\n", "m = f(a(1))", "m = f(\n    a(1)\n)\n"),
        ("m = f(\n    a(1),\n    b(2),\n)\n", "m = f(a(1))", "m = f(\n    a(1),\n)\n"),
        (
            "m = f(\n    [a(\n        1)],\n    b(2))\n",
            "m = f([a(1)])",
            "m = f(\n    [a(\n        1)])\n",
        ),
        (
            "m = f(\n    a(1),  # one\n    b(2))\n",
            "m = f(a(1))",
            "m = f(\n    a(1),  # one\n    )\n",
        ),
    ],
)
def test_an_item_that_goes_leaves_neither_its_line_nor_its_comma(
    before: str, meant: str, after: str
) -> None:
    assert edited(before, meant) == after


def test_a_comment_that_stands_twice_is_not_lost_once() -> None:
    decorated = "@register\n# and\nclass {}:\n    def f(self, x):\n        x = a(x); y = 1\n"
    before = decorated.format("A") + decorated.format("B")
    loop = "x = a(x)\n        for _ in b:\n            x = c(x)\n        y = 1\n"
    meant = decorated.format("A").replace("x = a(x); y = 1\n", loop) + decorated.format("B")
    with pytest.raises(OutlineError, match="laid out in a way that cannot be edited safely"):
        edited(before, meant)


def test_items_that_stand_on_lines_of_their_own_come_and_go_by_line() -> None:
    without = NEST.replace("            nn.LazyLinear(32),\n", "")
    assert edited(NEST, without) == without
    more = NEST.replace("nn.LazyLinear(32),\n", "nn.LazyLinear(32),\n            nn.Flatten(),\n")
    assert edited(NEST, more) == more


def test_a_line_that_grows_too_long_is_spread_one_item_a_line() -> None:
    before = "net = nn.Sequential(nn.LazyLinear(256), nn.ReLU(), nn.LazyLinear(10))\n"
    meant = before.replace("nn.ReLU()", "nn.ReLU(), nn.BatchNorm1d(256)")
    assert edited(before, meant) == (
        "net = nn.Sequential(\n"
        "    nn.LazyLinear(256),\n"
        "    nn.ReLU(),\n"
        "    nn.BatchNorm1d(256),\n"
        "    nn.LazyLinear(10),\n"
        ")\n"
    )


def test_items_that_hang_from_the_bracket_keep_hanging() -> None:
    before = "m = f(a(1),  # one\n      b(2))\n"
    assert edited(before, "m = f(a(1), x(0), b(2), c(3))") == (
        "m = f(a(1),  # one\n      x(0),\n      b(2),\n      c(3))\n"
    )


def test_a_statement_is_inserted_below_the_one_it_follows() -> None:
    before = "def f(x):\n    x = a(x)  # keep\n\n    # about the result\n    return x\n"
    meant = "def f(x):\n    x = a(x)\n    x = b(x)\n    return x\n"
    assert edited(before, meant) == before.replace("# keep\n", "# keep\n    x = b(x)\n")


def test_a_statement_that_another_was_changed_for_stands_right_above_that() -> None:
    before = "def f(X):\n    X = a(X)\n\n    # Then\n    Y = b(c(X))\n\n    return Y\n"
    parted = "def f(X):\n    X = a(X)\n    C = c(X)\n    Y = b(C)\n    return Y\n"
    assert edited(before, parted) == before.replace(
        "    # Then\n    Y = b(c(X))", "    C = c(X)\n    # Then\n    Y = b(C)"
    )
    beside = "def f(X):\n    X = a(X)\n    C = c(X)\n    Y = b(c(X))\n    return Y\n"
    assert edited(before, beside) == before.replace("a(X)\n", "a(X)\n    C = c(X)\n")


def test_a_statement_that_gives_another_name_stays_where_it_is() -> None:
    before = "X = a(X)\n\nX = b(X)\n\nX = c(X)\n"
    outline = get(before)
    first, second, third = outline.body
    assert isinstance(first, Assign)
    assert isinstance(second, Assign)
    one, other = replace(first, target="A"), replace(second, value=expression("b(A)"))
    meant = Outline((one, other, third))
    assert put(before, outline, meant) == "A = a(X)\n\nX = b(A)\n\nX = c(X)\n"


def test_a_new_class_stands_between_two_blank_lines() -> None:
    before = "import torch\n\nmodel = f()\n"
    meant = "import torch\nclass A:\n    pass\nmodel = f()\n"
    assert edited(before, meant) == ("import torch\n\n\nclass A:\n    pass\n\n\nmodel = f()\n")


def test_a_deleted_class_takes_its_blank_lines_along() -> None:
    before = "import torch\n\n\nclass A:\n    pass\n\n\nmodel = f()\n"
    assert edited(before, "import torch\nmodel = f()\n") == "import torch\n\n\nmodel = f()\n"


def test_tabs_are_kept() -> None:
    before = "def f(x):\n\tx = a(x)\n\treturn x\n"
    meant = "def f(x):\n    x = a(x)\n    if x:\n        x = b(x)\n    return x\n"
    assert edited(before, meant) == ("def f(x):\n\tx = a(x)\n\tif x:\n\t\tx = b(x)\n\treturn x\n")


def test_a_moved_statement_keeps_its_text_at_its_new_indentation() -> None:
    before = 'x = f(\n    1,  # one\n    """a\nb""",\n)\nif y:\n    pass\n'
    outline = get(before)
    moved, region = outline.body
    clause = replace(region.clauses[0], body=(moved,))  # type: ignore[union-attr, arg-type]
    after = replace(outline, body=(replace(region, clauses=(clause,)),))  # type: ignore[arg-type]
    assert put(before, outline, after) == (
        'if y:\n    x = f(\n        1,  # one\n        """a\nb""",\n    )\n'
    )


@pytest.mark.parametrize(
    ("before", "meant", "after"),
    [
        ("def f(x): return a(x)\n", "def f(x):\n  return b(x)\n", "def f(x): return b(x)\n"),
        (
            "def f(x): return x\n",
            "def f(x):\n  x = 1\n  return x\n",
            "def f(x):\n    x = 1\n    return x\n",
        ),
        ("a = 1; b = f(2)  # c\n", "a = 1\nb = f(3)\n", "a = 1; b = f(3)  # c\n"),
        ("a = 1; b = 2; c = 3\n", "a = 1\nc = 3\n", "a = 1; c = 3\n"),
        ("a = 1; b = 2; c = 3\n", "b = 2\nc = 3\n", "b = 2; c = 3\n"),
        ("a = 1; c = 3;  # d\n", "a = 1\nb = 2\nc = 3\n", "a = 1; b = 2; c = 3;  # d\n"),
        ("a = 1;\n", "a = 1\nb = 2\n", "a = 1;\nb = 2\n"),
        ("x = f(\n    # none\n)\n", "x = f(1)\n", "x = f(\n    # none\n    1,\n)\n"),
        ("x = f(\n    1,\n    2\n)\n", "x = f(1, g(3))\n", "x = f(\n    1,\n    g(3)\n)\n"),
        ("x = f(*[\n    g(1)  # one\n])\n", "x = g(1)\n", "x = g(1)\n"),
        ("x = (f(1)\n     .g())\n", "x = f(2).g()\n", "x = (f(2).g())\n"),
        ("t = (a,)\n", "t = (b,)\n", "t = (b,)\n"),
        ("é = f(1)\n", "é = f(2)\n", "é = f(2)\n"),
        ("x = f(1)", "x = f(1)\ny = 2\n", "x = f(1)\ny = 2"),
        ("", "x = 1\n", "x = 1\n"),
    ],
)
def test_unusual_layouts_are_written_right(before: str, meant: str, after: str) -> None:
    assert edited(before, meant) == after


def test_a_layout_that_cannot_be_edited_safely_is_refused() -> None:
    with pytest.raises(OutlineError, match="laid out"):
        edited("a = 1; b = f(2)\n", "a = 1\nclass A:\n    pass\nb = f(2)\n")


def library_files() -> list[Path]:
    """Python files that nobody here wrote: those of torch.nn, found without importing torch."""
    spec = find_spec("torch")
    assert spec is not None
    assert spec.origin is not None
    return sorted((Path(spec.origin).parent / "nn" / "modules").glob("*.py"))


@pytest.mark.parametrize("path", library_files(), ids=lambda path: path.name)
def test_a_library_file_written_anew_from_its_outline_means_the_same(path: Path) -> None:
    outline = get(path.read_text())
    assert get(Emitter().block(outline.body, "") + "\n") == outline


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(library_files()), st.integers(0, 2**32))
def test_any_edit_of_a_library_file_reads_back_as_meant(path: Path, seed: int) -> None:
    text = path.read_text()
    if len(text) > 40_000:
        return
    before = get(text)
    after = randomly_edited(before, random.Random(seed))
    try:
        written = put(text, before, after)
    except OutlineError:
        return  # refused: nothing was written
    assert get(written) == after


def randomly_edited(outline: Outline, chance: random.Random) -> Outline:
    """The outline with an argument set, added or removed, or a statement doubled or removed."""
    index = Index(outline)
    nodes = list(nodes_of(outline))
    calls = [node for node in nodes if isinstance(node, Call)]
    bodies = [node for node in nodes if isinstance(node, Function | Class) and len(node.body) > 1]
    if calls and (not bodies or chance.random() < 0.6):
        call = chance.choice(calls)
        arguments = list(call.arguments)
        if arguments and chance.random() < 0.6:
            at = chance.randrange(len(arguments))
            new = [] if chance.random() < 0.5 else [replace(arguments[at], value=code("12345"))]
            arguments[at : at + 1] = new
        else:
            arguments.insert(0, Argument(Call(code("nn.Extra"))))
        return index.replace(call, replace(call, arguments=tuple(arguments)))
    if not bodies:
        return outline
    statement = chance.choice(chance.choice(bodies).body)
    return index.replace(statement, *([] if chance.random() < 0.5 else [statement, statement]))
