import pytest

from inspector.edits.edit import EditError
from inspector.edits.methods import AddSelf, CallSuperInit, RegisterBuffer, RenameMethod, ReturnLast
from inspector.outline.put import put
from inspector.outline.read import get

NET = '''\
class Net(nn.Module):
    def __init__(self, width):
        """Make it."""
        # what it scales by
        self.scale = torch.ones( width )  # kept

    def foward(x, y):
        x = x * 2
'''


def edited(edit: CallSuperInit | ReturnLast | RenameMethod | AddSelf | RegisterBuffer) -> str:
    outline = get(NET)
    return put(NET, outline, edit.apply(outline))


def test_the_constructor_of_the_base_is_called_behind_the_docstring() -> None:
    assert edited(CallSuperInit("Net")) == NET.replace(
        '"""Make it."""\n', '"""Make it."""\n        super().__init__()\n'
    )


def test_a_method_gets_another_name_and_self() -> None:
    assert edited(RenameMethod("Net", "foward", "forward")) == NET.replace("foward", "forward")
    assert edited(AddSelf("Net", "foward")) == NET.replace("(x, y)", "(self, x, y)")


def test_a_constant_becomes_a_buffer_and_keeps_its_comment() -> None:
    assert edited(RegisterBuffer("Net", "scale")) == NET.replace(
        "self.scale = torch.ones( width )", 'self.register_buffer("scale", torch.ones( width ))'
    )


@pytest.mark.parametrize(
    ("last", "after"),
    [
        ("y = x * 2", "y = x * 2\n        return y"),
        ("self.out(x)", "return self.out(x)"),
    ],
)
def test_what_the_last_statement_makes_is_returned(last: str, after: str) -> None:
    text = f"class Net(nn.Module):\n    def forward(self, x):\n        {last}\n"
    outline = get(text)
    assert put(text, outline, ReturnLast("Net").apply(outline)) == text.replace(last, after)


@pytest.mark.parametrize(
    "edit",
    [
        ReturnLast("Net"),
        CallSuperInit("Missing"),
        RenameMethod("Net", "foward", "__init__"),
        AddSelf("Net", "__init__"),
        RegisterBuffer("Net", "weight"),
    ],
)
def test_what_does_not_fit_is_refused(edit: ReturnLast | CallSuperInit) -> None:
    with pytest.raises(EditError):
        edited(edit)
