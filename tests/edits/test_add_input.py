"""One more input of a model, by hand."""

import pytest

from inspector.edits.add_input import AddInput
from inspector.edits.edit import EditError
from inspector.resource_files import resource
from tests.edits.editing import after, changed_lines, example


def test_the_forward_takes_one_tensor_more_and_x_holds_it() -> None:
    text = example("mlp")
    two = after(text, AddInput("MLP"))
    assert changed_lines(text, two) == [
        "-    def forward(self, X):",
        "+    def forward(self, X, X2):",
        "-X = torch.rand(2, 20)",
        "+X = (torch.rand(2, 20), torch.rand(2, 20))",
    ]
    three = after(two, AddInput("MLP"))
    assert "def forward(self, X, X2, X3):" in three
    assert three.endswith("X = (torch.rand(2, 20), torch.rand(2, 20), torch.rand(2, 20))\n")


def test_it_stands_before_the_arguments_that_may_be_left_out() -> None:
    text = example("mlp").replace("forward(self, X)", "forward(self, X: object, mask=None)")
    now = after(text, AddInput("MLP"))
    assert "def forward(self, X: object, X2, mask=None):" in now


def test_a_forward_that_another_class_calls_is_left_alone() -> None:
    gan = resource("templates", "gan.py").read_text(encoding="utf-8")
    with pytest.raises(EditError, match="GAN calls it too"):
        after(gan, AddInput("Generator"))
