import pytest

from inspector.engine.api import trace_file
from inspector.report.model import Report

HEAD = "import torch\nfrom torch import nn\n"


def test_without_an_input_one_is_assumed_and_offered() -> None:
    report = trace_file(HEAD + "net = nn.Sequential(nn.Linear(20, 4))")
    assert report.failure is None
    (note,) = report.problems
    assert (note.severity, note.code) == ("note", "input-assumed")
    assert note.message == (
        "The file has no input X; the model ran on torch.rand(2, 20). "
        "Assumed from in_features of `0`."
    )
    (fix,) = note.fixes
    assert (fix.edit, fix.arguments) == ("set_input", {"code": "torch.rand(2, 20)"})


@pytest.mark.parametrize(
    ("module", "shape"),
    [
        ("nn.LazyLinear(3)", (2, 20)),
        ("nn.Conv2d(5, 2, 3)", (2, 5, 32, 32)),
        ("nn.LazyConv1d(2, 3)", (2, 3, 32)),
        ("nn.BatchNorm1d(7)", (2, 7)),
        ("nn.Embedding(9, 4)", (2, 8)),
        ("nn.LSTM(6, 4)", (8, 2, 6)),
        ("nn.LSTM(6, 4, batch_first=True)", (2, 8, 6)),
        ("nn.GRUCell(6, 4)", (2, 6)),
        ("nn.TransformerEncoderLayer(8, 2)", (8, 2, 8)),
        ("nn.LayerNorm((3, 4))", (2, 3, 4)),
        ("nn.Sequential(nn.ReLU(), nn.Linear(5, 2))", (2, 5)),
    ],
)
def test_the_guess_fits_the_first_module_that_shapes_its_input(
    module: str, shape: tuple[int, ...]
) -> None:
    report = trace_file(HEAD + f"net = {module}")
    assert report.failure is None
    assert report.tensors[report.inputs[0].tensor].shape == shape


def test_where_the_model_tells_nothing_the_note_says_so() -> None:
    text = "class Net(nn.Module):\n    def forward(self, x):\n        return x\nnet = Net()"
    report = trace_file(HEAD + text)
    assert report.failure is None
    (note,) = report.problems
    assert note.message.endswith("ran on torch.rand(2, 20). Nothing in the model tells its shape.")


BROKEN = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(6, 4), nn.Linear(5, 2)
    def forward(self, x):
        return self.b(self.a(x))
net = Net()
"""


def test_a_mistake_inside_the_model_is_reported_as_on_a_given_input() -> None:
    assumed, given = trace_file(HEAD + BROKEN), trace_file(HEAD + BROKEN + "X = torch.rand(2, 6)")
    assert assumed.failure is not None
    assert given.failure is not None
    assert assumed.failure.module == given.failure.module == "b"
    assert assumed.failure.explanation == (
        given.failure.explanation + " The file has no input X; this was tried: torch.rand(2, 6)."
    )
    assert [each.path for each in assumed.modules] == ["", "a", "b"]


def test_what_was_tried_in_vain_is_counted() -> None:
    """No square image has 16 · 7 numbers after the convolution."""
    text = "net = nn.Sequential(nn.Conv2d(3, 16, 3), nn.Flatten(), nn.Linear(112, 2))"
    failure = trace_file(HEAD + text).failure
    assert failure is not None
    assert failure.module == "2"
    assert "this was tried: torch.rand(2, 3, 32, 32)." in failure.explanation
    assert "other inputs that seemed to fit did no better." in failure.explanation


def test_a_forward_without_parameters_needs_no_input() -> None:
    text = (
        "class Net(nn.Module):\n    def forward(self):\n        return torch.ones(1)\nnet = Net()"
    )
    report = trace_file(HEAD + text)
    assert report.failure is None
    assert report.inputs == ()


def given(report: Report) -> list[tuple[str, tuple[int, ...] | None, str]]:
    tensors = [(name.name, report.tensors[name.tensor]) for name in report.inputs]
    return [(name, tensor.shape, tensor.dtype) for name, tensor in tensors]


PAIR = """
class Net(nn.Module):
    def forward(self, a, b=None):
        return a if b is None else b
"""


def test_a_tuple_is_several_inputs_and_a_dict_gives_them_by_name() -> None:
    several = trace_file(HEAD + PAIR + "net = Net()\nX = (torch.rand(2), torch.rand(3))")
    named = trace_file(HEAD + PAIR + "net = Net()\nX = {'b': torch.rand(3), 'a': torch.rand(2)}")
    assert given(several) == given(named) == [("a", (2,), "float32"), ("b", (3,), "float32")]


def test_what_is_asked_for_wins_over_the_text() -> None:
    text = HEAD + PAIR + "net = Net()\nX = torch.rand(9)"
    asked = trace_file(text, inputs=("2,20", "2, 16:int64"))
    assert given(asked) == [("a", (2, 20), "float32"), ("b", (2, 16), "int64")]
    assert given(trace_file(text, inputs=("3,8:bool",))) == [("a", (3, 8), "bool")]


def test_whole_numbers_stay_below_the_embedding() -> None:
    report = trace_file(HEAD + "net = nn.Embedding(3, 4)", inputs=("50,50:int64",))
    assert report.failure is None


@pytest.mark.parametrize(
    ("shape", "words"),
    [("two", "`two` is not the shape of an input."), ("2:int65", "`int65` is not a dtype")],
)
def test_an_input_that_cannot_be_made_is_explained(shape: str, words: str) -> None:
    failure = trace_file(HEAD + "net = nn.ReLU()", inputs=(shape,)).failure
    assert failure is not None
    assert failure.stage == "input"
    assert words in failure.explanation


def test_an_input_that_does_not_fit_into_memory_is_refused() -> None:
    report = trace_file(HEAD + "net = nn.ReLU()", inputs=("1000000,1000000",))
    assert (report.device, report.failure) == ("meta", None)
    assert report.problems[0].message.startswith("torch.rand(1000000, 1000000) would need 4.0 TB;")
