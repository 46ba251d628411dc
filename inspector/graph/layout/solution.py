"""The parts of one piece in rows, in order, in columns; then its lines and their labels."""

from collections.abc import Sequence

from inspector.graph.layout.gaps import gaps
from inspector.graph.layout.geometry import Box, Point, Spacing, without_needless
from inspector.graph.layout.labels import place_labels
from inspector.graph.layout.lanes import Passage, lanes
from inspector.graph.layout.level import Level, Link, Placed
from inspector.graph.layout.order import reduce_crossings
from inspector.graph.layout.place import place
from inspector.graph.layout.ranks import path_lengths
from inspector.graph.layout.rows import Rows
from inspector.graph.layout.work import Work


class Solution:
    """A level placed as a whole, given the row of each part."""

    def __init__(self, level: Level, ranks: Sequence[int], spacing: Spacing, work: Work) -> None:
        self._level = level
        self._spacing = spacing
        weights = path_lengths(level.parts, level.links)
        self._rows = Rows(level.parts, level.links, ranks, weights)
        self._simplified = not reduce_crossings(self._rows, work)
        work.spend(len(self._rows.row))
        self._x = place(self._rows, spacing, self._anchor(weights))
        work.spend(len(self._rows.row))
        self._lanes = self._place_lanes()
        self._enters = self._spread_entries()
        self._courses = self._find_courses()
        self._gaps = gaps(level, self._rows, self._courses, spacing)
        self._top, self._bottom = self._place_rows()
        self._tops = [
            (self._top[row] + self._bottom[row] - part.height) // 2
            for part, row in zip(level.parts, ranks, strict=True)
        ]

    def _anchor(self, weights: Sequence[int]) -> int:
        """The part whose column is the axis: the first of the widest on the longest path."""
        drawn = [index for index, link in enumerate(self._level.links) if link.drawn]
        longest = max([weights[index] for index in drawn], default=0)
        links = [self._level.links[index] for index in drawn if weights[index] == longest]
        ends = {end for link in links for end in (link.source, link.target)}
        return min(ends, key=self._by_width, default=0)

    def _by_width(self, part: int) -> tuple[int, int]:
        left, right, *_ = self._level.parts[part]
        return -left - right, part

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
        approaches = sorted([(self._approach(index), index) for index in ending])
        last = len(ending) - 1
        middle = next((n for n, (x, _) in enumerate(approaches) if x == axis), None)
        center = middle if middle is not None else last / 2
        reach = max(center, last - center)
        room = min(part.left, part.right) - self._spacing.entry // 2
        step = max(0.0, min(float(self._spacing.entry), room / reach))
        for n, (_, index) in enumerate(approaches):
            result[index] = round((n - center) * step)

    def _approach(self, index: int) -> int:
        """x from which a link comes to its target."""
        if index in self._lanes:
            return self._lanes[index]
        if index in self._rows.bends:
            return self._x[self._rows.bends[index][-1]]
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

    def _find_courses(self) -> list[list[int]]:
        """x of each drawn link in each row that it touches, or of its ends and its lane."""
        x, lanes, bends = self._x, self._lanes, self._rows.bends
        courses: list[list[int]] = []
        for index, (source, target, leaves, _, _, drawn) in enumerate(self._level.links):
            start, end = x[source] + leaves, x[target] + self._enters[index]
            if not drawn:
                courses.append([])
            elif index in lanes:
                courses.append([start, lanes[index], end])
            elif index in bends:
                courses.append([start, *[x[bend] for bend in bends[index]], end])
            else:
                courses.append([start, end])
        return courses

    def _find_routes(self) -> list[tuple[Point, ...]]:
        level, lanes, tops = self._level, self._lanes, self._tops
        starts = [top + p.height - p.head for top, p in zip(tops, level.parts, strict=True)]
        ends = [top + part.head for top, part in zip(tops, level.parts, strict=True)]
        routes: list[tuple[Point, ...]] = []
        for index, (link, xs) in enumerate(zip(level.links, self._courses, strict=True)):
            if not xs:
                routes.append(())
            elif len(xs) == 2 and xs[0] == xs[1]:
                routes.append(((xs[0], starts[link.source]), (xs[0], ends[link.target])))
            else:
                inner = self._bent(link, xs, index in lanes)
                start, end = (xs[0], starts[link.source]), (xs[-1], ends[link.target])
                routes.append(without_needless([start, *inner, end]))
        return routes

    def _bent(self, link: Link, xs: list[int], in_lane: bool) -> list[Point]:
        """Where a line turns between its two ends."""
        first, last = self._rows.row[link.source], self._rows.row[link.target]
        above = self._spacing.arrow
        # What enters a container turns below its words.
        is_entry = self._level.parts[link.source].kind == "entry"
        words = max(0, self._level.top - above) if is_entry else 0
        points = [(xs[0], self._bottom[first] + words)]
        if in_lane:
            points += [(xs[1], self._top[first + 1] - above), (xs[1], self._bottom[last - 1])]
        else:
            for row, x in enumerate(xs[1:-1], first + 1):
                points += [(x, self._top[row] - above), (x, self._bottom[row])]
        is_exit = self._level.parts[link.target].kind == "exit"
        points.append((xs[-1], self._top[last] - (0 if is_exit else above)))
        return points

    def _obstacles(self) -> list[Box]:
        """The nodes, and the strip for the words of the container."""
        boxes = [
            Box(x - part.left, top, part.left + part.right, part.height)
            for x, top, part in zip(self._x, self._tops, self._level.parts, strict=False)
            if part.kind == "node"
        ]
        if boxes and self._level.top:
            left, right = min(box.x for box in boxes), max(box.right for box in boxes)
            boxes.append(Box(left, 0, right - left, self._level.top - self._spacing.arrow))
        return boxes

    def placed(self) -> Placed:
        """The finished level."""
        level = self._level
        routes = self._find_routes()
        sizes = [link.label for link in level.links]
        height = self._bottom[-1] + self._gaps[-1]
        labels = place_labels(sizes, routes, self._obstacles() if any(sizes) else [], height)
        nodes = [
            (x, part) for x, part in zip(self._x, level.parts, strict=False) if part.kind == "node"
        ]
        lefts = [x - part.left for x, part in nodes]
        rights = [x + part.right for x, part in nodes]
        for course in self._courses:
            lefts += course
            rights += course
        for corner, size in zip(labels, sizes, strict=True):
            if corner is not None and size is not None:
                lefts.append(corner[0])
                rights.append(corner[0] + size.width)
        return Placed(
            tuple(self._x[: len(level.parts)]),
            tuple(self._tops),
            tuple(routes),
            tuple(labels),
            -min(lefts, default=0),
            max(rights, default=0),
            height,
            simplified=self._simplified,
        )
