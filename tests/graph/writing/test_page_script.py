"""The layout of a page's script, run by Qt's JavaScript engine instead of a browser."""

from itertools import combinations
from typing import Any

import msgspec
import pytest
from PySide6.QtQml import QJSEngine

from inspector.graph.expansion import Expansion
from inspector.graph.index import Index
from inspector.graph.layout.arrange import arrange
from inspector.graph.layout.geometry import Box, Size
from inspector.graph.visible import visible
from inspector.graph.writing.orders import LONGEST_BEND
from inspector.graph.writing.page_model import PageModel, page_model
from inspector.resource_files import resource
from tests.graph.models import CHIMERA, PARALLEL, RESIDUAL, u_net
from tests.graph.notation import report

SKIPS = """
input X 2x4
net Net X -> h
  a Block X -> c
    0 Linear X -> b 2x4
    add() b X -> c 2x4
  b Other c -> e
    relu() c -> d 2x4
    add() d c -> e 2x4
  cat() X c e -> g 2x12
  head Linear g -> h 2x4
return h
"""
MODELS = {
    "chimera": CHIMERA,
    "parallel": PARALLEL,
    "skips": SKIPS,
    "residual": RESIDUAL,
    "u_net": u_net(3),
}
NEWER = """
Array.prototype.flat = function () { return [].concat(...this); };
Array.prototype.flatMap = function (change) { return [].concat(...this.map(change)); };
"""
"""What browsers have had since 2019 and the engine lacks."""
ARRANGE = """
(text, opened) => {
  const model = JSON.parse(text), size = (node, isOpen) => (isOpen ? [180, 30] : [120, 44]);
  const made = arrange(model, new Set(JSON.parse(opened)), size, (label) => [7 * label.length, 15]);
  const total = [made.width, made.height];
  return JSON.stringify({ boxes: [...made.boxes], lines: made.lines, size: total });
}
"""


class Page:
    """What the script makes of a model."""

    def __init__(self, model: PageModel, opened: list[int]) -> None:
        engine = QJSEngine()
        engine.evaluate(NEWER)
        for name in ("columns", "level", "layout"):
            code = resource("page", f"{name}.js").read_text(encoding="utf-8")
            assert not engine.evaluate(code).isError()
        texts = [msgspec.json.encode(model).decode(), msgspec.json.encode(opened).decode()]
        made = engine.evaluate(ARRANGE).call([engine.toScriptValue(text) for text in texts])
        assert not made.isError(), made.toString()
        found: dict[str, Any] = msgspec.json.decode(made.toString())
        self.model = model
        self.opened = opened
        self.boxes = {at: Box(**box) for at, box in found["boxes"]}
        self.lines: list[dict[str, Any]] = found["lines"]
        self.size: tuple[float, float] = tuple(found["size"])

    def between(self, source: str, target: str) -> list[str]:
        """The labels of the lines between nodes of these titles."""
        titles = [node.title for node in self.model.nodes]
        return [
            line["label"]
            for line in self.lines
            if (titles[line["source"]], titles[line["target"]]) == (source, target)
        ]


def opened(source: str, level: int) -> Page:
    """A model with everything down to a level open."""
    index = Index(report(source))
    model = page_model(index, Expansion(index, level))
    return Page(model, model.open)


@pytest.fixture(params=[(name, level) for name in MODELS for level in (0, 1, 9)], ids=str)
def page(request: pytest.FixtureRequest, qapp: object) -> Page:
    name, level = request.param
    return opened(MODELS[name], level)


def test_nodes_of_one_container_do_not_overlap(page: Page) -> None:
    for one, other in combinations(page.boxes, 2):
        if page.model.nodes[one].parent == page.model.nodes[other].parent:
            assert not page.boxes[one].overlaps(page.boxes[other])


