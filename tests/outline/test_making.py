from inspector.outline.classes import classes
from inspector.outline.index import Index
from inspector.outline.making import called_from, is_making
from inspector.outline.nodes import Call
from inspector.outline.read import get

TEXT = """\
def conv(width):
    return at_the_top(width)


class Net(nn.Module):
    def __init__(self):
        self.layer = self._make()

    def _make(self):
        return self._of(in_a_helper())

    def _of(self, layers):
        return in_its_helper(layers)

    def forward(self, x):
        return self._run(in_forward(x))

    def _run(self, x):
        return self.layer(in_a_step(x))
"""


def test_modules_are_made_outside_classes_in_init_and_in_what_it_calls() -> None:
    index = Index(get(TEXT))
    made = {each.name: is_making(index, each) for each in index.all(Call)}
    assert made["at_the_top"]
    assert made["in_a_helper"]
    assert made["in_its_helper"]
    assert not made["in_forward"]
    assert not made["in_a_step"]


def test_a_forward_goes_on_in_the_methods_that_it_calls() -> None:
    owner = classes(get(TEXT))["Net"]
    assert [each.name for each in called_from(owner, "forward")] == ["forward", "_run"]
