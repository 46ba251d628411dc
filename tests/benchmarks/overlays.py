"""What coloring a picture costs beside drawing it: ``python -m tests.benchmarks.overlays``.

Everything is expanded. The first overlay of a report adds up the whole tree of calls, those after
it only look up what is drawn.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import sys
from collections.abc import Callable
from functools import partial
from time import perf_counter

from PySide6.QtWidgets import QApplication

from inspector.canvas.inks import Inks
from inspector.canvas.scene import Scene
from inspector.graph.cover import Cover
from inspector.graph.expansion import Expansion
from inspector.graph.folding import UNFOLDED
from inspector.graph.index import Index
from inspector.graph.measures import TITLES, Measure
from inspector.graph.overlay import overlay
from inspector.graph.visible import visible
from inspector.look.theme import LIGHT
from tests.benchmarks.models import nested

STAGES = 100


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def compare(blocks: int) -> None:
    """Print each time, and its share of collecting and laying out the same picture."""
    index = Index(nested(STAGES, blocks))
    expanded = Expansion(index, STAGES)
    cover = Cover(index, expanded, UNFOLDED)
    scene = Scene(visible(index, expanded))
    drawn = seconds(lambda: Scene(visible(index, expanded)))
    print(f"{len(scene.graph.nodes):,} nodes: collected and laid out in {drawn * 1000:.0f} ms")
    for measure in list(Measure)[1:]:
        color = partial(overlay, index, scene.graph, cover, measure)
        first, again = seconds(color), seconds(color)
        blocks_colored = seconds(partial(scene.blocks, Inks(LIGHT, color())))
        print(
            f"  {TITLES[measure]:18} first {first * 1000:4.0f} ms ({first / drawn:.2f}),"
            f" again {again * 1000:4.0f} ms ({again / drawn:.2f}),"
            f" colors of blocks {blocks_colored * 1000:3.0f} ms"
        )


def main() -> None:
    application = QApplication(sys.argv[:1])
    for blocks in (10, 100):
        compare(blocks)
    del application


if __name__ == "__main__":
    main()
