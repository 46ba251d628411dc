"""One level placed: rows, order, columns, then the lines and their labels."""

from collections.abc import Sequence

from inspector.graph.layout.gaps import gaps
from inspector.graph.layout.geometry import Box, Point, Spacing, without_needless
from inspector.graph.layout.labels import place_labels
from inspector.graph.layout.lanes import Passage, lanes
from inspector.graph.layout.level import Level, Link, Placed
from inspector.graph.layout.order import reduce_crossings
from inspector.graph.layout.pieces import cut, stack
from inspector.graph.layout.place import place
from inspector.graph.layout.ranks import path_lengths, rank
from inspector.graph.layout.rows import Rows
from inspector.graph.layout.work import Work


def solve(level: Level, spacing: Spacing, known: dict[Level, Placed], work: Work) -> Placed:
    """Place the parts of one level and route its links.

    The axis of a level is the column of its longest path. Takes time in proportion to parts and
    links, but for the sorting; pieces of the level that are `known` already cost nothing.
    """
    pieces = cut(level, rank(level.parts, level.links))
    if len(pieces) == 1:
        return _Solution(level, pieces[0].ranks, spacing, work).placed()
    placed = []
    for piece in pieces:
        if piece.level not in known:
            solution = _Solution(piece.level, piece.ranks, spacing, work)
            known[piece.level] = solution.placed()
        placed.append((piece, known[piece.level]))
        work.spend(len(piece.parts) + len(piece.links))
    return stack(level, placed)


