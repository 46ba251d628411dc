"""Graphs as large as one likes for the layout: like networks, and at random."""

from collections.abc import Callable, Iterable
from random import Random

from inspector.graph.graph import Edge, Graph, Node

_STEPS = ("conv1", "bn1", "relu1", "conv2", "bn2", "relu2", "conv3", "bn3")


class _Drawing:
    """Nodes in the order in which they run, and the edges between them."""

    def __init__(self) -> None:
        self._nodes: list[Node] = []
        self._edges: list[Edge] = []

    @property
    def count(self) -> int:
        return len(self._nodes)

    def add(self, reads: Iterable[str] = (), parent: str | None = None, name: str = "op") -> str:
        key = f"n{len(self._nodes)}"
        self._nodes.append(Node(key, parent, "module", name))
        self._edges += [Edge(source, key, "", (0,)) for source in dict.fromkeys(reads)]
        return key

    def open(self, parent: str | None = None) -> str:
        key = f"n{len(self._nodes)}"
        self._nodes.append(Node(key, parent, "module", "block", expanded=True))
        return key

    def graph(self) -> Graph:
        return Graph(tuple(self._nodes), tuple(self._edges))


def chain(count: int) -> Graph:
    """A Sequential of so many children."""
    drawing = _Drawing()
    flow = drawing.add()
    while drawing.count < count:
        flow = drawing.add([flow])
    return drawing.graph()


def resnet_like(count: int) -> Graph:
    """Bottlenecks as in ResNet-152: eight steps, a sum with the skip and a ReLU.

    Of ten blocks the first has a convolution and a norm on its skip.
    """
    drawing = _Drawing()
    flow, blocks = drawing.add(), 0
    while drawing.count < count:
        skip = flow
        for step in _STEPS:
            flow = drawing.add([flow], name=step)
        if blocks % 10 == 0:
            skip = drawing.add([drawing.add([skip])])
        flow = drawing.add([drawing.add([flow, skip])])
        blocks += 1
    return drawing.graph()


def attention_like(count: int) -> Graph:
    """Transformer blocks: query, key and value, two products, two sums over skips."""
    drawing = _Drawing()
    flow = drawing.add()
    while drawing.count < count:
        norm = drawing.add([flow])
        query, key, value = drawing.add([norm]), drawing.add([norm]), drawing.add([norm])
        weights = drawing.add([drawing.add([query, key])])
        attended = drawing.add([drawing.add([weights, value])])
        middle = drawing.add([attended, flow])
        hidden = drawing.add([drawing.add([drawing.add([middle])])])
        flow = drawing.add([drawing.add([hidden]), middle])
    return drawing.graph()


def u_net_like(count: int) -> Graph:
    """Half of the nodes on the way down, each also read on the way up."""
    drawing = _Drawing()
    flow = drawing.add()
    skips = [flow]
    while drawing.count < count // 2:
        flow = drawing.add([flow])
        skips.append(flow)
    while skips:
        flow = drawing.add([flow, skips.pop()])
    return drawing.graph()


def dense_net_like(count: int) -> Graph:
    """Blocks of eight layers, each reading all the ones before it in its block."""
    drawing = _Drawing()
    flow = drawing.add()
    while drawing.count < count:
        known = [flow]
        for _ in range(8):
            known.append(drawing.add(known))
        flow = drawing.add(known)
    return drawing.graph()


def random_layers(count: int) -> Graph:
    """Layers of eight nodes, each reading one to three of the two layers above."""
    drawing, random = _Drawing(), Random(7)
    layers = [[drawing.add() for _ in range(8)]]
    while drawing.count < count:
        above = [*layers[-1], *layers[-2]] if len(layers) > 1 else layers[-1]
        reads = [random.sample(above, random.randint(1, 3)) for _ in range(8)]
        layers.append([drawing.add(read) for read in reads])
    return drawing.graph()


def nested(count: int, repeated: bool = True) -> Graph:
    """Stages of ten residual blocks each, alike, or each step with a name of another length."""
    drawing, random = _Drawing(), Random(7)
    flow, blocks = drawing.add(), 0
    stage: str | None = None
    while drawing.count < count:
        if blocks % 10 == 0:
            stage = drawing.open()
        block, skip, blocks = drawing.open(stage), flow, blocks + 1
        for step in _STEPS:
            name = step if repeated else "x" * random.randint(1, 30)
            flow = drawing.add([flow], block, name)
        flow = drawing.add([flow, skip], block)
    return drawing.graph()


def nested_strangers(count: int) -> Graph:
    """The same without any two blocks alike."""
    return nested(count, repeated=False)


NETWORKS: dict[str, Callable[[int], Graph]] = {
    "ResNet": resnet_like,
    "attention": attention_like,
    "U-Net": u_net_like,
}
TANGLES: dict[str, Callable[[int], Graph]] = {
    "DenseNet": dense_net_like,
    "random": random_layers,
}