def test_a_container_holds_its_children_below_its_header(page: Page) -> None:
    width, height = page.size
    for at, box in page.boxes.items():
        around = page.model.nodes[at].parent
        outer = page.boxes[around] if around >= 0 else Box(0, -30, int(width), int(height) + 30)
        assert outer.contains(box)
        assert box.y >= outer.y + 30


def test_lines_go_from_the_bottom_of_a_node_to_the_top_of_another(page: Page) -> None:
    for line in page.lines:
        source, target = page.boxes[line["source"]], page.boxes[line["target"]]
        (x0, y0), (x1, y1) = line["points"][0], line["points"][-1]
        if line.get("aside"):
            assert (x0, x1) == (source.right, target.x)
            assert target.y <= y1 <= target.bottom
        else:
            assert (y0, y1) == (source.bottom, target.y)
            assert source.x <= x0 <= source.right
            assert target.x <= x1 <= target.right


def test_no_line_runs_through_a_closed_node(page: Page) -> None:
    closed = [box for at, box in page.boxes.items() if at not in page.opened]
    for line in page.lines:
        for (x0, y0), (x1, y1) in zip(line["points"], line["points"][1:], strict=False):
            inner = Box(int(min(x0, x1)), int(y0) + 1, int(abs(x1 - x0)) + 1, int(y1 - y0) - 2)
            if x0 == x1:
                assert not any(inner.overlaps(box) for box in closed)


@pytest.mark.parametrize("level", [0, 1, 2, 9])
@pytest.mark.parametrize("name", ["chimera", "parallel", "skips"])
def test_at_every_level_the_page_shows_what_the_window_does(
    name: str, level: int, qapp: object
) -> None:
    index = Index(report(MODELS[name]))
    window, page = visible(index, Expansion(index, level)), opened(MODELS[name], level)
    titles = [page.model.nodes[at].title for at in page.boxes]
    assert sorted(titles) == sorted(node.title for node in window.nodes)
    labels = [line["label"] for line in page.lines]
    assert sorted(labels) == sorted(edge.label for edge in window.edges)


@pytest.mark.parametrize("name", MODELS)
def test_the_page_takes_hardly_more_room_than_the_window(name: str, qapp: object) -> None:
    index = Index(report(MODELS[name]))
    graph = visible(index, Expansion(index, 9))
    sizes = [Size(180, 30) if node.expanded else Size(120, 44) for node in graph.nodes]
    labels = [Size(7 * len(edge.label), 15) if edge.label else None for edge in graph.edges]
    window, page = arrange(graph, sizes, labels).size, opened(MODELS[name], 9).size
    assert page[0] <= 1.2 * window.width
    assert page[1] <= 1.2 * window.height


def test_rows_keep_their_order_when_a_container_opens(qapp: object) -> None:
    index = Index(report(PARALLEL))
    model = page_model(index, frozenset())
    whole, part = Page(model, [1, 2]), Page(model, [1])
    one, other = (n for n, node in enumerate(model.nodes) if node.title in ("net1", "net2"))
    assert (whole.boxes[one].x < whole.boxes[other].x) == (part.boxes[one].x < part.boxes[other].x)


def test_script_and_model_agree_which_lines_have_a_place_in_the_rows() -> None:
    code = resource("page", "level.js").read_text(encoding="utf-8")
    assert f"const LONGEST_BEND = {LONGEST_BEND};" in code


def test_the_same_is_placed_the_same(qapp: object) -> None:
    assert opened(SKIPS, 9).boxes == opened(SKIPS, 9).boxes


def test_what_flows_into_a_closed_container_ends_at_it_once(qapp: object) -> None:
    closed = opened(SKIPS, 1)
    assert closed.between("X", "a") == ["2 × 4"]
    assert closed.between("a", "b") == ["2 × 4"]
    assert opened(SKIPS, 9).between("X", "a") == []


def test_a_constant_is_seen_only_where_what_keeps_it_is_open(qapp: object) -> None:
    assert opened(CHIMERA, 1).between("rand_weight", "2") == []
    assert opened(CHIMERA, 2).between("rand_weight", "@") == [""]