class _Solution:
    def __init__(
        self, level: Level, ranks: Sequence[int], spacing: Spacing, work: Work
    ) -> None:
        self._level = level
        self._spacing = spacing
        weights = path_lengths(level.parts, level.links)
        self._rows = Rows(level.parts, level.links, ranks, weights)
        self._simplified = not reduce_crossings(self._rows, work)
        self._x = place(self._rows, spacing, self._anchor(weights))
        self._lanes = self._place_lanes()
        self._enters = self._spread_entries()
        self._courses = [self._course(index) for index in range(len(level.links))]
        self._gaps = gaps(level, self._rows, self._courses, spacing)
        self._top, self._bottom = self._place_rows()

    def _anchor(self, weights: Sequence[int]) -> int:
        """The part whose column is the axis: the first on the longest path."""
        drawn = [index for index, link in enumerate(self._level.links) if link.drawn]
        heaviest = max(drawn, key=lambda index: weights[index], default=None)
        if heaviest is None:
            return 0
        longest = weights[heaviest]
        return min(self._level.links[index].source for index in drawn if weights[index] == longest)

    def _place_lanes(self) -> dict[int, int]:
        rows, links = self._rows, self._level.links
        passages = [
            Passage(rows.row[links[i].source], rows.row[links[i].target]) for i in rows.lanes
        ]
        if not passages:
            return {}
        rights = [max([self._x[v] + rows.right[v] for v in row], default=0) for row in rows.rows]
        return dict(zip(rows.lanes, lanes(passages, rights, self._spacing), strict=True))

    def _spread_entries(self) -> list[int]:
        """Offset from the target's axis at which each link ends; several lines end side by side."""
        links = self._level.links
        result = [link.enters or 0 for link in links]
        at_part: dict[int, list[int]] = {}
        for index, link in enumerate(links):
            if link.drawn and link.enters is None:
                at_part.setdefault(link.target, []).append(index)
        for target, ending in at_part.items():
            if len(ending) > 1:
                self._spread(target, ending, result)
        return result

    def _spread(self, target: int, ending: list[int], result: list[int]) -> None:
        axis = self._x[target]
        part = self._level.parts[target]
        ending.sort(key=self._approach)
        middle = next((n for n, i in enumerate(ending) if self._approach(i) == axis), None)
        center = middle if middle is not None else (len(ending) - 1) / 2
        reach = max(center, len(ending) - 1 - center)
        room = min(part.left, part.right) - self._spacing.entry // 2
        step = max(0.0, min(float(self._spacing.entry), room / reach))
        for n, index in enumerate(ending):
            result[index] = round((n - center) * step)

    def _approach(self, index: int) -> int:
        """x from which a link comes to its target."""
        if index in self._lanes:
            return self._lanes[index]
        bends = self._rows.bends.get(index)
        if bends:
            return self._x[bends[-1]]
        link = self._level.links[index]
        return self._x[link.source] + link.leaves

    def _place_rows(self) -> tuple[list[int], list[int]]:
        """Top of each row, and its bottom."""
        level, rows = self._level, self._rows
        heights = [part.height for part in level.parts]
        tops, bottoms = [], []
        y = 0
        for row, gap in zip(rows.rows, self._gaps, strict=True):
            tops.append(y)
            y += max([heights[v] for v in row if v < rows.parts], default=0)
            bottoms.append(y)
            y += gap
        return tops, bottoms

    def _course(self, index: int) -> list[int]:
        """x of a drawn link in each row that it touches, or of its ends and its lane."""
        link = self._level.links[index]
        if not link.drawn:
            return []
        start = self._x[link.source] + link.leaves
        end = self._x[link.target] + self._enters[index]
        if index in self._lanes:
            return [start, self._lanes[index], end]
        return [start, *(self._x[bend] for bend in self._rows.bends.get(index, ())), end]

    def _part_top(self, index: int) -> int:
        row = self._rows.row[index]
        return (self._top[row] + self._bottom[row] - self._level.parts[index].height) // 2

    def _route(self, index: int, link: Link) -> tuple[Point, ...]:
        source, target = self._level.parts[link.source], self._level.parts[link.target]
        first, last = self._rows.row[link.source], self._rows.row[link.target]
        xs = self._courses[index]
        start = self._part_top(link.source) + source.height - source.head
        end = self._part_top(link.target) + target.head
        if len(xs) == 2 and xs[0] == xs[1]:
            return (xs[0], start), (xs[1], end)
        above = self._spacing.arrow
        points = [(xs[0], start), (xs[0], self._bottom[first])]
        if index in self._lanes:
            points += [(xs[1], self._top[first + 1] - above), (xs[1], self._bottom[last - 1])]
        else:
            for row, x in enumerate(xs[1:-1], first + 1):
                points += [(x, self._top[row] - above), (x, self._bottom[row])]
        if target.kind == "exit":
            above = 0
        points += [(xs[-1], self._top[last] - above), (xs[-1], end)]
        return without_needless(points)

    def _header(self, boxes: list[Box]) -> list[Box]:
        """The strip for the words of the container."""
        if not boxes or not self._level.top:
            return []
        left, right = min(box.x for box in boxes), max(box.right for box in boxes)
        return [Box(left, 0, right - left, self._level.top - self._spacing.arrow)]

    def placed(self) -> Placed:
        """The finished level."""
        level = self._level
        tops = [self._part_top(index) for index in range(len(level.parts))]
        routes = [
            self._route(index, link) if link.drawn else () for index, link in enumerate(level.links)
        ]
        boxes = [
            Box(self._x[index] - part.left, tops[index], part.left + part.right, part.height)
            for index, part in enumerate(level.parts)
            if part.kind == "node"
        ]
        sizes = [link.label for link in level.links]
        labels = place_labels(sizes, routes, [*boxes, *self._header(boxes)])
        lefts = [box.x for box in boxes]
        rights = [box.x + box.width for box in boxes]
        for course in self._courses:
            lefts += course
            rights += course
        for place, size in zip(labels, sizes, strict=True):
            if place is not None and size is not None:
                lefts.append(place[0])
                rights.append(place[0] + size.width)
        return Placed(
            tuple(self._x[: len(level.parts)]),
            tuple(tops),
            tuple(routes),
            tuple(labels),
            -min(lefts, default=0),
            max(rights, default=0),
            self._bottom[-1] + self._gaps[-1],
            self._simplified,
        )
