from inspector.engine.api import trace_file
from tests.engine.explain.failing import HEAD, NET, Fixed, failed, network, sequential


def test_whole_numbers_into_weights_that_are_none() -> None:
    found = sequential("nn.Linear(20, 10)", X="torch.ones(2, 20).long()")
    assert found.explanation == (
        "`0` (Linear) got int64 numbers, but its weights are float32. They come from the input X."
    )
    assert found.fixes == [Fixed("set_input", "", "torch.rand(2, 20)")]


def test_the_call_can_convert() -> None:
    found = network(
        ["self.linear = nn.Linear(20, 10)"],
        ["y = (x > 0.5).long()", "return self.linear(y)"],
        "torch.rand(2, 20)",
    )
    assert found.fixes == [Fixed("replace_expression", "self.linear(y)", "self.linear(y.float())")]


def test_a_module_without_return_is_named() -> None:
    found = failed(
        "class Block(nn.Module):\n"
        "    def forward(self, x):\n"
        "        y = x * 2\n"
        "net = nn.Sequential(Block(), nn.Linear(20, 2))\n"
        "X = torch.rand(2, 20)"
    )
    assert found.explanation == (
        "`1` (Linear) got None instead of a tensor. "
        "`0` (Block) returned it: its forward ends without `return`."
    )
    assert found.failure.hint == "Write `return …` at the end of Block.forward."


def test_a_constant_stays_where_it_was_when_the_model_moves() -> None:
    text = HEAD + NET.format(
        parts="        self.weight = torch.rand(2, 4, device='cpu')",
        steps="        return x + self.weight",
    )
    report = trace_file(text + "X = torch.rand(2, 4)", device="meta")
    assert report.failure is not None
    assert report.failure.explanation == (
        "`x + self.weight` works on tensors of two devices, cpu and meta. The constant `weight` "
        "stays on cpu: .to() moves parameters and buffers only."
    )
    assert report.failure.hint == 'Make it a buffer: self.register_buffer("weight", …).'
