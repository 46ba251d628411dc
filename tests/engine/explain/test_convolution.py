from tests.engine.explain.failing import Fixed, sequential


def test_channels_that_do_not_fit() -> None:
    found = sequential("nn.Conv2d(3, 6, 3)", "nn.Conv2d(8, 4, 3)", X="torch.rand(2, 3, 9, 9)")
    assert found.explanation == (
        "`1` (Conv2d) needs 8 channels (in_channels) in dimension 1, got 6 in (2, 6, 7, 7). "
        "The 6 comes from `0` (Conv2d)."
    )
    assert found.fixes == [
        Fixed("set_argument", "nn.Conv2d(8, 4, 3)", "in_channels=6"),
        Fixed("change_type", "nn.Conv2d(8, 4, 3)", "nn.LazyConv2d"),
        Fixed("set_argument", "nn.Conv2d(3, 6, 3)", "out_channels=8"),
    ]


def test_a_missing_channel_dimension() -> None:
    found = sequential("nn.Conv2d(1, 6, 3)", X="torch.rand(2, 28, 28)")
    assert "unsqueeze(1)" in found.failure.hint
    assert found.fixes[0] == Fixed("set_input", "", "torch.rand(2, 1, 28, 28)")


def test_channels_that_come_last() -> None:
    found = sequential("nn.Conv2d(3, 6, 3)", X="torch.rand(2, 28, 28, 3)")
    assert ".movedim(-1, 1)" in found.failure.hint


def test_a_vector_is_no_image() -> None:
    found = sequential("nn.Linear(4, 4)", "nn.Conv2d(1, 6, 3)", X="torch.rand(2, 4)")
    assert found.explanation == (
        "`1` (Conv2d) needs a tensor of shape (batch, 1, height, width), got 2 dimensions in "
        "(2, 4). It comes from `0` (Linear)."
    )


def test_a_kernel_larger_than_what_is_left() -> None:
    found = sequential("nn.Conv2d(1, 6, 5)", "nn.MaxPool2d(4)", "nn.Conv2d(6, 4, 5)",
                       X="torch.rand(2, 1, 16, 16)")  # fmt: skip
    assert found.explanation == (
        "`2` (Conv2d): its kernel (5, 5) is larger than the (3, 3) left in (2, 6, 3, 3)."
    )
    assert found.fixes == [
        Fixed("set_argument", "nn.Conv2d(6, 4, 5)", "padding=2"),
        Fixed("set_argument", "nn.Conv2d(6, 4, 5)", "kernel_size=3"),
    ]


def test_pooling_that_leaves_nothing() -> None:
    found = sequential("nn.MaxPool2d(4)", "nn.MaxPool2d(8)", X="torch.rand(2, 1, 16, 16)")
    assert found.explanation == "`1` (MaxPool2d) would leave nothing of (2, 1, 4, 4)."


def test_a_vector_cannot_be_pooled_as_an_image() -> None:
    found = sequential("nn.Linear(4, 4)", "nn.MaxPool2d(2)", X="torch.rand(2, 4)")
    assert "needs a tensor of shape (batch, channels, height, width)" in found.explanation
