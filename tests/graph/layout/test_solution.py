from inspector.graph.layout.geometry import SPACING
from inspector.graph.layout.level import Level, Link, Part, Placed
from inspector.graph.layout.ranks import rank
from inspector.graph.layout.solution import Solution
from inspector.graph.layout.work import Work

ENTRY, EXIT = Part(0, 0, 0, "entry"), Part(0, 0, 0, "exit")
SMALL, LARGE = Part(50, 50, 26), Part(150, 150, 200)


def placed(parts: tuple[Part, ...], *links: Link) -> Placed:
    level = Level(parts, links, top=SPACING.header, bottom=SPACING.footer)
    return Solution(level, rank(parts, links), SPACING, Work(0, None)).placed()


def test_what_enters_a_container_turns_below_its_words() -> None:
    found = placed((ENTRY, SMALL, SMALL, EXIT), Link(0, 1), Link(0, 2), Link(1, 3), Link(2, 3))
    for link in (0, 1):
        start, turn, *_ = found.routes[link]
        assert start == (found.axes[0], 0)
        assert turn == (found.axes[0], SPACING.header - SPACING.arrow)


def test_the_tall_branch_is_straight_though_another_has_more_nodes() -> None:
    # 0 → 1 → 2 → 3 → 5 are three small nodes, 0 → 4 → 5 is a large one.
    found = placed(
        (ENTRY, SMALL, SMALL, SMALL, LARGE, EXIT),
        Link(0, 1), Link(1, 2), Link(2, 3), Link(3, 5), Link(0, 4), Link(4, 5),
    )  # fmt: skip
    assert found.axes[0] == found.axes[4] == found.axes[5] == 0
    assert found.axes[1] != 0


def test_the_axis_is_that_of_the_widest_node_and_not_of_what_it_reads() -> None:
    found = placed((SMALL, LARGE, EXIT), Link(0, 1, 0, 70), Link(1, 2))
    assert (found.axes[0], found.axes[1]) == (70, 0)
