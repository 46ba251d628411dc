from inspector.outline.classes import classes, method
from inspector.outline.read import get
from inspector.outline.steps import steps
from inspector.resource_files import resource
from tests.outline.drawing import drawn


def drawn_forward(body: str) -> str:
    lines = "\n        ".join(body.splitlines())
    text = f"class A(nn.Module):\n    def forward(self, X):\n        {lines}\n"
    return drawn(steps(method(classes(get(text))["A"], "forward")))


def test_nested_calls_are_steps_from_the_inside_out() -> None:
    assert drawn_forward("return self.out(F.relu(self.hidden(X)))") == (
        "member hidden\nfunction F.relu\nmember out\n"
    )


def test_a_loop_is_a_step_with_steps() -> None:
    text = resource("examples", "fixed_hidden_mlp.py").read_text()
    forward = method(classes(get(text))["FixedHiddenMLP"], "forward")
    assert drawn(steps(forward)) == (
        "member linear\nfunction F.relu\nmember linear\nregion while\n  operator /=\nfunction sum\n"
    )


def test_an_operator_is_a_step_where_it_is_the_whole_statement() -> None:
    assert drawn_forward("X = X + self.f(X)\nreturn X") == "member f\noperator +\n"


def test_names_and_builtins_are_no_steps() -> None:
    assert drawn_forward("n = len(X)\nY = X\nreturn Y") == ""
