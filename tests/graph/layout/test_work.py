import pytest

from inspector.graph.layout.arrange import Memory, arrange
from inspector.graph.layout.geometry import Size
from tests.benchmarks.layout_graphs import random_layers, resnet_like


class CanceledError(Exception):
    pass


def test_progress_grows_up_to_the_whole() -> None:
    graph = resnet_like(3000)
    heard: list[tuple[int, int]] = []
    arrange(
        graph,
        [Size(100, 44)] * len(graph.nodes),
        [None] * len(graph.edges),
        progress=lambda done, total: heard.append((done, total)),
    )
    assert len(heard) > 1
    assert heard == sorted(heard)
    assert heard[-1] == (len(graph.nodes) + len(graph.edges),) * 2


def test_what_progress_raises_ends_the_layout_and_leaves_the_memory_usable() -> None:
    graph = random_layers(400)
    sizes, labels = [Size(100, 44)] * len(graph.nodes), [None] * len(graph.edges)
    memory = Memory()

    def cancel(done: int, total: int) -> None:
        raise CanceledError

    with pytest.raises(CanceledError):
        arrange(graph, sizes, labels, memory, progress=cancel)
    assert arrange(graph, sizes, labels, memory) == arrange(graph, sizes, labels)
