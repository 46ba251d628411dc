from itertools import pairwise

from inspector.graph.layout.geometry import SPACING
from inspector.graph.layout.level import Link, Part
from inspector.graph.layout.place import place
from inspector.graph.layout.rows import Rows

NODE = Part(50, 50, 26)
APART = 100 + SPACING.between


def placed(ranks: list[int], *links: tuple[int, int, int]) -> list[int]:
    """x of each part; links are source, target and weight."""
    found = Rows(
        [NODE] * len(ranks), [Link(a, b) for a, b, _ in links], ranks, [w for *_, w in links]
    )
    return place(found, SPACING, 0)[: len(ranks)]


def test_a_chain_is_one_straight_column() -> None:
    assert placed([0, 1, 2], (0, 1, 3), (1, 2, 3)) == [0, 0, 0]


def test_two_equal_branches_stand_evenly_at_both_sides() -> None:
    x = placed([0, 1, 1, 2], (0, 1, 3), (0, 2, 3), (1, 3, 3), (2, 3, 3))
    assert x == [0, -APART // 2, APART // 2, 0]


def test_of_three_equal_branches_the_middle_one_is_straight() -> None:
    x = placed([0, 1, 1, 1, 2], *[(0, i, 3) for i in (1, 2, 3)], *[(i, 4, 3) for i in (1, 2, 3)])
    assert x == [0, -APART, 0, APART, 0]


def test_the_longer_branch_is_straight_and_the_shorter_one_aside() -> None:
    x = placed([0, 1, 2, 1, 3], (0, 1, 4), (1, 2, 4), (2, 4, 4), (0, 3, 3), (3, 4, 3))
    assert x[:3] == [0, 0, 0]
    assert x[4] == 0
    assert x[3] == APART


def test_neighbors_are_never_closer_than_they_may_be() -> None:
    x = placed([0, 1, 1, 1, 1], *[(0, i, 2) for i in (1, 2, 3, 4)])
    assert [b - a for a, b in pairwise(x[1:])] == [APART] * 3
