from inspector.graph.expansion import Expansion
from inspector.graph.folding import UNFOLDED
from inspector.graph.index import Index
from inspector.graph.isolate import Alone, isolated
from inspector.graph.opening import opening
from inspector.graph.visible import visible
from tests.graph.models import CHIMERA, RESIDUAL
from tests.graph.notation import report, text


def alone(source: str, root: str, level: int = 9) -> str:
    index = Index(report(source))
    way = opening(index, UNFOLDED, index.tree.by_key[root])
    expanded = Alone(root, frozenset(way.keys), Expansion(index, level))
    return text(isolated(visible(index, expanded), root))


def test_a_container_stands_alone_between_its_neighbors() -> None:
    assert (
        alone(CHIMERA, "/0/net")
        == """\
X float32
net Sequential (0 · 1 · 2 · 3)
  0 LazyLinear (64) <- input:X [2 × 20]
  1 ReLU <- /0/net/0 [2 × 64]
  2 LazyLinear (32) <- /0/net/1 [2 × 64]
  3 ReLU <- /0/net/2 [2 × 32]
linear LazyLinear <- /0/net/3 [2 × 32]"""
    )


def test_what_is_closed_in_it_stays_closed_and_it_is_open_itself() -> None:
    drawn = alone(CHIMERA, "/0", level=0)
    assert drawn.splitlines()[1:3] == [
        "0 NestMLP (net · linear)",
        "  net Sequential (0 · 1 · 2 · 3) <- input:X [2 × 20]",
    ]


def test_what_passes_by_is_left_out() -> None:
    lines = alone(RESIDUAL, "/body").splitlines()
    assert lines[0] == "X float32"
    assert lines[-1] == "+ add <- /body/1 [2 × 20]"
    assert len(lines) == 5


def test_neighbors_outside_are_not_opened() -> None:
    lines = alone(CHIMERA, "/2").splitlines()
    assert lines[0] == "1 LazyLinear"
    assert "NestMLP" not in "".join(lines)


def test_of_a_container_that_is_gone_the_whole_is_shown() -> None:
    index = Index(report(CHIMERA))
    whole = visible(index, Expansion(index, 9))
    assert isolated(whole, "/gone") is whole
