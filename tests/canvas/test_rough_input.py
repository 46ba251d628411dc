"""Models that nobody would draw by hand: each is laid out and painted, near and from afar."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from inspector.canvas.inks import Inks
from inspector.canvas.paint import paint
from inspector.canvas.scene import Scene
from inspector.canvas.sight import Sight
from inspector.graph.expansion import Expansion
from inspector.graph.index import Index
from inspector.graph.visible import visible
from inspector.look.theme import LIGHT
from inspector.report.model import Call, Input, Module, Report, Tensor
from tests.benchmarks.models import flat
from tests.graph.models import FAILED
from tests.graph.notation import report


def drawn(report: Report) -> Scene:
    """Everything expanded; painted at several zooms."""
    index = Index(report)
    scene = Scene(visible(index, Expansion(index, 10_000)))
    for zoom in (0.02, 0.2, 0.4, 1.0):
        image = QImage(400, 300, QImage.Format.Format_RGB32)
        image.fill(QColor("#123456"))
        painter = QPainter(image)
        painter.scale(zoom, zoom)
        sight = Sight(scene.area.intersected(QRectF(0, 0, 400 / zoom, 300 / zoom)), zoom)
        paint(painter, scene, sight, Inks(LIGHT))
        painter.end()
        colors = np.unique(np.frombuffer(image.constBits(), np.uint32))
        assert len(colors) > 1, f"nothing is seen at zoom {zoom}"
    return scene


def nested(depth: int) -> Report:
    """Modules each in the one before, and a single op in the innermost."""
    paths = [".".join(["net"] * level) for level in range(depth)]
    modules = [
        Module(path, "mine.Net", paths[n - 1] if n else None) for n, path in enumerate(paths)
    ]
    calls = [
        Call(n, n - 1 if n else None, "module", path, "Net", (0,), (1,))
        for n, path in enumerate(paths)
    ]
    calls.append(Call(depth, depth - 1, "op", None, "relu", (0,), (1,)))
    tensors = (
        Tensor(0, (2, 3), "float32", "cpu", "input"),
        Tensor(1, (2, 3), "float32", "cpu", "activation", depth),
    )
    return Report(
        inputs=(Input("X", 0),),
        modules=tuple(modules),
        calls=tuple(calls),
        tensors=tensors,
        outputs=(1,),
    )


def joined(count: int) -> Report:
    """One module with so many inputs."""
    inputs = tuple(range(count))
    return Report(
        inputs=tuple(Input(f"x{n}", n) for n in inputs),
        modules=(Module("", "mine.Net", None),),
        calls=(
            Call(0, None, "module", "", "Net", inputs, (count,)),
            Call(1, 0, "op", None, "cat", inputs, (count,)),
        ),
        tensors=(
            *(Tensor(n, (0, 3), "float32", "cpu", "input") for n in inputs),
            Tensor(count, (0,), "float32", "cpu", "activation", 1),
        ),
        outputs=(count,),
    )


def siblings(*names: str) -> Report:
    """Modules that read nothing and return nothing."""
    calls = [Call(n, 0, "module", name, "Linear") for n, name in enumerate(names, 1)]
    modules = [Module(name, "torch.nn.modules.linear.Linear", "") for name in names]
    return Report(
        modules=(Module("", "mine.Net", None), *modules),
        calls=(Call(0, None, "module", "", "Net"), *calls),
    )


def test_ten_thousand_children(qapp: object) -> None:
    scene = drawn(flat(10_000))
    tops = scene.boxes.top[scene.is_leaf]
    assert len(tops) == 10_002
    assert (np.diff(tops) > 0).all()


def test_a_nesting_a_thousand_deep(qapp: object) -> None:
    scene = drawn(nested(1000))
    containers = np.flatnonzero(~scene.is_leaf)
    assert len(containers) == 1000
    outer, inner = containers[:-1], containers[1:]
    assert (scene.boxes.left[outer] < scene.boxes.left[inner]).all()
    assert (scene.boxes.right[outer] > scene.boxes.right[inner]).all()
    assert (scene.boxes.top[outer] < scene.boxes.top[inner]).all()
    assert (scene.boxes.bottom[outer] > scene.boxes.bottom[inner]).all()


def test_five_hundred_inputs_without_elements(qapp: object) -> None:
    scene = drawn(joined(500))
    assert [edge.label for edge in scene.graph.edges] == [*["0 × 3"] * 500, "0"]


@pytest.mark.parametrize(
    "name", ["long_" * 60, "שלום_עולם", "مرحبا", "🔥conv🧊", "层归一化", "a\u202eb", "tab\tline\n"]
)
def test_names_of_any_length_and_letters(qapp: object, name: str) -> None:
    scene = drawn(siblings(name, "plain"))
    node = next(n for n, about in enumerate(scene.graph.nodes) if about.identity == name)
    assert scene.box(node).width <= 340


def test_no_edges_at_all(qapp: object) -> None:
    scene = drawn(siblings(*(f"layer{n}" for n in range(30))))
    assert scene.graph.edges == ()
    assert len(scene.edges_in(scene.area)) == 0
    assert len(scene.nodes_in(scene.area)) == 31


def test_a_report_cut_short_by_a_failure(qapp: object) -> None:
    scene = drawn(report(FAILED))
    assert sum(node.failed for node in scene.graph.nodes) == 1
