from inspector.edits.shape_comments import with_shapes
from inspector.engine.api import trace_file
from tests.edits.editing import changed_lines, example


def shaped(text: str) -> str:
    report = trace_file(text)
    (own,) = {call.source.file for call in report.calls if call.source is not None}
    return with_shapes(text, report, own)


def test_each_line_of_a_forward_says_what_it_gave() -> None:
    fixed = example("fixed_hidden_mlp")
    assert [line for line in changed_lines(fixed, shaped(fixed)) if line[0] == "+"] == [
        "+        X = self.linear(X)  # 2 × 20",
        "+        X = F.relu(X @ self.rand_weight + 1)  # 2 × 20",
        "+        X = self.linear(X)  # 2 × 20",
        "+        return X.sum()  # scalar",
    ]


def test_a_line_with_a_comment_or_with_differing_shapes_stays_as_it_is() -> None:
    text = (
        "import torch\nfrom torch import nn\n\n\nclass Half(nn.Module):\n"
        "    def forward(self, X):\n"
        "        X = torch.relu(X)  # my own words\n"
        "        return X.chunk(2, dim=-1)[0]\n\n\n"
        "model = nn.Sequential(Half(), Half())\nX = torch.rand(2, 8)\n"
    )
    assert shaped(text) == text


def test_several_tensors_are_told_in_their_order() -> None:
    text = (
        "import torch\nfrom torch import nn\n\n\nclass Net(nn.Module):\n"
        "    def __init__(self):\n        super().__init__()\n"
        "        self.lstm = nn.LSTM(4, 3, batch_first=True)\n\n"
        "    def forward(self, X):\n        out, (h, c) = self.lstm(X)\n"
        "        return out + h.sum()\n\n\nmodel = Net()\nX = torch.rand(2, 5, 4)\n"
    )
    assert "out, (h, c) = self.lstm(X)  # 2 × 5 × 3, 1 × 2 × 3, 1 × 2 × 3\n" in shaped(text)
