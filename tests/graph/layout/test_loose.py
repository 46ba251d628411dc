from inspector.graph.layout.geometry import SPACING, Box
from inspector.graph.layout.level import Level, Link, Part
from inspector.graph.layout.loose import loosen
from inspector.graph.layout.solve import solve
from inspector.graph.layout.work import Work

NODE, ENTRY = Part(50, 50, 26), Part(0, 0, 0, "entry")


def level(*parts: Part, links: tuple[tuple[int, int], ...] = ()) -> Level:
    return Level(parts, tuple(Link(a, b) for a, b in links), top=40, bottom=18)


def test_a_few_loose_nodes_stand_in_the_rows_of_the_others() -> None:
    assert loosen(level(*[NODE] * 4)) == []


def test_what_no_line_joins_to_the_ports_is_loose() -> None:
    found = loosen(level(ENTRY, *[NODE] * 8, links=((0, 1), (2, 3))))
    assert [piece.parts for piece in found] == [[0, 1], [2, 3], [4], [5], [6], [7], [8]]


def test_many_loose_nodes_are_packed_about_as_high_as_wide() -> None:
    placed = solve(level(*[NODE] * 400), SPACING, {}, Work(400, None))
    width = placed.left + placed.right
    assert 1 / 2 < width / placed.height < 2


def test_packed_nodes_do_not_overlap_and_stay_below_the_header() -> None:
    placed = solve(level(*[NODE] * 30), SPACING, {}, Work(30, None))
    boxes = [Box(x - 50, y, 100, 26) for x, y in zip(placed.axes, placed.tops, strict=True)]
    assert not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[:n])
    assert min(box.y for box in boxes) == 40
    assert placed.height == max(box.bottom for box in boxes) + 18


def test_loose_nodes_stand_at_the_right_of_what_holds_together() -> None:
    joined = level(ENTRY, *[NODE] * 8, links=((0, 1), (1, 2)))
    placed = solve(joined, SPACING, {}, Work(9, None))
    assert min(placed.axes[3:]) - 50 == 50 + SPACING.between
