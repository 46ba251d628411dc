import pytest

from inspector.outline.nodes import (
    Assign,
    Call,
    Class,
    Code,
    Comprehension,
    Dict,
    Display,
    Function,
    Other,
    Region,
    Return,
)
from inspector.outline.read import OutlineError, get
from inspector.source.span import Span
from tests.outline.drawing import calls


def test_a_call_is_taken_apart_into_function_and_arguments() -> None:
    (node,) = get("net = nn.Linear(20, out_features=10, *rest, **more)\n").body
    assert isinstance(node, Assign)
    assert isinstance(node.value, Call)
    assert (node.target, node.value.name) == ("net", "nn.Linear")
    assert [(a.keyword, a.star, a.value) for a in node.value.arguments] == [
        (None, "", Code(("20",))),
        ("out_features", "", Code(("10",))),
        (None, "*", Code(("rest",))),
        (None, "**", Code(("more",))),
    ]


def test_operators_stay_text_around_the_calls_in_them() -> None:
    (node,) = get("return_value = F.relu(X @ self.w + 1) * 2\n").body
    assert isinstance(node, Assign)
    assert isinstance(node.value, Code)
    assert node.value.pieces == ("", " * 2")
    (relu,) = node.value.holes
    assert isinstance(relu, Call)
    assert relu.arguments[0].value == Code(("X @ self.w + 1",))


def test_every_call_knows_its_place_in_bytes() -> None:
    text = "é = f(g(1), h(x)[2].k())\n"
    assert calls(get(text), text) == ["f(g(1), h(x)[2].k())", "g(1)", "h(x)", "h(x)[2].k()"]
    (node,) = get(text).body
    assert isinstance(node, Assign)
    assert node.value.span == Span(1, 5, 1, 25)


def test_brackets_of_every_kind_keep_their_items() -> None:
    (node,) = get("f([a(), *b], (c(), d), {'k': e()}, [g(i) for i in range(3)])\n").body
    (call,) = [n for n in [getattr(node, "value", None)] if isinstance(n, Call)]
    kinds = [type(argument.value) for argument in call.arguments]
    assert kinds == [Display, Display, Dict, Comprehension]


def test_a_tuple_without_parentheses_of_its_own_is_text() -> None:
    (node,) = get("def f():\n    return (a), g(b)\n").body
    assert isinstance(node, Function)
    (returned,) = node.body
    assert isinstance(returned, Return)
    assert isinstance(returned.value, Code)
    assert returned.value.pieces == ("(a), ", "")


def test_regions_hold_their_clauses_and_blocks() -> None:
    text = """\
try:
    a = f(1)
except (E) as e:  # a colon: here
    pass
finally:
    b = 2
if x: y()
elif z:
    pass
else:
    w()
"""
    attempt, choice = get(text).body
    assert isinstance(attempt, Region)
    assert isinstance(choice, Region)
    assert [c.header.text for c in attempt.clauses] == ["try", "except (E) as e", "finally"]
    assert [c.header.text for c in choice.clauses] == ["if x", "elif z", "else"]
    assert (attempt.kind, choice.kind) == ("try", "if")


def test_headers_and_decorators_are_kept_as_written() -> None:
    text = (
        "@a\n@b(1)\nclass N( nn.Module ):  # c\n    def f(self, x: int = 3, *, y) -> T: return x\n"
    )
    (node,) = get(text).body
    assert isinstance(node, Class)
    assert (node.header, node.decorators) == ("class N( nn.Module )", ("a", "b(1)"))
    assert node.span is not None
    assert node.span.line == 1
    (f,) = node.body
    assert isinstance(f, Function)
    assert f.header == "def f(self, x: int = 3, *, y) -> T"


def test_what_is_not_taken_apart_keeps_its_calls() -> None:
    text = "a = b = f(1)\nassert g(2)\nmatch h(3):\n    case _: pass\n"
    outline = get(text)
    assert all(isinstance(node, Other) for node in outline.body)
    assert calls(outline, text) == ["f(1)", "g(2)"]


@pytest.mark.parametrize(
    ("text", "line"),
    [("x = = 1\n", 1), ("def f(:\n", 1), ("a = 1\nprint 'x'\n", 2), ("x = (\n", 1)],
)
def test_a_syntax_error_names_its_line(text: str, line: int) -> None:
    with pytest.raises(OutlineError) as caught:
        get(text)
    assert caught.value.span is not None
    assert caught.value.span.line == line


@pytest.mark.parametrize("text", ["(" * 5000, "x = " + "~" * 50_000 + "1", "a" + ".a()" * 5000])
def test_hostile_nesting_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(OutlineError, match=r"nested|parser|parenthes"):
        get(text)


@pytest.mark.parametrize("line", ["%matplotlib inline", "  !pip install timm"])
def test_a_line_for_notebooks_says_what_to_do(line: str) -> None:
    with pytest.raises(OutlineError, match="put # before it"):
        get(f"import torch\n{line}\n")
