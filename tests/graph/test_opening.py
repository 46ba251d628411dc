import pytest

from inspector.graph.expansion import Expansion
from inspector.graph.folding import UNFOLDED, Folding
from inspector.graph.index import Index
from inspector.graph.opening import opening
from inspector.graph.visible import visible
from tests.graph.models import CHIMERA
from tests.graph.notation import report


def blocks(count: int) -> str:
    """A chain of equal blocks of two modules each."""
    lines = ["input X 2x20", f"net Sequential X -> x{count}"]
    for n in range(count):
        flow = f"x{n}" if n else "X"
        lines += [
            f"  {n} Sequential {flow} -> x{n + 1}",
            f"    0 Linear {flow} -> y{n} 2x20",
            f"    1 ReLU y{n} -> x{n + 1} 2x20",
        ]
    return "\n".join([*lines, f"return x{count}"])


def pairs(count: int) -> str:
    """A chain in which two unlike modules are repeated together."""
    lines = ["input X 2x20", f"net Sequential X -> x{2 * count}"]
    for n in range(2 * count):
        type, flow = ("Linear", "ReLU")[n % 2], f"x{n}" if n else "X"
        lines.append(f"  {n} {type} {flow} -> x{n + 1} 2x20")
    return "\n".join([*lines, f"return x{2 * count}"])


def keys_after(source: str, key: str) -> list[str]:
    """What is visible when everything was closed and folded, and one call was opened."""
    index = Index(report(source))
    position = index.tree.position(key)
    assert position is not None
    way = opening(index, Folding(), position)
    expanded = Expansion(index, 0, dict.fromkeys(way.keys, True))
    return [node.key for node in visible(index, expanded, way.folding).nodes]


def test_the_containers_around_a_call_are_opened_from_the_outside_in() -> None:
    index = Index(report(CHIMERA))
    position = index.tree.position("/0/net/1")
    assert position is not None
    assert opening(index, UNFOLDED, position) == (("/", "/0", "/0/net"), UNFOLDED)


def test_of_a_run_only_the_member_around_the_call_is_taken_out() -> None:
    found = keys_after(blocks(9), "/4/1")
    assert "/4/1" in found
    assert [key for key in found if key.count("/") == 1] == ["/", "/0", "/4", "/5"]


@pytest.mark.parametrize("key", ["/0/1", "/0/0"])
def test_what_stands_for_a_run_is_opened_where_it_is(key: str) -> None:
    index = Index(report(blocks(9)))
    position = index.tree.position(key)
    assert position is not None
    assert opening(index, Folding(), position) == (("/", "/0"), Folding())
    assert key in keys_after(blocks(9), key)


@pytest.mark.parametrize("key", ["/0", "/1", "/6", "/7"])
def test_a_call_of_a_group_is_opened_in_it_or_taken_out_with_its_group(key: str) -> None:
    assert key in keys_after(pairs(6), key)
