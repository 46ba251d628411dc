import pytest

from inspector.catalog.catalog import catalog
from inspector.catalog.starting import divisor, starting_arguments


def dropped(name: str, *shape: int) -> str:
    """What is written for a module dropped where a tensor of the shape flows."""
    entry = catalog().find(name)
    assert entry is not None
    return f"{name}({starting_arguments(entry, shape or None)})"


@pytest.mark.parametrize(
    ("name", "shape", "expected"),
    [
        ("Linear", (2, 20), "Linear(20, 20)"),
        ("Linear", (), "Linear(64, 64)"),
        ("LazyLinear", (2, 20), "LazyLinear(32)"),
        ("Bilinear", (2, 20), "Bilinear(20, 20, 20)"),
        ("Conv2d", (1, 3, 32, 32), "Conv2d(3, 16, kernel_size=3, padding=1)"),
        ("Conv2d", (64, 32, 32), "Conv2d(64, 64, kernel_size=3, padding=1)"),
        ("LazyConv1d", (2, 4, 9), "LazyConv1d(32, kernel_size=3, padding=1)"),
        ("MaxPool2d", (1, 3, 32, 32), "MaxPool2d(2)"),
        ("MaxPool2d", (1, 3, 1, 32), "MaxPool2d(1)"),
        ("AdaptiveAvgPool2d", (1, 3, 32, 32), "AdaptiveAvgPool2d(1)"),
        ("BatchNorm1d", (2, 20), "BatchNorm1d(20)"),
        ("BatchNorm2d", (2, 8, 4, 4), "BatchNorm2d(8)"),
        ("LayerNorm", (2, 7, 20), "LayerNorm(20)"),
        ("GroupNorm", (2, 12, 4, 4), "GroupNorm(4, 12)"),
        ("ReLU", (2, 20), "ReLU()"),
        ("Softmax", (2, 20), "Softmax(dim=-1)"),
        ("Dropout", (2, 20), "Dropout()"),
        ("Flatten", (2, 20), "Flatten()"),
        ("Sequential", (2, 20), "Sequential()"),
        ("Embedding", (2, 20), "Embedding(1000, 64)"),
        ("LSTM", (2, 7, 20), "LSTM(20, 20, batch_first=True)"),
        ("GRUCell", (2, 20), "GRUCell(20, 20)"),
        ("MultiheadAttention", (2, 7, 20), "MultiheadAttention(20, 4, batch_first=True)"),
        (
            "TransformerEncoderLayer",
            (2, 7, 33),
            "TransformerEncoderLayer(d_model=33, nhead=3, batch_first=True)",
        ),
        (
            "TransformerEncoder",
            (2, 7, 16),
            "TransformerEncoder(nn.TransformerEncoderLayer(d_model=16, nhead=8, batch_first=True), "
            "num_layers=2)",
        ),
        ("Unflatten", (2, 20), "Unflatten(-1, (4, 5))"),
        ("ConstantPad2d", (1, 3, 8, 8), "ConstantPad2d(1, 0.0)"),
        ("Upsample", (1, 3, 8, 8), "Upsample(scale_factor=2)"),
        ("CrossEntropyLoss", (2, 20), "CrossEntropyLoss()"),
    ],
)
def test_sizes_follow_what_flows_in(name: str, shape: tuple[int, ...], expected: str) -> None:
    assert dropped(name, *shape) == expected


@pytest.mark.parametrize("shape", [(), (0,), (2, 0), (5,), (1, 1, 1, 1, 1, 1, 1)])
def test_any_shape_gives_arguments(shape: tuple[int, ...]) -> None:
    for entry in catalog().entries:
        if entry.kind == "module":
            text = starting_arguments(entry, shape)
            assert text.count(",") + bool(text) >= sum(each.required for each in entry.parameters)


def test_heads_and_groups_divide() -> None:
    assert [divisor(size) for size in (64, 20, 6, 9, 11, 1)] == [8, 4, 2, 3, 1, 1]
