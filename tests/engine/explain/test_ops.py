from tests.engine.explain.failing import Fixed, network

LINEARS = ["self.a = nn.Linear(20, 30)", "self.b = nn.Linear(20, 40)"]


def test_a_product_whose_inner_sizes_differ() -> None:
    found = network(
        ["self.a = nn.Linear(20, 20)", "self.weight = torch.rand(30, 20)"],
        ["return self.a(x) @ self.weight"],
        "torch.rand(2, 20)",
    )
    assert found.explanation == (
        "`self.a(x) @ self.weight` multiplies (2, 20) by (30, 20): the last dimension on the left, "
        "20, must equal the 30 on the right. (2, 20) comes from `a` (Linear); (30, 20) comes from "
        "the constant `weight`."
    )
    code = "self.a(x) @ self.weight"
    assert found.fixes == [
        Fixed("replace_expression", code, "self.a(x) @ self.weight.mT"),
        Fixed("set_argument", "nn.Linear(20, 20)", "out_features=30"),
    ]


def test_operands_that_cannot_be_broadcast() -> None:
    found = network(LINEARS, ["return F.relu(self.a(x)) + self.b(x)"], "torch.rand(2, 20)")
    assert found.explanation == (
        "`F.relu(self.a(x)) + self.b(x)` puts (2, 30) and (2, 40) together, but dimension -1 is 30 "
        "on one side and 40 on the other. (2, 30) comes from `a` (Linear); (2, 40) comes from `b` "
        "(Linear)."
    )
    assert found.fixes == [
        Fixed("set_argument", "nn.Linear(20, 40)", "out_features=30"),
        Fixed("set_argument", "nn.Linear(20, 30)", "out_features=40"),
    ]


def test_parts_that_do_not_join() -> None:
    found = network(
        LINEARS, ["return torch.cat((self.a(x), self.b(x)), dim=0)"], "torch.rand(2, 20)"
    )
    assert "joins tensors along dimension 0, but they differ in dimension 1." in found.explanation
    code = "torch.cat((self.a(x), self.b(x)), dim=0)"
    assert found.fixes[0] == Fixed(
        "replace_expression", code, "torch.cat((self.a(x), self.b(x)), dim=1)"
    )


def test_parts_with_different_numbers_of_dimensions() -> None:
    found = network([], ["return torch.cat((x, x[0]))"], "torch.rand(2, 20)")
    assert "joins tensors with 1 and 2 dimensions" in found.explanation


def test_stacked_parts_must_be_equal() -> None:
    found = network(LINEARS, ["return torch.stack([self.a(x), self.b(x)])"], "torch.rand(2, 20)")
    assert "joins tensors on a new dimension, but they differ in dimension 1" in found.explanation
    assert found.fixes == [Fixed("set_argument", "nn.Linear(20, 40)", "out_features=30")]


def test_a_view_of_another_size() -> None:
    found = network([], ["return x.view(2, 7)"], "torch.rand(2, 20)")
    assert found.explanation.startswith(
        "`x.view(2, 7)` arranges (2, 20) as (2, 7), but (2, 20) has 40 numbers and (2, 7) needs 14."
    )
    assert found.fixes == [Fixed("replace_expression", "x.view(2, 7)", "x.view(2, -1)")]


def test_any_other_failing_op_is_told_with_its_shapes() -> None:
    found = network([], ["return torch.inverse(x)"], "torch.rand(2, 20)")
    assert found.explanation.startswith("`torch.inverse(x)` failed on (2, 20): ")
    assert found.at == "torch.inverse(x)"
