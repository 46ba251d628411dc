from tests.engine.explain.failing import Fixed, network, sequential


def test_two_linears_that_do_not_fit() -> None:
    found = sequential(
        "nn.Linear(20, 20)", "nn.ReLU()", "nn.Linear(256, 10)", X="torch.rand(2, 20)"
    )
    assert found.explanation == (
        "`2` (Linear) needs a last dimension of 256 (in_features), got 20 in (2, 20). "
        "The 20 comes from `0` (Linear)."
    )
    assert (found.failure.module, found.at) == ("2", "nn.Linear(256, 10)")
    assert found.fixes == [
        Fixed("set_argument", "nn.Linear(256, 10)", "in_features=20"),
        Fixed("change_type", "nn.Linear(256, 10)", "nn.LazyLinear"),
        Fixed("set_argument", "nn.Linear(20, 20)", "out_features=256"),
    ]
    assert found.failure.hint.startswith("Set in_features=20 in `2` (Linear); or use nn.LazyLinear")


def test_the_input_itself_does_not_fit() -> None:
    found = sequential("nn.Linear(256, 10)", X="torch.rand(2, 20)")
    assert found.explanation.endswith("The 20 comes from the input X.")
    assert found.fixes[-1] == Fixed("set_input", "", "torch.rand(2, 256)")


def test_images_are_flattened_first() -> None:
    found = sequential("nn.Conv2d(1, 6, 5)", "nn.Linear(864, 10)", X="torch.rand(2, 1, 16, 16)")
    assert "needs a last dimension of 864" in found.explanation
    assert found.fixes == [Fixed("insert_before", "nn.Linear(864, 10)", "nn.Flatten()")]
    assert found.failure.hint == "Flattened, (2, 6, 12, 12) becomes (2, 864): 6 × 12 × 12 = 864."


def test_in_a_forward_of_ones_own_the_call_is_named_too() -> None:
    found = network(
        ["self.conv = nn.Conv2d(1, 6, 5)", "self.head = nn.Linear(400, 10)"],
        ["return self.head(self.conv(x))"],
        "torch.rand(2, 1, 16, 16)",
    )
    assert found.at == "self.head(self.conv(x))"
    assert found.fixes[0] == Fixed(
        "insert_before",
        "nn.Linear(400, 10) called by self.head(self.conv(x))",
        "nn.Flatten()",
    )
    assert found.failure.hint.endswith("6 × 12 × 12 = 864, so in_features must be 864 then.")


def test_a_lazy_module_that_is_shared_cannot_change_its_mind() -> None:
    found = network(
        ["self.linear = nn.LazyLinear(30)"],
        ["return self.linear(self.linear(x))"],
        "torch.rand(2, 20)",
    )
    assert (
        "`linear` (Linear) needs a last dimension of 20 (in_features), got 30" in found.explanation
    )
    assert found.fixes == [Fixed("set_argument", "nn.LazyLinear(30)", "out_features=20")]


def test_a_swapped_matrix_is_recognized() -> None:
    assert "swapped" in sequential("nn.Linear(5, 2)", X="torch.rand(5, 3)").failure.hint


def test_bilinear_says_which_of_its_inputs() -> None:
    found = network(
        ["self.both = nn.Bilinear(20, 7, 3)"], ["return self.both(x, x)"], "torch.rand(2, 20)"
    )
    assert "needs a last dimension of 7 (in2_features) in input 2, got 20" in found.explanation
    assert found.fixes[0] == Fixed("set_argument", "nn.Bilinear(20, 7, 3)", "in2_features=20")
