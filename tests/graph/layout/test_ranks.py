from inspector.graph.layout.level import Link, Part
from inspector.graph.layout.ranks import path_lengths, rank

NODE, ENTRY, EXIT = Part(50, 50, 26), Part(0, 0, 0, "entry"), Part(0, 0, 0, "exit")


def links(*pairs: tuple[int, int]) -> list[Link]:
    return [Link(a, b) for a, b in pairs]


def test_a_part_stands_below_the_longest_path_to_it() -> None:
    parts = [ENTRY, NODE, NODE, NODE, EXIT]
    assert rank(parts, links((0, 1), (1, 2), (0, 3), (2, 3), (3, 4))) == [0, 1, 2, 3, 4]


def test_entries_are_on_top_and_exits_at_the_bottom_whatever_they_reach() -> None:
    parts = [ENTRY, ENTRY, NODE, NODE, EXIT, EXIT]
    assert rank(parts, links((0, 2), (2, 3), (1, 3), (2, 4), (3, 5))) == [0, 0, 1, 2, 3, 3]


def test_what_reads_nothing_stands_just_above_its_reader() -> None:
    parts = [ENTRY, NODE, NODE, NODE, NODE]
    assert rank(parts, links((0, 1), (1, 2), (3, 4), (2, 4))) == [0, 1, 2, 2, 3]


def test_what_has_no_links_stands_beside_what_comes_before_it() -> None:
    assert rank([NODE, NODE, NODE], links((0, 1))) == [1, 2, 2]


def test_the_weight_of_a_link_is_the_height_of_its_longest_path() -> None:
    tall, flat = Part(50, 50, 100), Part(50, 50, 20)
    parts = [ENTRY, flat, flat, tall, flat, EXIT]
    both = links((0, 1), (1, 2), (1, 3), (2, 4), (3, 4), (4, 5))
    assert path_lengths(parts, both) == [140, 60, 140, 60, 140, 140]
