from tests.engine.explain.failing import Fixed, sequential


def test_features_that_do_not_fit() -> None:
    found = sequential("nn.Conv2d(1, 6, 5)", "nn.BatchNorm2d(8)", X="torch.rand(2, 1, 16, 16)")
    assert "needs 8 features (num_features) in dimension 1, got 6" in found.explanation
    assert found.fixes[0] == Fixed("set_argument", "nn.BatchNorm2d(8)", "num_features=6")
    assert found.fixes[-1] == Fixed("set_argument", "nn.Conv2d(1, 6, 5)", "out_channels=8")


def test_batch_norm_for_the_wrong_number_of_dimensions() -> None:
    found = sequential("nn.Conv2d(1, 6, 5)", "nn.BatchNorm1d(6)", X="torch.rand(2, 1, 16, 16)")
    assert found.fixes == [Fixed("change_type", "nn.BatchNorm1d(6)", "nn.BatchNorm2d")]


def test_a_batch_of_one_in_training() -> None:
    found = sequential("nn.Linear(20, 4)", "nn.BatchNorm1d(4)", X="torch.rand(1, 20)")
    assert "normalizes over the batch while training" in found.explanation
    assert found.fixes == [Fixed("set_input", "", "torch.rand(2, 20)")]
    assert "model.eval()" in found.failure.hint


def test_layer_norm_of_another_width() -> None:
    found = sequential("nn.Linear(20, 4)", "nn.LayerNorm(5)", X="torch.rand(2, 20)")
    assert found.fixes == [
        Fixed("set_argument", "nn.LayerNorm(5)", "normalized_shape=4"),
        Fixed("set_argument", "nn.Linear(20, 4)", "out_features=5"),
    ]


def test_group_norm_of_other_channels() -> None:
    found = sequential("nn.GroupNorm(2, 8)", X="torch.rand(2, 6, 4)")
    assert "needs 8 channels (num_channels) in dimension 1, got 6" in found.explanation
