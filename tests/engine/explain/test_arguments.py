from tests.engine.explain.failing import Fixed, failed, network


def test_an_input_that_the_model_needs_and_did_not_get() -> None:
    found = failed(
        "class Net(nn.Module):\n"
        "    def forward(self, x, mask):\n"
        "        return x * mask\n"
        "net = Net()\nX = torch.rand(2, 20)"
    )
    assert found.explanation == (
        "The forward of the model (Net) takes (x, mask), but got no `mask`."
    )
    assert found.fixes == [Fixed("set_input", "", "(torch.rand(2, 20), torch.rand(2, 20))")]


def test_an_argument_too_many() -> None:
    found = network(["self.act = nn.ReLU()"], ["return self.act(x, 2)"], "torch.rand(2)")
    assert found.explanation == "The forward of `act` (ReLU) takes (input), but got 2 arguments."


def test_an_argument_by_the_wrong_name() -> None:
    found = network(["self.act = nn.ReLU()"], ["return self.act(inputs=x)"], "torch.rand(2)")
    assert "takes (input), and has no `inputs`" in found.explanation
    assert found.failure.hint == "Did you mean `input`?"


def test_a_list_of_modules_cannot_be_called() -> None:
    found = failed("net = nn.ModuleList([nn.ReLU()])\nX = torch.rand(2)")
    assert found.explanation == "`ModuleList` has no forward, so it cannot be called."


def test_a_class_without_forward() -> None:
    found = failed("class Net(nn.Module): pass\nnet = Net()\nX = torch.rand(2)")
    assert found.failure.hint == "Write def forward(self, X): … in Net."
